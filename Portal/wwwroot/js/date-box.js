// Moves on by itself between the parts of a date and lets a whole date be pasted; what a date means is decided by the server.

const ERAS = [['R', 2019, 5, 1], ['H', 1989, 1, 8], ['S', 1926, 12, 25], ['T', 1912, 7, 30], ['M', 1868, 1, 25]];
const ERA_NAMES = { 令和: 'R', 平成: 'H', 昭和: 'S', 大正: 'T', 明治: 'M' };
const ERA_DIGITS = { 1: 'M', 2: 'T', 3: 'S', 4: 'H', 5: 'R' };
const WESTERN = 'W';

customElements.define('date-box', class extends HTMLElement {
  connectedCallback() {
    this.addEventListener('input', this.onInput);
    this.addEventListener('keydown', this.onKeyDown);
    this.addEventListener('paste', this.onPaste);
    this.addEventListener('focusin', event => event.target.select?.());
  }

  get parts() {
    return [...this.querySelectorAll('select, input')];
  }

  onInput(event) {
    const box = event.target;
    if (event.isComposing || !box.matches('input')) {
      return;
    }
    const digits = box.value.normalize('NFKC').replace(box.dataset.part === 'year' ? /[^0-9元]/g : /\D/g, '');
    if (box.value !== digits) {
      box.value = digits;
    }
    if (!isFull(box, this.querySelector('select').value)) {
      return;
    }
    if (box.dataset.part === 'day') {
      box.dispatchEvent(new Event('change', { bubbles: true })); // there is no next part whose focus would hand it in
    } else {
      this.move(box, 1);
    }
  }

  onKeyDown(event) {
    const box = event.target;
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) {
      return;
    }
    const key = event.key.toUpperCase();
    if (box.dataset.part === 'year' || box.matches('select')) {
      const era = this.querySelector(`option[value="${CSS.escape(key)}"]`);
      if (era) {
        event.preventDefault();
        put(this.querySelector('select'), key);
        this.querySelector('[data-part=year]').focus();
        return;
      }
    }
    if (!box.matches('input')) {
      return;
    }
    if (event.key === 'Backspace' && box.value === '') {
      event.preventDefault();
      this.move(box, -1);
    } else if (/^[./\-年月日．／－。、,]$/.test(event.key)) {
      event.preventDefault();
      if (box.value !== '') {
        this.move(box, 1);
      }
    } else if (event.key === 'ArrowUp' || event.key === 'ArrowDown') {
      event.preventDefault();
      this.step(box.dataset.part, event.key === 'ArrowUp' ? 1 : -1);
      box.select();
    }
  }

  onPaste(event) {
    const parts = read(event.clipboardData.getData('text'));
    if (parts) {
      event.preventDefault();
      this.fill(parts);
      this.parts.at(-1).focus();
    }
  }

  move(from, by) {
    const parts = this.parts;
    parts[parts.indexOf(from) + by]?.focus();
  }

  step(part, by) {
    const [era, year, month, day] = this.parts.map(box => box.value);
    const western = era === WESTERN ? Number(year) : startOf(era) + (year === '元' ? 1 : Number(year)) - 1;
    const date = new Date(western, month - 1, day);
    if (!year || !month || !day || date.getDate() !== Number(day)) {
      return;
    }
    if (part === 'day') {
      date.setDate(date.getDate() + by);
    } else {
      // The 31st steps to the last day of a shorter month, not into the month after it.
      date.setDate(1);
      date.setMonth(date.getMonth() + (part === 'year' ? 12 * by : by));
      const last = new Date(date.getFullYear(), date.getMonth() + 1, 0).getDate();
      date.setDate(Math.min(Number(day), last));
    }
    this.fill(era === WESTERN ? [WESTERN, date.getFullYear(), date.getMonth() + 1, date.getDate()] : toEra(date));
  }

  fill(values) {
    this.parts.forEach((box, at) => put(box, String(values[at])));
  }
});

function isFull(box, era) {
  const text = box.value;
  switch (box.dataset.part) {
    case 'year': return text === '元' || text.length === (era === WESTERN ? 4 : 2);
    case 'month': return text.length === 2 || Number(text) > 1;
    default: return text.length === 2 || Number(text) > 3;
  }
}

function put(box, value) {
  if (box.value !== value) {
    box.value = value;
    box.dispatchEvent(new Event('change', { bubbles: true }));
  }
}

function startOf(era) {
  return ERAS.find(([letter]) => letter === era)[1];
}

function toEra(date) {
  const era = ERAS.find(([, year, month, day]) => date >= new Date(year, month - 1, day));
  return era
    ? [era[0], date.getFullYear() - era[1] + 1, date.getMonth() + 1, date.getDate()]
    : [WESTERN, date.getFullYear(), date.getMonth() + 1, date.getDate()];
}

// 令和4年7月12日, R4.7.12, 2022-07-12, 20220712 and the municipal 5040712, in any width.
function read(pasted) {
  const text = pasted.normalize('NFKC').replace(/\s/g, '').replace(/[(（].*$/, '').toUpperCase();
  const packed = /^(?:(\d{4})|(\d)(\d\d))(\d\d)(\d\d)$/.exec(text);
  if (packed) {
    const [, western, eraDigit, year, month, day] = packed;
    const era = western ? WESTERN : ERA_DIGITS[eraDigit];
    return era && [era, Number(western ?? year), Number(month), Number(day)];
  }
  const spaced = /^(令和|平成|昭和|大正|明治|[RHSTM])?(\d{1,4}|元)[年./-](\d{1,2})[月./-](\d{1,2})日?$/.exec(text);
  if (!spaced) {
    return null;
  }
  const [, era, year, month, day] = spaced;
  return [era ? ERA_NAMES[era] ?? era : WESTERN, year === '元' ? 1 : Number(year), Number(month), Number(day)];
}
