// What both forms of the site share: words from the page, errors beside their fields, and sending JSON.

/** The words that the page brings along, in the site's language. */
export function wordsOf(root) {
  const words = {};
  for (const word of root.querySelector('template[data-blank="words"]')?.content.querySelectorAll('[data-word]') ?? []) {
    words[word.dataset.word] = word.textContent;
  }
  return (name, value = '') => (words[name] ?? '').replace('{0}', () => value);
}

/** Shows what is wrong beside each field, and moves the focus to the first one. Answers whether the form has one. */
export function showErrors(form, errors) {
  clearErrors(form);
  let first = null;
  for (const [name, message] of Object.entries(errors)) {
    const input = form.elements?.namedItem(name);
    const field = input?.closest?.('.field');
    if (!field) continue;
    input.setAttribute('aria-invalid', 'true');
    field.classList.add('field-wrong');
    field.querySelector('.wrong').textContent = message;
    first ??= input;
  }
  first?.focus();
  return Boolean(first);
}

export function clearErrors(form) {
  for (const input of form.querySelectorAll('[aria-invalid]')) input.removeAttribute('aria-invalid');
  for (const field of form.querySelectorAll('.field-wrong')) field.classList.remove('field-wrong');
  for (const wrong of form.querySelectorAll('.wrong')) wrong.textContent = '';
}

/** The line at the foot of a form that says how it stands; made when first needed. */
export function statusOf(form) {
  let status = form.querySelector('[data-status]');
  if (!status) {
    status = document.createElement('span'); // the foot is a paragraph
    status.dataset.status = '';
    status.className = 'form-status';
    status.setAttribute('role', 'status');
    (form.querySelector('.form-foot') ?? form).append(status);
  }
  return status;
}

/**
 * Does what buttons began; pressing one again meanwhile does nothing. They are not disabled: a browser takes the focus
 * from a button that is, and does not give it back.
 */
export async function whileBusy(buttons, work) {
  if ([...buttons].some(isBusy)) return null;
  for (const button of buttons) button.setAttribute('aria-disabled', 'true');
  try {
    return await work();
  } finally {
    for (const button of buttons) button.removeAttribute('aria-disabled');
  }
}

/** Whether an element is, or stands in, a button that began something. */
export function isBusy(element) {
  return Boolean(element.closest('[aria-disabled="true"]'));
}

/** Whether a text may be an e-mail address. The service looks closer: browsers do not know of `jürgen@example.org`. */
export function isAddress(text) {
  return /.@./.test(text);
}

/** The token in the XSRF-TOKEN cookie, which over TLS has a name with a prefix that no other site can set. */
export function xsrfToken() {
  const cookies = document.cookie.split('; ');
  const cookie = ['__Host-XSRF-TOKEN=', 'XSRF-TOKEN=']
    .map(name => cookies.find(each => each.startsWith(name)))
    .find(each => each);
  return cookie ? decodeURIComponent(cookie.slice(cookie.indexOf('=') + 1)) : null;
}

/** Sends JSON to the same origin; a signed-in visitor's requests repeat the XSRF-TOKEN cookie. */
export async function send(method, url, body, headers = {}) {
  const xsrf = xsrfToken();
  const response = await fetch(url, {
    method,
    credentials: 'same-origin',
    headers: {
      Accept: 'application/json, application/problem+json',
      ...(body === undefined ? {} : {'Content-Type': 'application/json'}),
      ...(xsrf ? {'X-XSRF-TOKEN': xsrf} : {}),
      ...headers,
    },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const answer = await response.json().catch(() => null);
  return {ok: response.ok, status: response.status, answer};
}

/** The fields that a problem answer names, by the last word of each: `author.email` is the form's `email`. */
export function errorsOf(answer) {
  const errors = {};
  for (const {field, message} of answer?.errors ?? []) errors[field.split('.').pop()] ??= message;
  return errors;
}
