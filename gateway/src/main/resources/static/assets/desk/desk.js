// The desk: who is signed in, which page is open, and the way between pages.
import {onSignedOut, session, signIn, signOut} from './api.js';
import {ask, h, problemBox, toast} from './dom.js';
import {articles} from './articles.js';
import {editor} from './editor.js';
import {moderation} from './moderation.js';

const WRITERS = ['admin', 'editor', 'author'];
const MODERATORS = ['admin', 'editor', 'moderator'];
const site = document.body.dataset.site;
const main = document.getElementById('main');
let account = null;
let leaving = null;
let shownHash = location.hash;

const may = roles => account?.roles?.some(role => roles.includes(String(role).toLowerCase()));

const PAGES = [
  {pattern: /^#\/articles$/, roles: WRITERS, title: 'Articles', show: () => articles()},
  {pattern: /^#\/articles\/new$/, roles: WRITERS, title: 'New article', show: () => editor(null)},
  {pattern: /^#\/articles\/([^/]+)$/, roles: WRITERS, title: 'Article', show: id => editor(id)},
  {pattern: /^#\/comments(?:\/(\w+))?$/, roles: MODERATORS, title: 'Comments', show: status => moderation(status ?? 'held')},
];

function home() {
  return may(WRITERS) ? '#/articles' : may(MODERATORS) ? '#/comments' : null;
}

// ---- signing in and out ----

function signInForm(done, {again = false} = {}) {
  const username = h('input', {id: 'username', name: 'username', type: 'text', required: true, autocomplete: 'username', autocapitalize: 'none', spellcheck: 'false', value: again ? account?.username ?? '' : ''});
  const password = h('input', {id: 'password', name: 'password', type: 'password', required: true, autocomplete: 'current-password'});
  const trouble = h('div', {'aria-live': 'assertive'});
  const button = h('button', {class: 'button', type: 'submit'}, 'Sign in');
  const form = h(
    'form',
    {class: 'stack', onsubmit: async event => {
      event.preventDefault();
      button.disabled = true;
      trouble.replaceChildren();
      try {
        done(await signIn(username.value.trim(), password.value));
      } catch (problem) {
        trouble.replaceChildren(problemBox(problem.status === 401
          ? {title: 'That did not fit', detail: 'The username or the password is wrong.'}
          : problem));
        password.select();
      } finally {
        button.disabled = false;
      }
    }},
    trouble,
    h('div', {class: 'field'}, h('label', {for: 'username'}, 'Username'), username),
    h('div', {class: 'field'}, h('label', {for: 'password'}, 'Password'), password),
    h('p', {class: 'form-foot'}, button),
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
    dialog.addEventListener('close', () => {
      dialog.remove();
      signingIn = null;
      resolve(signedIn);
    });
    document.body.append(dialog);
    dialog.showModal();
  });
  return signingIn;
}

async function leaveDesk() {
  if (!(await mayLeave())) return;
  try {
    await signOut();
  } catch (problem) {
    toast(problem.title, 'toast-bad');
    return;
  }
  leaving = null;
  account = null;
  location.hash = '';
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
    may(MODERATORS) ? link('#/comments', 'Comments') : null,
    h('a', {href: '/', target: '_blank', rel: 'noopener'}, 'Site ↗'),
  ].filter(Boolean));
  box.replaceChildren(
    h('span', {class: 'account-name', title: (account.roles ?? []).join(', ')}, account.name ?? account.username),
    h('button', {type: 'button', class: 'button button-quiet', onclick: leaveDesk}, 'Sign out'),
  );
}

// ---- pages ----

async function mayLeave() {
  if (!leaving?.dirty?.()) return true;
  const answer = await ask({
    title: 'Leave without saving?',
    text: 'Your changes are not saved yet. They stay in this browser, and are offered when you come back.',
    buttons: [{label: 'Stay', value: 'stay'}, {label: 'Leave', value: 'leave', quiet: true}],
  });
  return answer === 'leave';
}

async function go() {
  if (!account) {
    showSignIn();
    return;
  }
  const hash = /^#\/./.test(location.hash) ? location.hash : home();
  if (!hash) {
    main.replaceChildren(h('section', {class: 'page'}, h('h1', {}, `Hello, ${account.name ?? account.username}`), h('p', {class: 'soft'}, 'Your account has no role yet. An administrator can give you one.')));
    return;
  }
  if (hash !== location.hash) history.replaceState(null, '', hash);
  shownHash = hash;
  const page = PAGES.find(each => each.pattern.test(hash));
  drawBar();
  leaving?.close?.();
  leaving = null;
  if (!page || !may(page.roles)) {
    document.title = `Not here · ${site}`;
    main.replaceChildren(h('section', {class: 'page'}, h('h1', {}, page ? 'This is not part of your work' : 'There is no such page'), h('p', {}, h('a', {href: home()}, 'To the desk'))));
    return;
  }
  document.title = `${page.title} · ${site}`;
  const shown = page.show(hash.match(page.pattern)[1]);
  leaving = shown;
  main.replaceChildren(shown.element);
  main.focus({preventScroll: true});
  scrollTo(0, 0);
}

async function hashChanged() {
  if (location.hash === shownHash) return;
  const wanted = location.hash;
  if (leaving?.dirty?.()) {
    history.replaceState(null, '', shownHash);
    if (!(await mayLeave())) return;
    history.replaceState(null, '', wanted);
  }
  go();
}

addEventListener('hashchange', hashChanged);
addEventListener('beforeunload', event => {
  if (!leaving?.dirty?.()) return;
  leaving.keep();
  event.preventDefault();
});
addEventListener('desk-title', event => {
  document.title = `${event.detail} · ${site}`;
});
addEventListener('desk-moved', event => {
  shownHash = event.detail;
  history.replaceState(null, '', event.detail);
});
onSignedOut(signInOver);

try {
  account = await session();
  go();
} catch (problem) {
  main.replaceChildren(h('section', {class: 'page'}, problemBox(problem), h('p', {}, h('button', {type: 'button', class: 'button', onclick: () => location.reload()}, 'Try again'))));
}
