// Blazor reports what happens to the line; this shows it in the office's words and reloads when the server no longer knows the screen.

export function watchConnection() {
  const dialog = document.getElementById('components-reconnect-modal');
  let showing = false;

  const show = state => {
    dialog.dataset.current = state;
    if (!dialog.open) {
      dialog.showModal();
    }
  };

  dialog.addEventListener('cancel', event => event.preventDefault());
  dialog.addEventListener('components-reconnect-state-changed', ({ detail: { state } }) => {
    showing = state !== 'hide';
    switch (state) {
      case 'show':
      case 'retrying':
        show('show');
        break;
      case 'failed':
        show('failed');
        break;
      case 'hide':
        dialog.close();
        break;
      default: // rejected, paused, resume-failed: this circuit is gone
        show('rejected');
        location.reload();
    }
  });

  const reconnect = async () => {
    show('show');
    try {
      if (!await Blazor.reconnect()) {
        location.reload();
      }
    } catch {
      show('failed');
    }
  };

  dialog.querySelector('[data-reconnect]').addEventListener('click', reconnect);

  document.querySelector('[data-reload]').addEventListener('click', event => {
    event.preventDefault(); // the empty address means the start page here, not this one
    location.reload();
  });

  // A pulled cable is known to the browser before the socket notices.
  addEventListener('offline', () => show('show'));
  addEventListener('online', () => {
    if (!showing) {
      dialog.close();
    }
  });
}
