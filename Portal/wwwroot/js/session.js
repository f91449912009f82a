// How long the sign-in lasts: shown in every tab, warned of two minutes before, and kept alive by what a person does, never by a timer.

const POLL = 15000;
const GRAIN = 10000; // the server keeps the last activity to ten seconds
const WARNING = 120;

export function watchSession() {
  const dialog = document.getElementById('session-modal');
  const stay = dialog.querySelector('[data-session-stay]');
  const close = dialog.querySelector('[data-session-close]');
  let endsAt = null;
  let canStay = true;
  let told = 0;
  let dismissed = false;

  const ask = async (path, method) => {
    try {
      const answer = await fetch(path, { method, cache: 'no-store', redirect: 'error' });
      if (!answer.ok) {
        return;
      }
      const state = await answer.json();
      endsAt = Date.now() + state.left * 1000;
      canStay = state.canStay;
      show();
    } catch {
      // The line is down: the other dialog says so.
    }
  };

  const alive = () => {
    told = Date.now();
    return ask('/session/alive', 'POST');
  };

  const show = () => {
    if (endsAt === null) {
      return;
    }
    const left = Math.max(0, Math.round((endsAt - Date.now()) / 1000));
    const words = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, '0')}`;
    document.querySelectorAll('session-left').forEach(each => { each.textContent = `残り ${words}`; });
    dialog.querySelector('[data-session-left]').textContent = words;
    dialog.querySelector('[data-session-absolute]').hidden = canStay;
    stay.hidden = !canStay;
    close.hidden = canStay;
    if (left > WARNING) {
      dismissed = false;
      dialog.close();
    } else if (left > 0 && !dialog.open && !dismissed) {
      dialog.showModal();
    }
    if (left === 0) {
      endsAt = null;
      location.reload(); // the server knows why, and leads to the sign-in page that says so
    }
  };

  stay.addEventListener('click', alive);
  close.addEventListener('click', () => {
    dismissed = true;
    dialog.close();
  });
  dialog.addEventListener('cancel', event => {
    event.preventDefault();
    if (canStay) {
      alive();
    }
  });

  for (const kind of ['keydown', 'pointerdown', 'wheel']) {
    // While the warning stands, only its own button answers it: "stay" is a decision.
    addEventListener(kind, () => !dialog.open && Date.now() - told > GRAIN && alive(), { capture: true, passive: true });
  }

  setInterval(show, 1000);
  setInterval(() => ask('/session/state', 'GET'), POLL);
  ask('/session/state', 'GET');
}
