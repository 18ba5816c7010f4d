// The desk: who is signed in, which page is open, and the way between pages.
import {onSignedOut, session, signIn, signOut} from './api.js';
import {ask, bdi, focusOn, h, openSheet, problemBox, takeBackQuestion, toast} from './dom.js';
import {accountPage, accounts} from './accounts.js';
import {articles} from './articles.js';
import {changes} from './changes.js';
import {editor} from './editor.js';
import {articleFigures, figures} from './figures.js';
import {scroller} from './lists.js';
import {look} from './look.js';
import {moderation} from './moderation.js';
import {passwordPage} from './password.js';
import {profile} from './profile.js';
import {searches} from './searches.js';
import {counting, submissions} from './submissions.js';
import {pictures} from './pictures.js';
import {redirects} from './redirects.js';
import {categories, tags, termPage} from './terms.js';
import {versions} from './versions.js';

const WRITERS = ['admin', 'editor', 'author', 'contributor'];
const PUBLISHERS = ['admin', 'editor', 'author'];
const ADMINS = ['admin'];
const EDITORS = ['admin', 'editor'];
const MODERATORS = ['admin', 'editor', 'moderator'];
const site = document.body.dataset.site;
const main = document.getElementById('main');
const REMEMBER_AFTER = 150;
let account = null;
let leaving = null;
/** The address that is shown, and its place in the browser's history. */
let shown = {hash: location.hash, index: 0};
/** Whether somebody was asked, and leaves unsaved changes. */
let mayPass = false;

const may = roles => account?.roles?.some(role => roles.includes(String(role).toLowerCase()));

const rights = () => ({me: account, mayWritePages: may(EDITORS), mayReview: may(EDITORS), mayPublish: may(PUBLISHERS)});
/** Editors hear of what is handed in, writers of what was sent back. */
const waiting = counting({status: () => (!may(WRITERS) ? null : may(EDITORS) ? 'submitted' : 'returned'), changed: drawReviewLink});

