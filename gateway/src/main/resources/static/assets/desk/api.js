// The public API, as any client sees it. A session that has ended asks for the password again and goes on.

import {xsrfToken} from '../js/forms.js';

/** What a request failed with, in words for people; what the server says of fields stands in `errors`. */
export class Problem extends Error {
  constructor({status = 0, title, detail, errors, retryAfter}) {
    super(title);
    this.status = status;
    this.title = title;
    this.detail = detail;
    this.errors = errors ?? [];
    /** In seconds; 0 where the server said nothing of it. */
    this.retryAfter = retryAfter || 0;
  }

  /** Whether the same request may well succeed a little later. */
  get passes() {
    return this.status === 0 || this.status === 408 || this.status === 429 || this.status >= 500;
  }
}

/** How long an answer may take, in milliseconds; longer than the server's own limits. */
const ANSWER_LIMIT = 60_000;

let signInAgain = null;

/** The desk says here how to sign in again when a session has ended in the middle of work. */
export function onSignedOut(handler) {
  signInAgain = handler;
}

/** @param file what is sent as it is, in place of a body */
async function exchange(method, path, {body, etag, key, file} = {}) {
  const headers = {Accept: 'application/json, application/problem+json'};
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  if (file) headers['Content-Type'] = file.type || 'application/octet-stream';
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
      body: body === undefined ? file : JSON.stringify(body),
      signal: AbortSignal.timeout(ANSWER_LIMIT),
    });
  } catch {
    throw new Problem(navigator.onLine ? words('silent') : words('offline'));
  }
  const text = await response.text().catch(() => null);
  const answer = text ? parsed(text) : null;
  if (!response.ok) throw refusal(response, answer);
  // A network that asks for a sign-in of its own answers 200 with a page.
  if (text === null || (text && answer === null)) throw new Problem(words('silent'));
  return {answer, etag: response.headers.get('ETag'), location: response.headers.get('Location')};
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** One request that nobody asked for by hand: after a 401 nobody is asked for a password either. */
export const requestUnasked = exchange;

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

/**
 * The first items of a list, `count` or a few more, and the cursor behind them; with `after`, those behind it. Where
 * nobody asked to see them, `unasked`, nobody is asked for a password either.
 */
export async function getList(path, count, after = null, {unasked = false} = {}) {
  const ask = unasked ? exchange : request;
  const items = [];
  let next = after;
  do {
    const limit = Math.min(100, count - items.length);
    const {answer} = await ask('GET', `${path}${path.includes('?') ? '&' : '?'}limit=${limit}${next ? `&after=${encodeURIComponent(next)}` : ''}`);
    items.push(...answer.items);
    next = answer.next ?? null;
  } while (next && items.length < count);
  return {items, next};
}

/** How long a file may take, in milliseconds; longer than the server's own limits. */
const FILE_LIMIT = 400_000;

/** Sends a form with a file in it; `progress` is told which part of it has gone, from 0 to 1. */
function send(path, form, progress) {
  return new Promise((resolve, reject) => {
    const exchange = new XMLHttpRequest();
    exchange.open('POST', path);
    exchange.timeout = FILE_LIMIT;
    exchange.setRequestHeader('Accept', 'application/json, application/problem+json');
    const token = xsrfToken();
    if (token) exchange.setRequestHeader('X-XSRF-TOKEN', token);
    exchange.upload.onprogress = event => progress(event.lengthComputable ? event.loaded / event.total : 0);
    exchange.onload = () => {
      const answer = parsed(exchange.responseText);
      const {status} = exchange;
      if (status >= 200 && status < 300 && answer) resolve(answer);
      else reject(status < 300 ? new Problem(words('silent')) : refusal({status, headers: {get: name => exchange.getResponseHeader(name)}}, answer, {file: true}));
    };
    exchange.onerror = exchange.ontimeout = () => reject(new Problem(navigator.onLine ? words('silent') : words('offline')));
    exchange.send(form);
  });
}

/** Uploads a form with a file; after a 401 it signs in again and repeats that once. Answers what the server says. */
export async function upload(path, form, progress) {
  try {
    return await send(path, form, progress);
  } catch (problem) {
    if (problem.status !== 401 || !signInAgain || !(await signInAgain())) throw problem;
    return send(path, form, progress);
  }
}

/** Who is signed in, or null; also brings the XSRF-TOKEN cookie. */
export async function session() {
  const {answer} = await exchange('GET', '/api/session');
  return answer?.account ?? null;
}

export async function signIn(username, password, code) {
  await session(); // the token is made for a session, and one that has ended may have left its own
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

// ---- the words ----

/** What happened, and what to do about it. The server's own words are for programs. */
const WORDS = {
  offline: ['You are offline', 'Nothing is lost: what you typed stays here. Try again when the network is back.'],
  silent: ['The server does not answer', 'Nothing is lost: what you typed stays here. Please try again in a moment.'],
  misfit: ['The desk and the server do not fit together', 'The site may have been renewed meanwhile. Please reload the page; what you typed is kept in this browser.'],
  401: ['You are not signed in', 'Please sign in and try again.'],
  403: ['You may not do this', 'Your account has no right to it. An administrator can change that.'],
  404: ['This is not here any more', 'Somebody may have deleted it. The list shows what there is.'],
  408: ['The connection is very slow', 'What you sent did not arrive in time. Nothing is lost; please try again.'],
  409: ['This does not go together with how things stand', 'Somebody may have changed it meanwhile. Please look again.'],
  412: ['Somebody changed this meanwhile', 'Please open it again to see how it is now.'],
  413: ['This is too large', 'Please shorten it, or make two of it, and try again.'],
  file: ['This file cannot be taken', 'Please take another one.'],
  422: ['Some fields need another look', 'Please look through what you entered.'],
  429: ['That was a lot at once', 'Please wait a little and try again.'],
  500: ['Something went wrong on the server', 'Nothing is lost; please try again. If it happens again, tell whoever runs this site.'],
  503: ['A part of the site is away just now', 'Nothing is lost; please try again in a moment.'],
  504: ['The server took too long', 'Nothing is lost; please try again in a moment.'],
};
const SAME_AS = {410: 404, 502: 503, 507: 500};

function words(what) {
  const [title, detail] = WORDS[what];
  return {title, detail};
}

/** @param file whether it was one that was sent, whose type may be at fault */
function refusal(response, answer, {file = false} = {}) {
  const {status} = response;
  const known = file && status === 415 ? 'file' : SAME_AS[status] ?? status;
  const said = words(known in WORDS ? known : status < 500 ? 'misfit' : 500);
  const errors = answer?.errors ?? [];
  // The server's sentence says more than ours: which of the things that may be in the way is.
  if ((known === 409 || known === 'file') && answer?.detail) said.detail = inDeskWords(answer.detail);
  if (errors.length) said.detail = null;
  const wait = Number(response.headers.get('Retry-After'));
  if (wait > 2) said.detail = `Please try again in ${wait < 120 ? `${Math.ceil(wait)} seconds` : `${Math.ceil(wait / 60)} minutes`}.`;
  return new Problem({...said, status, errors, retryAfter: wait});
}

/** The API's names for things, as the desk calls them. */
export function inDeskWords(text) {
  return text.replace(/\bslug\b/g, 'address').replace(/\bUnpublish\b/g, 'Withdraw').replace(/\bunpublish\b/g, 'withdraw');
}
