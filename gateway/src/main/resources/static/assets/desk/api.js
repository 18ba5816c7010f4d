// The public API, as any client sees it. A session that has ended asks for the password again and goes on.

/** What a request failed with: the fields of application/problem+json. */
export class Problem extends Error {
  constructor({status = 0, title, detail, errors}) {
    super(title);
    this.status = status;
    this.title = title;
    this.detail = detail;
    this.errors = errors ?? [];
  }
}

let signInAgain = null;

/** The desk says here how to sign in again when a session has ended in the middle of work. */
export function onSignedOut(handler) {
  signInAgain = handler;
}

function xsrfToken() {
  const cookie = document.cookie.split('; ').find(each => each.startsWith('XSRF-TOKEN='));
  return cookie ? decodeURIComponent(cookie.slice(11)) : null;
}

async function exchange(method, path, {body, etag, key} = {}) {
  const headers = {Accept: 'application/json, application/problem+json'};
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  if (etag) headers['If-Match'] = etag;
  if (key) headers['Idempotency-Key'] = key;
  if (method !== 'GET') {
    const token = xsrfToken();
    if (token) headers['X-XSRF-TOKEN'] = token;
  }
  let response;
  try {
    response = await fetch(path, {
      method,
      headers,
      credentials: 'same-origin',
      cache: 'no-store',
      body: body === undefined ? undefined : JSON.stringify(body),
    });
  } catch {
    throw new Problem({title: 'The server does not answer', detail: 'Is the network there? Nothing is lost; please try again.'});
  }
  const answer = response.status === 204 ? null : await response.json().catch(() => null);
  if (!response.ok) {
    const wait = response.headers.get('Retry-After');
    throw new Problem({
      status: response.status,
      title: answer?.title ?? titleOf(response.status),
      detail: [answer?.detail, wait && response.status === 429 ? `Please wait ${wait} seconds.` : null].filter(Boolean).join(' '),
      errors: answer?.errors,
    });
  }
  return {answer, etag: response.headers.get('ETag'), location: response.headers.get('Location')};
}

/** One request; after a 401 it signs in again and repeats the request once. */
export async function request(method, path, options) {
  try {
    return await exchange(method, path, options);
  } catch (problem) {
    if (problem.status !== 401 || !signInAgain) throw problem;
    if (!(await signInAgain())) throw problem;
    return exchange(method, path, options);
  }
}

export const get = (path) => request('GET', path);

/** Who is signed in, or null; also brings the XSRF-TOKEN cookie. */
export async function session() {
  const {answer} = await exchange('GET', '/api/session');
  return answer?.account ?? null;
}

export async function signIn(username, password, code) {
  if (!xsrfToken()) await session();
  await exchange('POST', '/api/session', {body: {username, password, ...(code ? {code} : {})}});
  return session();
}

export async function signOut() {
  await exchange('DELETE', '/api/session');
}

/** A key by which a repeated POST is known as the same one. */
export function newKey() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), byte => byte.toString(16).padStart(2, '0')).join('');
}

function titleOf(status) {
  return {
    403: 'This is not allowed',
    404: 'This is not here any more',
    409: 'That does not go together with how things stand',
    412: 'Somebody changed this meanwhile',
    413: 'That is too large',
    422: 'Some fields need another look',
    429: 'That was a lot at once',
    503: 'A part of the suite is away just now',
    504: 'A part of the suite was too slow to answer',
  }[status] ?? `The server answered with ${status}`;
}
