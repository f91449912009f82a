customElements.define('search-box', class extends HTMLElement {
  connectedCallback() {
    this.addEventListener('submit', () => this.input.select()); // the next scan replaces this one
    this.addEventListener('keydown', event => {
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
