// Arrow keys, Enter, Tab and Esc in a list of suggestions; the suggestions themselves come from the server.

customElements.define('combo-box', class extends HTMLElement {
  connectedCallback() {
    this.addEventListener('keydown', this.onKeyDown);
    this.addEventListener('input', () => this.open());
    this.addEventListener('focusout', () => this.close());
    this.addEventListener('mousedown', event => {
      if (event.target.closest('[role=option]')) {
        event.preventDefault(); // the input keeps the focus, so the list is still there for the click
      }
    });
    this.addEventListener('click', event => event.target.closest('[role=option]') && this.close());
    this.changes = new MutationObserver(() => this.input && this.activate(null));
    this.changes.observe(this, { childList: true, subtree: true });
  }

  disconnectedCallback() {
    this.changes.disconnect();
  }

  get input() {
    return this.querySelector('input');
  }

  get options() {
    return [...this.querySelectorAll('[role=option]')];
  }

  get active() {
    return this.querySelector('[aria-selected=true]');
  }

  get isOpen() {
    return this.hasAttribute('data-open') && this.options.length > 0;
  }

  onKeyDown(event) {
    if (event.isComposing || event.ctrlKey || event.altKey || event.metaKey) {
      return;
    }
    switch (event.key) {
      case 'ArrowDown':
      case 'ArrowUp':
        event.preventDefault();
        this.open();
        this.step(event.key === 'ArrowDown' ? 1 : -1);
        break;
      case 'Enter':
      case 'Tab':
        if (this.isOpen && this.active) {
          if (event.key === 'Enter') {
            event.preventDefault();
          }
          this.active.click();
        }
        break;
      case 'Escape':
        if (this.isOpen) {
          event.preventDefault(); // closes the list, not the form
          this.close();
        }
        break;
    }
  }

  step(by) {
    const options = this.options;
    const at = options.indexOf(this.active);
    this.activate(options[at < 0 ? (by > 0 ? 0 : options.length - 1) : (at + by + options.length) % options.length]);
  }

  activate(option) {
    this.options.forEach(each => each.setAttribute('aria-selected', String(each === option)));
    option?.scrollIntoView({ block: 'nearest' });
    if (option) {
      this.input.setAttribute('aria-activedescendant', option.id);
    } else {
      this.input.removeAttribute('aria-activedescendant');
    }
    this.input.setAttribute('aria-expanded', String(this.isOpen));
  }

  open() {
    this.setAttribute('data-open', '');
    this.input.setAttribute('aria-expanded', String(this.isOpen));
  }

  close() {
    this.removeAttribute('data-open');
    this.activate(null);
  }
});
