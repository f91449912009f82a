// The panel takes the focus when it opens and gives it back when it closes; F1 never opens the browser's own help.

let before = null;

document.addEventListener('keydown', event => {
  if (event.key === 'F1') {
    event.preventDefault();
    before = document.activeElement; // keys.js presses the button that shows F1, which takes the focus
  }
}, { capture: true });

customElements.define('help-panel', class extends HTMLElement {
  connectedCallback() {
    if (this.popover === null) {
      this.opened();
    } else { // outside the circuit it is always there, and shown or not
      this.addEventListener('toggle', event => event.newState === 'open' ? this.opened() : this.closed());
    }
  }

  disconnectedCallback() {
    this.closed();
  }

  opened() {
    this.before = before ?? document.activeElement;
    before = null;
    queueMicrotask(() => this.querySelector('h2')?.focus()); // Blazor adds what stands in it a moment later
  }

  closed() {
    const to = this.before?.isConnected && this.before.checkVisibility() ? this.before : document.querySelector('[data-key="F1"]');
    before = null;
    if (document.activeElement === document.body || !document.activeElement || this.contains(document.activeElement)) {
      to?.focus();
    }
  }
});
