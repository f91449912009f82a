customElements.define('search-box', class extends HTMLElement {
  connectedCallback() {
    this.addEventListener('submit', () => this.input.select()); // the next scan replaces this one
    this.addEventListener('keydown', event => {
      const row = event.key === 'ArrowDown' && !event.isComposing && document.querySelector('record-table tbody > tr[tabindex="0"]');
      if (row) {
        event.preventDefault();
        row.focus(); // from what was typed straight into what was found
        return;
      }
      if (event.key !== 'Escape' || event.isComposing || this.input.value === '') {
        return;
      }
      event.preventDefault();
      this.input.value = '';
      this.input.dispatchEvent(new Event('change', { bubbles: true }));
    });
  }

  get input() {
    return this.querySelector('input');
  }
});
