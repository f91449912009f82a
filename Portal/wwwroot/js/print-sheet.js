// Rendered by the server once the purpose of printing is in the log. Only this print may show the record.

customElements.define('print-sheet', class extends HTMLElement {
  connectedCallback() {
    setTimeout(() => {
      document.body.classList.add('print-recorded');
      addEventListener('afterprint', () => document.body.classList.remove('print-recorded'), { once: true });
      print();
    });
  }
});
