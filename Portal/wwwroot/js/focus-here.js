// Hands the focus it is given on to where typing begins; see FocusHere.razor.

customElements.define('focus-here', class extends HTMLElement {
  connectedCallback() {
    this.addEventListener('focus', () => document.querySelector(this.getAttribute('to'))?.focus());
  }
});
