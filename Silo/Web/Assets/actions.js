// What changes something: the token is given once, each change is confirmed, each refusal is shown with its reasons.

import { byId, element, setText, say } from './dom.js';

const KEY = 'krewe.admin.token';
let waiting = null;

// A tab keeps the token until it is closed; it is never part of an address.
const token = {
  get value() {
    return sessionStorage.getItem(KEY);
  },
  set value(text) {
    if (text) {
      sessionStorage.setItem(KEY, text);
    } else {
      sessionStorage.removeItem(KEY);
    }
    showToken();
  },
};

function showToken() {
  setText(byId('token-button'), token.value ? 'Forget the token' : 'Allow changes');
}

function askToken(problem) {
  const dialog = byId('token-dialog');
  setText(byId('token-problem'), problem ?? '');
  byId('token').value = '';
  dialog.showModal();
  byId('token').focus();
  return new Promise(resolve => {
    waiting = resolve;
  });
}

function endToken(given) {
  byId('token-dialog').close();
  const resolve = waiting;
  waiting = null;
  resolve?.(given);
}

export function prepare() {
  showToken();
  byId('token-button').addEventListener('click', async () => {
    if (token.value) {
      token.value = null;
      say('The token is forgotten.');
    } else if (await askToken()) {
      say('Changes are allowed in this tab.');
    }
  });
  byId('token-form').addEventListener('submit', event => {
    event.preventDefault();
    token.value = byId('token').value.trim();
    endToken(Boolean(token.value));
  });
  byId('token-cancel').addEventListener('click', () => endToken(false));
  byId('token-dialog').addEventListener('cancel', () => endToken(false));
}

async function send(method, path, body) {
  const response = await fetch('/admin/v1/' + path, {
    method,
    headers: { Authorization: 'Bearer ' + token.value, ...(body === undefined ? {} : { 'Content-Type': 'application/json' }) },
    body: body === undefined ? undefined : JSON.stringify(body),
    signal: AbortSignal.timeout(20000),
  });
  const text = await response.text();
  const answer = text === '' ? null : JSON.parse(text);
  return { status: response.status, ok: response.ok, answer, problem: response.ok ? null : answer?.error ?? { code: '', message: 'status ' + response.status } };
}

function showProblem(target, problem) {
  const reasons = problem?.reasons ?? [];
  target.replaceChildren(...(problem ? [
    element('p', { text: (problem.code ? problem.code + ': ' : '') + problem.message }),
    ...(reasons.length > 0 ? [element('ul', {}, ...reasons.map(reason => element('li', { text: reason })))] : []),
    ...(problem.next ? [element('p', { text: problem.next })] : []),
  ] : []));
}

// change: { title, text, button, danger, method, path, body(values), number: { label, value }, forcible, done }
export async function change(one) {
  if (!token.value && !(await askToken())) {
    return;
  }
  const dialog = byId('confirm-dialog');
  setText(byId('confirm-title'), one.title);
  setText(byId('confirm-text'), one.text);
  byId('confirm-field').hidden = !one.number;
  byId('confirm-number').required = Boolean(one.number);
  if (one.number) {
    setText(byId('confirm-label'), one.number.label);
    byId('confirm-number').value = one.number.value;
  }
  byId('confirm-force-field').hidden = true;
  byId('confirm-force').checked = false;
  showProblem(byId('confirm-problem'), null);
  const button = byId('confirm-do');
  setText(button, one.button);
  button.className = one.danger ? 'danger' : '';
  dialog.showModal();
  (one.number ? byId('confirm-number') : byId('confirm-cancel')).focus();
  await new Promise(resolve => listen(dialog, one, button, resolve));
}

function listen(dialog, one, button, resolve) {
  const form = byId('confirm-form');
  const cancel = byId('confirm-cancel');
  const end = () => {
    form.removeEventListener('submit', submit);
    cancel.removeEventListener('click', end);
    dialog.removeEventListener('cancel', end);
    if (dialog.open) {
      dialog.close();
    }
    resolve();
  };
  const submit = async event => {
    event.preventDefault();
    button.disabled = true;
    try {
      await run(one, end);
    } catch (problem) {
      showProblem(byId('confirm-problem'), { code: '', message: 'The silo did not answer: ' + problem.message + '. Whether it was done is not known; it can be repeated.' });
    } finally {
      button.disabled = false;
    }
  };
  form.addEventListener('submit', submit);
  cancel.addEventListener('click', end);
  dialog.addEventListener('cancel', end);
}

async function run(one, end) {
  const values = { number: Number(byId('confirm-number').value), force: byId('confirm-force').checked };
  const { status, ok, answer, problem } = await send(one.method, one.path, one.body?.(values));
  if (ok) {
    end();
    say(one.done(values, answer));
  } else if (status === 401) {
    token.value = null;
    end();
    byId('confirm-do').disabled = false;
    if (await askToken(problem.code + ': ' + problem.message)) {
      await change(one);
    }
  } else {
    showProblem(byId('confirm-problem'), problem);
    byId('confirm-force-field').hidden = !(one.forcible && status === 409);
  }
}
