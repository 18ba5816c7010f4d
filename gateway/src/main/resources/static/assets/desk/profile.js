// One's own account: what readers are told, the password, where one is signed in, and tokens for programs.
import {get, getList, request} from './api.js';
import {ask, bdi, focusOn, h, problemBox, timeTag, toast, when} from './dom.js';
import {choices, field, form, secretBox, tickedOf} from './form.js';

const SCOPES = [['read', 'Read', 'all that you may read'], ['articles', 'Articles'], ['comments', 'Comments'], ['subscriptions', 'Subscribers'], ['administration', 'Accounts and tokens']];
const LIFETIMES = [['30', '30 days'], ['90', '90 days'], ['365', 'A year'], ['', 'Until it is revoked']];
const DAY = 24 * 60 * 60 * 1000;
const MOST = 100;

export function profile() {
  const parts = {shown: h('div', {}), sessions: h('div', {}), tokens: h('div', {})};
  const element = h('section', {class: 'page page-narrow', 'aria-labelledby': 'profile-title'},
    h('header', {class: 'page-head'}, h('h1', {id: 'profile-title'}, 'Your profile')),
    part('shown-title', 'What readers see', parts.shown),
    part('password-title', 'Password', password()),
    part('sessions-title', 'Where you are signed in', parts.sessions),
    part('tokens-title', 'Tokens for programs', parts.tokens, newToken()));
  let dirty = false;
  filled(parts.shown, drawShown);
  filled(parts.sessions, drawSessions);
  filled(parts.tokens, drawTokens);

  function part(id, title, ...children) {
    return h('section', {class: 'stack part', 'aria-labelledby': id}, h('h2', {id}, title), children);
  }

  /** What does not come says so in its own part, and leaves the others. */
  async function filled(place, draw) {
    try {
      place.replaceChildren(...[await draw()].flat());
    } catch (problem) {
      place.replaceChildren(problemBox(problem), h('p', {}, h('button', {type: 'button', class: 'button button-quiet', onclick: () => filled(place, draw)}, 'Try again')));
    }
  }

  async function drawShown() {
    let {answer, etag} = await get('/api/account');
    const name = h('input', {type: 'text', id: 'name', dir: 'auto', autocomplete: 'name', required: true, value: answer.name});
    const bio = h('textarea', {id: 'bio', dir: 'auto', rows: 4, value: answer.bio ?? ''});
    const picture = h('input', {type: 'text', id: 'picture', inputmode: 'url', autocomplete: 'off', placeholder: 'https://', value: answer.picture ?? ''});
    const saving = form({
      label: 'What readers see',
      button: 'Save',
      children: [
        field('name', 'Name', name),
        field('bio', 'About you', bio, 'Up to 600 characters, on your page as an author.'),
        field('picture', 'Your picture', picture, 'The address of a picture.'),
        h('p', {class: 'soft'}, 'Your page: ', h('a', {href: `/authors/${answer.slug}`, target: '_blank', rel: 'noopener'}, `/authors/${answer.slug}`), ', once you have published something.'),
      ],
      send: async () => {
        ({answer, etag} = await request('PATCH', '/api/account', {body: {name: name.value.trim(), bio: bio.value, picture: picture.value.trim()}, etag}));
        dirty = false;
        toast('Saved. Readers see it in a moment.', 'toast-good');
      },
    });
    saving.addEventListener('input', () => {
      dirty = true;
    });
    return saving;
  }

  function password() {
    const current = h('input', {type: 'password', id: 'current', autocomplete: 'current-password', required: true});
    const next = h('input', {type: 'password', id: 'new-password', autocomplete: 'new-password', required: true});
    return form({
      label: 'Password',
      button: 'Change the password',
      children: [
        field('current', 'Your password now', current),
        field('password', 'The new one', next, 'At least 8 characters. You are signed out everywhere else, and your tokens end.'),
      ],
      send: async () => {
        await request('POST', '/api/account/password', {body: {current: current.value, password: next.value}});
        current.value = '';
        next.value = '';
        toast('Your password is changed.', 'toast-good');
        filled(parts.sessions, drawSessions);
        filled(parts.tokens, drawTokens);
      },
    });
  }

  // ---- sessions ----

  async function drawSessions() {
    const {items} = await getList('/api/account/sessions', MOST);
    const others = items.filter(session => !session.current);
    return [
      h('ul', {class: 'rows', role: 'list'}, items.map(session => h('li', {class: 'row-item', 'data-id': session.id},
        h('div', {},
          h('p', {}, h('strong', {}, session.device ?? 'A browser'), session.current ? ' · this one' : ''),
          h('p', {class: 'soft'}, 'signed in ', timeTag(session.createdAt), ' · used ', timeTag(session.seenAt))),
        session.current ? null : h('p', {}, h('button', {type: 'button', class: 'button button-quiet', 'aria-label': `End ${session.device ?? 'the session'}, signed in ${when(session.createdAt)}`, onclick: () => end(`/api/account/sessions/${session.id}`, 'Ended.')}, 'End'))))),
      others.length ? h('p', {class: 'row'}, h('button', {type: 'button', class: 'button button-quiet', onclick: () => end('/api/account/sessions', 'You are signed out everywhere else.')}, 'End all others')) : null,
    ].filter(Boolean);
  }

  async function end(path, said) {
    await instead(async () => {
      await request('DELETE', path);
      toast(said, 'toast-good');
    });
    await filled(parts.sessions, drawSessions);
    focusOn(element.querySelector('#sessions-title'));
  }

  async function instead(action) {
    try {
      await action();
    } catch (problem) {
      toast(`${problem.title}. ${problem.detail ?? ''}`, 'toast-bad');
    }
  }

  // ---- tokens ----

  async function drawTokens() {
    const {items} = await getList('/api/tokens', MOST);
    if (!items.length) return h('p', {class: 'soft'}, 'There is none. A program shows one in place of your password.');
    return h('ul', {class: 'rows', role: 'list'}, items.map(token => h('li', {class: 'row-item', 'data-id': token.id},
      h('div', {},
        h('p', {}, h('strong', {}, bdi(token.name))),
        h('p', {class: 'soft'}, token.scopes ? token.scopes.join(', ') : 'all that you may do', ' · ', token.expiresAt ? ['until ', new Date(token.expiresAt).toLocaleDateString(undefined, {dateStyle: 'medium'})] : 'until it is revoked', ' · made ', timeTag(token.createdAt))),
      h('p', {}, h('button', {type: 'button', class: 'button button-quiet button-danger', 'aria-label': `Revoke ${token.name}`, onclick: () => revoke(token)}, 'Revoke')))));
  }

  async function revoke(token) {
    const answer = await ask({
      title: `Revoke “${token.name}”?`,
      text: 'Programs that use it can do nothing more with it.',
      buttons: [{label: 'Revoke', value: 'revoke', danger: true}, {label: 'Keep it', value: '', safe: true}],
    });
    if (!answer) return;
    await instead(() => request('DELETE', `/api/tokens/${token.id}`));
    await filled(parts.tokens, drawTokens);
    focusOn(element.querySelector('#tokens-title'));
  }

  function newToken() {
    const name = h('input', {type: 'text', id: 'token-name', dir: 'auto', autocomplete: 'off', required: true});
    const lifetime = h('select', {id: 'token-lifetime'}, LIFETIMES.map(([value, label]) => h('option', {value}, label)));
    const scopes = choices('scopes', 'What it may be used for', SCOPES, ['read']);
    const place = h('div', {});
    return h('div', {class: 'stack'},
      h('h3', {}, 'A new token'),
      place,
      form({
        label: 'A new token',
        button: 'Make a token',
        children: [
          field('name', 'Name', name, 'What it is for.'),
          field('expiresAt', 'Good for', lifetime),
          scopes,
          h('p', {class: 'hint'}, 'With nothing ticked it may do all that you may do.'),
        ],
        send: async () => {
          const body = {name: name.value.trim()};
          const ticked = tickedOf(scopes);
          if (ticked.length) body.scopes = ticked;
          if (lifetime.value) body.expiresAt = new Date(Date.now() + Number(lifetime.value) * DAY).toISOString();
          const {answer} = await request('POST', '/api/tokens', {body});
          const box = secretBox({label: `Token “${body.name}”`, value: answer.token, about: 'It is shown this once. Whoever has it can do in your name what it is for.'});
          place.replaceChildren(box);
          name.value = '';
          box.querySelector('input').focus();
          filled(parts.tokens, drawTokens);
        },
      }));
  }

  return {element, dirty: () => dirty, keep: () => {}};
}
