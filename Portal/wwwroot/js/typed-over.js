// A form that begins with what is there already: coming to a box chooses all of it, so that typing takes its place. See DifferenceForm.razor.

customElements.define('typed-over', class extends HTMLElement {
  connectedCallback() {
    this.addEventListener('focusin', event => event.target.select?.());
  }
});
