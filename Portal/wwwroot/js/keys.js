// Function keys press the button that shows them. Listening on the document, no component has to start or stop anything.
// App.razor loads this ahead of everything else: what is pressed before the page is there is not the browser's.

const PRESSED_BY_KEY = /^(F\d{1,2}|Escape|\/)$/;
const OPEN_LAYER = ':is(.mud-dialog, .mud-popover-open, dialog[open], [popover=auto]:popover-open)';
const OF_THE_BROWSER = ['F5', 'F11'];
// It only shows something. A key that acts is pressed on what is seen, never on what comes later.
const WORTH_WAITING_FOR = 'F1';
const PATIENCE = 5000;

let forget = () => {};

for (const kind of ['keydown', 'pointerdown']) {
  document.addEventListener(kind, event => event.repeat || forget(), { capture: true, passive: true });
}

document.addEventListener('keydown', event => {
  if (event.repeat || event.isComposing || event.ctrlKey || event.altKey || event.metaKey || !PRESSED_BY_KEY.test(event.key)) {
    return;
  }
  if (event.key === '/' && isTyping(event.target)) {
    return;
  }
  const layers = document.querySelectorAll(OPEN_LAYER);
  if (event.key === 'Escape' && (event.defaultPrevented || layers.length > 0)) {
    return; // the dialog or list on top closes itself first
  }
  const target = findByKey(layers.length > 0 ? layers[layers.length - 1] : document, event.key);
  if (target) {
    event.preventDefault();
    press(target);
  } else if (layers.length === 0 && event.key === WORTH_WAITING_FOR) {
    event.preventDefault();
    waitFor(event.key);
  } else if (!document.querySelector('main') && !OF_THE_BROWSER.includes(event.key)) {
    event.preventDefault(); // the page is still coming
  }
});

function press(target) {
  target.focus(); // leaving a field hands in what was typed there before the button is pressed
  if (target.matches('input')) {
    target.select();
  } else {
    target.click();
  }
}

/** Until its button is there, for a few seconds, unless something else is pressed or the page changes. */
function waitFor(key) {
  const page = location.href;
  const comes = new MutationObserver(() => {
    const target = findByKey(document, key);
    if (location.href !== page) {
      forget();
    } else if (target) {
      forget();
      press(target);
    }
  });
  comes.observe(document, { childList: true, subtree: true });
  const tired = setTimeout(() => forget(), PATIENCE);
  forget = () => {
    comes.disconnect();
    clearTimeout(tired);
    forget = () => {};
  };
}

document.addEventListener('click', event => {
  const link = event.target.closest('[data-focus]');
  if (!link) {
    return;
  }
  event.preventDefault();
  const field = document.getElementById(link.dataset.focus);
  const target = field?.matches('input, select, textarea, button, main') ? field : field?.querySelector('input, select, textarea, button');
  target?.focus();
}, true);

document.addEventListener('click', event => {
  if (event.target.closest('[data-print]')) {
    print();
  }
});

function findByKey(scope, key) {
  const found = [...scope.querySelectorAll(`[data-key="${CSS.escape(key === 'Escape' ? 'Esc' : key)}"]`)]
    .filter(element => !element.disabled && element.checkVisibility());
  return found.find(element => element.closest('tr.detail')) ?? found[0]; // a row that is open answers before the page around it
}

function isTyping(element) {
  return element.matches('input:not([type=checkbox], [type=radio], [type=button]), textarea, select, [contenteditable]');
}
