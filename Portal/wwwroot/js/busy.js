// A press that changes nothing for two seconds: the server is busy with it, or waits for somebody else's. The clerk is told so until it answers.

const PATIENCE = 2000;
const SURELY_BUSY = 500;
const CLOCK = 'session-left, #session-modal';

let waiting;
let asking = false;

addEventListener('click', begin, true); // also what Enter does to a row
addEventListener('submit', begin, true);
// The box on top of every page searches with Enter and without a button.
addEventListener('change', begin, true);

// Whatever is drawn is an answer, but for the clock of the sign-in, which runs by itself.
new MutationObserver(drawn => {
  if (drawn.some(({ target }) => !(target.closest ? target : target.parentElement)?.closest(CLOCK))) {
    clearTimeout(waiting);
  }
}).observe(document.body, { childList: true, subtree: true, characterData: true, attributes: true });

function begin() {
  clearTimeout(waiting);
  waiting = setTimeout(ask, PATIENCE);
}

// Events are answered in their order: this one after whatever was pressed.
async function ask() {
  if (asking || !document.querySelector('.shell, .full')) {
    return;
  }
  asking = true;
  const sign = document.getElementById('busy');
  const shown = setTimeout(() => sign.hidden = false, SURELY_BUSY);
  try {
    await DotNet.invokeMethodAsync('Portal', 'AnswerWhenFree');
  } catch {
    // The line is gone, which is told elsewhere.
  } finally {
    clearTimeout(shown);
    sign.hidden = true;
    asking = false;
  }
}
