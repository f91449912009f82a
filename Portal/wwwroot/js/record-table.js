// Moving through rows happens here, without asking the server; opening a row is a plain click the server hears.

const PAGE = 10;
const FORMULA = /^[=+\-@\t\r＝＋－＠]/;

customElements.define('record-table', class extends HTMLElement {
  connectedCallback() {
    this.addEventListener('keydown', this.onKeyDown);
    this.addEventListener('focusin', this.onFocusIn);
    this.addEventListener('click', this.onClick, true);
    document.addEventListener('copy', this.onCopy);
    this.observer = new MutationObserver(() => this.keepOneTabStop());
    this.observer.observe(this, { childList: true, subtree: true });
    this.keepOneTabStop();
  }

  disconnectedCallback() {
    this.observer.disconnect();
    document.removeEventListener('copy', this.onCopy);
  }

  get rows() {
    return [...this.querySelectorAll('tbody > tr[tabindex]')];
  }

  keepOneTabStop() {
    const rows = this.rows;
    const stops = rows.filter(row => row.tabIndex === 0);
    if (rows.length > 0 && stops.length !== 1) {
      this.setCurrent(stops.find(row => row.matches('[aria-selected=true]')) ?? stops[0] ?? rows[0], false);
    }
    this.standOnSelected(rows);
  }

  // Back from a record, the clerk stands on its row again; whoever is typing elsewhere is left alone.
  standOnSelected(rows) {
    if (rows.length > 0 && !this.stood) {
      this.stood = true;
      const selected = rows.find(row => row.matches('[aria-selected=true]'));
      if (selected && document.activeElement?.matches('body, main, h1')) {
        selected.focus();
      }
    }
  }

  setCurrent(row, selected) {
    for (const other of this.rows) {
      other.tabIndex = other === row ? 0 : -1;
      if (selected) {
        other.setAttribute('aria-selected', String(other === row));
      }
    }
  }

  onFocusIn(event) {
    const row = event.target.closest('tbody > tr[tabindex]');
    if (row) {
      this.setCurrent(row, true);
      this.querySelector('.records-said').textContent = '';
    }
  }

  onKeyDown(event) {
    const row = event.target;
    if (!row.matches('tbody > tr[tabindex]') || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) {
      return;
    }
    const rows = this.rows;
    const at = rows.indexOf(row);
    const to = {
      ArrowUp: at - 1,
      ArrowDown: at + 1,
      PageUp: at - PAGE,
      PageDown: at + PAGE,
      Home: 0,
      End: rows.length - 1,
    }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      rows[Math.max(0, Math.min(rows.length - 1, to))].focus();
    } else if ((event.key === 'Enter' || event.key === ' ') && !event.repeat) {
      event.preventDefault();
      row.click();
    } else if (/^\d$/.test(event.key) && !event.repeat) {
      // A choice offered in the row, by the digit it shows.
      row.querySelector(`[data-row-key="${event.key}"]:enabled`)?.click();
    }
  }

  onClick(event) {
    if (event.target.closest('[data-copy-table]')) {
      this.copyWhole = true;
      document.execCommand('copy');
      this.copyWhole = false;
    } else if (event.target.closest('tbody') && this.contains(getSelection().anchorNode) && !getSelection().isCollapsed) {
      event.stopPropagation(); // marking a name to copy it is not opening the row
    }
  }

  // Answering the copy event needs no permission and no https, unlike the clipboard API.
  onCopy = event => {
    const row = document.activeElement?.closest('record-table') === this ? document.activeElement.closest('tbody > tr') : null;
    if (!this.copyWhole && (!row || !getSelection().isCollapsed)) {
      return;
    }
    const rows = this.copyWhole ? [this.querySelector('thead > tr'), ...this.rows] : [row];
    const cells = rows.map(each => [...each.cells].filter(cell => !cell.hasAttribute('data-nocopy')).map(textOf));
    event.clipboardData.setData('text/plain', cells.map(line => line.join('\t')).join('\r\n'));
    event.clipboardData.setData('text/html', asHtml(cells));
    event.preventDefault();
    this.querySelector('.records-said').textContent =
      this.copyWhole ? `表をコピーしました（${this.rows.length}行）` : '1行をコピーしました';
  };
});

// From the heading a page opens with, or from the button that searched, ↓ goes into the rows in sight that open.
document.addEventListener('keydown', event => {
  if (event.key !== 'ArrowDown' || event.defaultPrevented || event.isComposing || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey
    || !event.target.matches('body, main, h1, button[type=submit]')) {
    return;
  }
  const row = [...document.querySelectorAll('record-table table.opens > tbody > tr[tabindex="0"]')].find(each => each.checkVisibility());
  if (row && row.getBoundingClientRect().top < innerHeight) {
    event.preventDefault();
    row.focus();
  }
});

function textOf(cell) {
  const text = (cell.dataset.text ?? cell.innerText).replace(/\s+/g, ' ').trim();
  return FORMULA.test(text) ? `'${text}` : text;
}

// Spreadsheets take this one: marked as text, 宛名番号 keep their zeros and nothing is calculated.
function asHtml(lines) {
  const table = document.createElement('table');
  for (const line of lines) {
    const row = table.insertRow();
    for (const text of line) {
      const cell = row.insertCell();
      cell.setAttribute('style', 'mso-number-format:"\\@"');
      cell.textContent = text;
    }
  }
  return table.outerHTML;
}