const PAGES = [
  {pattern: /^#\/articles(?:\?(.*))?$/, roles: WRITERS, title: 'Articles', show: (query, kept) => articles(query, kept, {byAuthor: may(EDITORS), mayPublish: may(PUBLISHERS)})},
  {pattern: /^#\/articles\/new$/, roles: WRITERS, title: 'New article', show: () => editor(null, rights())},
  {pattern: /^#\/articles\/([^/]+)$/, roles: WRITERS, title: 'Article', show: id => editor(id, rights())},
  {pattern: /^#\/articles\/([^/]+)\/changes$/, roles: WRITERS, title: 'Changes', show: id => changes(id)},
  {pattern: /^#\/articles\/([^/]+)\/versions$/, roles: WRITERS, title: 'Versions', show: (id, kept) => versions(id, kept)},
  {pattern: /^#\/review(?:\/(submitted|returned))?$/, roles: WRITERS, title: 'Reviews', show: (status, kept) => submissions(status ?? 'submitted', kept, rights())},
  {pattern: /^#\/pictures$/, roles: WRITERS, title: 'Pictures', show: (_, kept) => pictures(kept)},
  {pattern: /^#\/categories$/, roles: EDITORS, title: 'Categories', show: () => categories()},
  {pattern: /^#\/categories\/\+new$/, roles: EDITORS, title: 'New category', show: () => termPage('categories', null)},
  {pattern: /^#\/categories\/([a-z0-9-]+)$/, roles: EDITORS, title: 'Category', show: slug => termPage('categories', slug)},
  {pattern: /^#\/tags$/, roles: EDITORS, title: 'Tags', show: (_, kept) => tags(kept)},
  {pattern: /^#\/tags\/\+new$/, roles: EDITORS, title: 'New tag', show: () => termPage('tags', null)},
  {pattern: /^#\/tags\/([a-z0-9-]+)$/, roles: EDITORS, title: 'Tag', show: slug => termPage('tags', slug)},
  {pattern: /^#\/redirects$/, roles: EDITORS, title: 'Redirects', show: (_, kept) => redirects(kept)},
  {pattern: /^#\/searches(?:\/(7|30|90))?$/, roles: EDITORS, title: 'Searched in vain', show: (days, kept) => searches(days, kept)},
  {pattern: /^#\/figures(?:\/(7|30|90|365))?$/, roles: EDITORS, title: 'Figures', show: (days, kept) => figures(days, kept)},
  {pattern: /^#\/articles\/([^/]+)\/figures(?:\/(7|30|90|365))?$/, roles: WRITERS, title: 'Figures', show: (id, kept, days) => articleFigures(id, days)},
  {pattern: /^#\/comments(?:\/(\w+))?$/, roles: MODERATORS, title: 'Comments', show: (status, kept) => moderation(status ?? 'held', kept)},
  {pattern: /^#\/site$/, roles: ADMINS, title: 'Name and look', show: () => look()},
  {pattern: /^#\/accounts$/, roles: ADMINS, title: 'Accounts', show: (_, kept) => accounts(kept)},
  {pattern: /^#\/accounts\/new$/, roles: ADMINS, title: 'Invite somebody', show: () => accountPage(null)},
  {pattern: /^#\/accounts\/([0-9a-f-]+)$/, roles: ADMINS, title: 'Account', show: id => accountPage(id)},
  {pattern: /^#\/profile$/, roles: null, title: 'Your profile', show: () => profile()},
];

function home() {
  return may(WRITERS) ? '#/articles' : may(MODERATORS) ? '#/comments' : null;
}

// ---- signing in and out ----

/** Over whatever is shown where somebody has to sign in again: its names are its own. */
function signInForm(done, {again = false} = {}) {
  const username = h('input', {id: 'sign-in-username', name: 'username', type: 'text', required: true, autocomplete: 'username', autocapitalize: 'none', spellcheck: 'false', value: again ? account?.username ?? '' : ''});
  const password = h('input', {id: 'sign-in-password', name: 'password', type: 'password', required: true, autocomplete: 'current-password'});
  const trouble = h('div', {});
  const button = h('button', {class: 'button', type: 'submit'}, 'Sign in');
  let busy = false;
  const form = h(
    'form',
    {class: 'stack', onsubmit: async event => {
      event.preventDefault();
      if (busy) return;
      busy = true;
      button.setAttribute('aria-disabled', 'true');
      trouble.replaceChildren();
      try {
        done(await signIn(username.value.trim(), password.value));
      } catch (problem) {
        trouble.replaceChildren(problemBox(problem.status === 401
          ? {title: 'That did not fit', detail: 'The username or the password is wrong.'}
          : problem));
        password.focus();
        password.select();
      } finally {
        busy = false;
        button.removeAttribute('aria-disabled');
      }
    }},
    trouble,
    h('div', {class: 'field'}, h('label', {for: 'sign-in-username'}, 'Username'), username),
    h('div', {class: 'field'}, h('label', {for: 'sign-in-password'}, 'Password'), password),
    h('p', {class: 'form-foot row'}, button, again ? h('button', {type: 'button', class: 'button button-quiet', onclick: event => event.target.closest('dialog').close()}, 'Not now') : null),
  );
  setTimeout(() => (username.value ? password : username).focus());
  return form;
}

function showSignIn() {
  document.title = `Sign in · ${site}`;
  drawBar();
  main.replaceChildren(h('section', {class: 'sign-in'}, h('h1', {}, 'Welcome back'), h('p', {class: 'soft'}, `Sign in to write, publish and moderate at ${site}.`), signInForm(who => {
    account = who;
    drawBar();
    go();
  })));
}

let signingIn = null;

/** A session ended in the middle of work: asks for the password over the page, and leaves the page as it is. */
function signInOver() {
  signingIn ??= new Promise(resolve => {
    let signedIn = false;
    const dialog = h('dialog', {class: 'sheet', 'aria-labelledby': 'again-title'}, h('h2', {id: 'again-title'}, 'Please sign in again'), h('p', {class: 'soft'}, 'Your session has ended. What you typed is still here.'));
    dialog.append(signInForm(who => {
      account = who;
      signedIn = true;
      drawBar();
      dialog.close();
    }, {again: true}));
    openSheet(dialog, () => {
      signingIn = null;
      resolve(signedIn);
    });
  });
  return signingIn;
}

async function leaveDesk() {
  if (!(await mayLeave())) return;
  try {
    await signOut();
  } catch (problem) {
    toast(`${problem.title}. You are still signed in.`, 'toast-bad');
    return;
  }
  leaving?.close?.();
  leaving = null;
  account = null;
  waiting.stop();
  history.replaceState({index: shown.index}, '', location.pathname);
  showSignIn();
  session().catch(() => {});
}

// ---- the bar ----

function drawBar() {
  const nav = document.getElementById('desk-nav');
  const box = document.getElementById('desk-account');
  if (!account) {
    nav.replaceChildren();
    box.replaceChildren(h('a', {class: 'button button-quiet', href: '/'}, 'To the site'));
    return;
  }
  const link = (href, text) => h('a', {href, 'aria-current': location.hash.startsWith(href) ? 'page' : null}, text);
  nav.replaceChildren(...[
    may(WRITERS) ? link('#/articles', 'Articles') : null,
    may(WRITERS) ? reviewLink() : null,
    may(WRITERS) ? link('#/pictures', 'Pictures') : null,
    may(EDITORS) ? h('a', {href: '#/categories', 'aria-current': /^#\/(?:categories|tags)/.test(location.hash) ? 'page' : null}, 'Categories') : null,
    may(EDITORS) ? link('#/redirects', 'Redirects') : null,
    may(EDITORS) ? link('#/searches', 'Searches') : null,
    may(EDITORS) ? link('#/figures', 'Figures') : null,
    may(MODERATORS) ? link('#/comments', 'Comments') : null,
    may(ADMINS) ? link('#/site', 'Look') : null,
    may(ADMINS) ? link('#/accounts', 'Accounts') : null,
    link('#/profile', 'Profile'),
    h('a', {href: '/', target: '_blank', rel: 'noopener'}, 'Site ↗'),
  ].filter(Boolean));
  box.replaceChildren(
    bdi(account.name ?? account.username, {class: 'account-name', title: [account.name ?? account.username, ...(account.roles ?? [])].join(', ')}),
    h('button', {type: 'button', class: 'button button-quiet', onclick: leaveDesk}, 'Sign out'),
  );
}

/** With the number that waits for whoever is here. */
function reviewLink() {
  const number = waiting.shown();
  const editor = may(EDITORS);
  return h(
    'a',
    {id: 'review-link', href: number && !editor ? '#/review/returned' : '#/review/submitted', 'aria-current': location.hash.startsWith('#/review') ? 'page' : null},
    editor ? 'To review' : 'In review',
    number ? [' ', h('span', {class: 'count'}, number, h('span', {class: 'visually-hidden'}, editor ? ' waiting' : ' sent back'))] : null,
  );
}

/** The number is another: the focus stays where it is. */
function drawReviewLink() {
  const old = document.getElementById('review-link');
  if (!old) return;
  const focused = document.activeElement === old;
  const fresh = reviewLink();
  old.replaceWith(fresh);
  if (focused) fresh.focus();
}

// ---- pages ----

async function mayLeave() {
  if (!leaving?.dirty?.()) return true;
  const answer = await ask({
    title: 'Leave without saving?',
    text: 'Your changes are not saved yet. They stay in this browser, and are offered when you come back.',
    buttons: [{label: 'Leave', value: 'leave', danger: true}, {label: 'Stay', value: 'stay', safe: true}],
  });
  return answer === 'leave';
}

/** The secret of the link stays in no place of the history once it is used. */
function showPassword(secret) {
  leaving?.close?.();
  leaving = null;
  document.title = `Choose your password · ${site}`;
  drawBar();
  main.replaceChildren(passwordPage(secret, async (username, password) => {
    history.replaceState({index: shown.index}, '', location.pathname);
    account = null;
    try {
      account = await signIn(username, password);
    } catch (problem) {
      showSignIn();
      toast(`Your password is chosen. ${problem.title}.`);
      return;
    }
    drawBar();
    go();
  }));
  focusOn(main.querySelector('h1'), {scroll: false});
}

function go() {
  const link = location.hash.match(/^#\/password\/([\w-]+)$/);
  if (link) {
    showPassword(link[1]);
    return;
  }
  if (!account) {
    showSignIn();
    return;
  }
  const hash = /^#\/./.test(location.hash) ? location.hash : home();
  takeBackQuestion();
  leaving?.close?.();
  leaving = null;
  if (!hash) {
    notice(`Hello, ${account.name ?? account.username}`, h('p', {class: 'soft'}, 'Your account has no role yet. An administrator can give you one.'));
    return;
  }
  const kept = history.state ?? {};
  shown = {hash, index: kept.index ?? shown.index};
  history.replaceState({...kept, index: shown.index}, '', hash);
  const page = PAGES.find(each => each.pattern.test(hash));
  waiting.now();
  drawBar();
  if (!page || (page.roles && !may(page.roles))) {
    notice(page ? 'This is not part of your work' : 'There is no such page', h('p', {}, h('a', {href: home()}, 'To the desk')));
    return;
  }
  document.title = `${page.title} · ${site}`;
  const [, first, second] = hash.match(page.pattern);
  leaving = page.show(first, kept, second);
  main.replaceChildren(leaving.element);
  scroller.scrollTop = 0;
  focusOn(main.querySelector('h1'), {scroll: false});
}

function notice(title, text) {
  document.title = `${title} · ${site}`;
  main.replaceChildren(h('section', {class: 'page'}, h('h1', {}, title), text));
  focusOn(main.querySelector('h1'));
}

/** The place in the history keeps how far a list was loaded and read, for who comes back to it. */
function remember() {
  if (account && leaving?.remember && location.hash === shown.hash) history.replaceState({...leaving.remember(), index: shown.index}, '');
}

/** Another address: by a link, by Back or by Forward. Where something is unsaved, one stays and is asked first. */
async function moved() {
  // A link makes a new place behind the one shown, which has nothing to remember yet.
  const index = history.state?.index ?? shown.index + 1;
  if (history.state?.index === undefined) history.replaceState({index}, '');
  const steps = index - shown.index;
  if (location.hash === shown.hash) {
    shown.index = index;
    return;
  }
  if (!mayPass && leaving?.dirty?.()) {
    history.go(-steps);
    if (document.querySelector('dialog[open]') || !(await mayLeave())) return;
    mayPass = true;
    history.go(steps);
    return;
  }
  mayPass = false;
  shown.index = index;
  go();
}

let rememberTimer = 0;
function rememberSoon() {
  clearTimeout(rememberTimer);
  rememberTimer = setTimeout(remember, REMEMBER_AFTER);
}

history.scrollRestoration = 'manual';
addEventListener('hashchange', moved);
// Not only when the page goes: a browser that loads it again goes by what it knew before.
scroller.addEventListener('scroll', rememberSoon);
main.addEventListener('focusin', rememberSoon);
addEventListener('pagehide', remember);
// Before a link is followed; and a link into a text (a footnote's) is no address of the desk.
addEventListener('click', event => {
  const link = event.target.closest?.('a[href]');
  if (!link) return;
  remember();
  const href = link.getAttribute('href');
  if (!href.startsWith('#') || href.startsWith('#/')) return;
  event.preventDefault();
  const target = document.getElementById(idOf(href));
  if (target === main) focusOn(main.querySelector('h1') ?? main);
  else if (target) focusOn(target);
}, {capture: true});

function idOf(fragment) {
  try {
    return decodeURIComponent(fragment.slice(1));
  } catch {
    return fragment.slice(1);
  }
}

addEventListener('beforeunload', event => {
  if (!leaving?.dirty?.()) return;
  leaving.keep();
  event.preventDefault();
});
addEventListener('desk-title', event => {
  document.title = `${event.detail} · ${site}`;
});
addEventListener('desk-moved', event => {
  shown.hash = event.detail;
  history.replaceState(history.state, '', event.detail);
});
onSignedOut(signInOver);

try {
  account = await session();
  go();
} catch (problem) {
  main.replaceChildren(h('section', {class: 'page'}, h('h1', {}, 'The desk'), problemBox(problem), h('p', {}, h('button', {type: 'button', class: 'button', onclick: () => location.reload()}, 'Try again'))));
}
