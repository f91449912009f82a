// The keys of the full-screen comparison (ComparePage.razor). Each goes to the server with the number of the showing that was on the screen
// when it was pressed: an Enter pressed twice answers one record, however slow the line is, and never one nobody has seen.

const READING = 300; // nobody has read a record that has been there for less
const OVER = ':is(dialog[open], .mud-dialog, [popover=auto]:popover-open)';
const ANSWERS = new Set(['Enter', '0', '-']);
const KEYS = new Set([...ANSWERS, '1', '2', '3', '4', '5', '6', '7', '8', '9', 'Backspace', 'ArrowUp', 'ArrowDown']);

customElements.define('slip-keys', class extends HTMLElement {
  static observedAttributes = ['data-showing'];

  connectedCallback() {
    document.addEventListener('keydown', this.onKeyDown, true);
    document.addEventListener('focusin', this.onFocusIn);
    this.addEventListener('click', this.onClick);
    this.begin();
  }

  disconnectedCallback() {
    document.removeEventListener('keydown', this.onKeyDown, true);
    document.removeEventListener('focusin', this.onFocusIn);
  }

  // The router takes a new page to its heading; here the work is the record.
  onFocusIn = event => {
    if (event.target.matches('h1, main')) {
      this.focus({ preventScroll: true });
    }
  };

  attributeChangedCallback() {
    if (this.isConnected) {
      this.begin();
    }
  }

  // A new record: it counts as shown once it has been painted.
  begin() {
    this.shownAt = null;
    const showing = this.dataset.showing;
    requestAnimationFrame(() => requestAnimationFrame(() => {
      if (showing === this.dataset.showing) {
        this.shownAt = performance.now();
        this.dataset.shown = showing;
        this.focus({ preventScroll: true });
      }
    }));
  }

  onKeyDown = event => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || !KEYS.has(event.key) || document.querySelector(OVER)) {
      return;
    }
    if (event.key === 'Enter' && event.target.closest('a, .full-head button')) {
      return; // whoever has gone to a button by Tab means that button
    }
    event.preventDefault();
    event.stopPropagation();
    if (!event.repeat) {
      this.press(event.key);
    }
  };

  // The buttons of the record are keys too.
  onClick = event => {
    const button = event.target.closest('[data-slip-key]');
    if (button) {
      this.press(button.dataset.slipKey);
      this.focus({ preventScroll: true });
    }
  };

  press(key) {
    if (ANSWERS.has(key) && (this.shownAt === null || performance.now() - this.shownAt < READING)) {
      return;
    }
    const sink = this.querySelector('[data-slip-sink]');
    sink.value = `${this.dataset.showing} ${key}`;
    sink.dispatchEvent(new Event('input', { bubbles: true }));
  }
});
