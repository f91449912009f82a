// Pages outside any circuit: function keys, and passkeys as an answer to a plain form. Without script the forms work as they are.
import './keys.js';
import './help-panel.js';

const ready = new WeakSet();

async function answer(form, create) {
  const response = await fetch(form.dataset.options, { method: 'POST', body: new FormData(form) });
  if (!response.ok) {
    throw new Error(`options: ${response.status}`);
  }
  const options = await response.json();
  return create
    ? navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
    : navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
}

async function fill(form, button) {
  const note = form.querySelector('[data-passkey-note]');
  button.disabled = true;
  note.textContent = '';
  try {
    form.elements.credential.value = JSON.stringify(await answer(form, form.dataset.passkey === 'create'));
    ready.add(form);
    form.requestSubmit();
  } catch (error) {
    // A page closed, a finger withdrawn and a key unknown here all look alike to a script, by design.
    note.textContent = error.name === 'InvalidStateError' ? 'この端末のパスキーは登録済みです。' : 'パスキーを使えませんでした。もう一度試すか、別の方法を選んでください。';
  } finally {
    button.disabled = false;
  }
}

document.addEventListener('submit', event => {
  const form = event.target;
  if (!form.dataset.passkey || ready.delete(form)) {
    return;
  }
  event.preventDefault();
  fill(form, form.querySelector('button'));
});

// Sitting down at a shared ID: the same form, answered with the member's passkey in the place of the PIN.
document.addEventListener('click', event => {
  const button = event.target.closest('[data-seat-passkey]');
  if (!button) {
    return;
  }
  const form = button.form;
  const chosen = form.querySelector('[name=member]:checked');
  if (!chosen) {
    form.querySelector('[data-passkey-note]').textContent = '使う職員を選んでから押してください。';
    return;
  }
  form.action = button.dataset.seatPasskey;
  form.dataset.options = `${button.dataset.seatPasskey}/options`;
  form.dataset.passkey = 'get';
  form.noValidate = true;
  if (!form.elements.credential) {
    const hidden = Object.assign(document.createElement('input'), { type: 'hidden', name: 'credential' });
    form.append(hidden);
  }
  fill(form, button);
});

// A form is sent once.
document.addEventListener('submit', event => {
  if (!event.defaultPrevented) {
    setTimeout(() => event.target.querySelectorAll('button[type=submit]').forEach(button => { button.disabled = true; }));
  }
});
