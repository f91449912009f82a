// Function keys press the button that shows them. Listening on the document, no component has to start or stop anything.

const PRESSED_BY_KEY = /^(F\d{1,2}|Escape|\/)$/;
const OPEN_LAYER = '.mud-dialog, .mud-popover-open, dialog[open]';

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
  if (!target) {
    return;
  }
  event.preventDefault();
  target.focus(); // leaving a field hands in what was typed there before the button is pressed
  if (target.matches('input')) {
    target.select();
  } else {
    target.click();
  }
});

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
