// Who is on the staff: invited, given roles, let go. For admins.
import {get, getList, request} from './api.js';
import {ask, bdi, focusOn, h, problemBox, timeTag, toast} from './dom.js';
import {choices, field, form, secretBox, tickedOf} from './form.js';
import {growingList} from './lists.js';

const PAGE = 30;
export const ROLES = [
  ['admin', 'Administrator', 'accounts, and all that there is'],
  ['editor', 'Editor', 'everybody’s articles, pages and comments'],
  ['author', 'Author', 'writes and publishes own articles'],
  ['contributor', 'Contributor', 'writes; others publish'],
  ['moderator', 'Moderator', 'decides on comments'],
];
const labelOf = role => ROLES.find(([name]) => name === role)?.[1] ?? role;

export function accounts(kept) {
  const list = h('ul', {class: 'rows', role: 'list'});
  const rows = growingList({
    list,
    kept,
    page: PAGE,
    load: (count, after) => getList('/api/accounts', count, after),
    draw: row,
    target: item => item.querySelector('a'),
    nothing: () => h('div', {}),
    counted: count => `${count} ${count === 1 ? 'account' : 'accounts'}`,
  });
  const element = h('section', {class: 'page', 'aria-labelledby': 'accounts-title'},
    h('header', {class: 'page-head'}, h('h1', {id: 'accounts-title'}, 'Accounts'), h('a', {class: 'button', href: '#/accounts/new'}, 'Invite somebody')),
    list,
    rows.foot);
  rows.start();
  return {element, remember: rows.remember};
}

function row(account) {
  return h('li', {class: 'row-item', 'data-id': account.id},
    h('div', {},
      h('a', {class: 'row-title', href: `#/accounts/${account.id}`}, bdi(account.name)),
      h('p', {class: 'soft'}, bdi(account.username), account.email ? [' · ', bdi(account.email)] : null, ' · since ', timeTag(account.createdAt))),
    h('p', {class: 'row-status'},
      account.active ? account.roles.map(role => h('span', {class: 'status'}, labelOf(role))) : h('span', {class: 'status status-withdrawn'}, 'Closed')));
}

/** @param id null for somebody who is to be invited */
export function accountPage(id) {
  const place = h('div', {});
  const title = h('h1', {id: 'account-title'}, id ? 'Account' : 'Invite somebody');
  const element = h('section', {class: 'page page-narrow', 'aria-labelledby': 'account-title'},
    h('header', {class: 'page-head'}, title, h('a', {href: '#/accounts'}, 'All accounts')), place);
  if (id) load(id);
  else place.replaceChildren(invitation());

  async function load(account) {
    try {
      const {answer, etag} = await get(`/api/accounts/${account}`);
      draw(answer, etag);
    } catch (problem) {
      place.replaceChildren(problemBox(problem), h('p', {}, h('button', {type: 'button', class: 'button', onclick: () => load(account)}, 'Try again')));
    }
  }

  function invitation() {
    const name = h('input', {type: 'text', id: 'name', dir: 'auto', autocomplete: 'off', required: true});
    const username = h('input', {type: 'text', id: 'username', autocomplete: 'off', autocapitalize: 'none', spellcheck: 'false', required: true});
    const email = h('input', {type: 'text', inputmode: 'email', autocapitalize: 'none', maxlength: 254, id: 'email', autocomplete: 'off', spellcheck: 'false'});
    const roles = choices('roles', 'Roles', ROLES, ['author']);
    return form({
      label: 'Invite somebody',
      button: 'Invite',
      children: [
        field('name', 'Name', name, 'As readers see it.'),
        field('username', 'Username', username, 'What is typed to sign in.'),
        field('email', 'E-mail', email, 'Where the link to choose a password goes, and what concerns them. Only administrators see it.'),
        roles,
      ],
      send: async () => {
        const body = {name: name.value.trim(), username: username.value.trim(), roles: tickedOf(roles)};
        if (email.value.trim()) body.email = email.value.trim();
        const {answer, etag} = await request('POST', '/api/accounts', {body});
        dispatchEvent(new CustomEvent('desk-moved', {detail: `#/accounts/${answer.id}`}));
        draw(answer, etag);
        await makeLink(answer, true);
      },
    });
  }

  function draw(account, etag) {
    dispatchEvent(new CustomEvent('desk-title', {detail: account.name}));
    title.replaceChildren(bdi(account.name));
    const name = h('input', {type: 'text', id: 'name', dir: 'auto', autocomplete: 'off', required: true, value: account.name});
    const slug = h('input', {type: 'text', id: 'slug', maxlength: 100, autocomplete: 'off', autocapitalize: 'none', spellcheck: 'false', value: account.slug});
    const email = h('input', {type: 'text', inputmode: 'email', autocapitalize: 'none', maxlength: 254, id: 'email', autocomplete: 'off', spellcheck: 'false', value: account.email ?? ''});
    const roles = choices('roles', 'Roles', ROLES, account.roles);
    const change = async (body, said) => {
      const changed = await request('PATCH', `/api/accounts/${account.id}`, {body, etag});
      draw(changed.answer, changed.etag);
      toast(said, 'toast-good');
      focusOn(title);
    };
    const trouble = h('div', {});
    const instead = async action => {
      trouble.replaceChildren();
      try {
        await action();
      } catch (problem) {
        trouble.replaceChildren(problemBox(problem));
      }
    };
    place.replaceChildren(
      h('div', {id: 'account-link'}),
      form({
        label: 'Account',
        button: 'Save',
        children: [
          h('p', {class: 'soft'}, 'Username: ', bdi(account.username), account.active ? '' : ' · closed'),
          field('name', 'Name', name, 'As readers see it.'),
          field('slug', 'Address as an author', slug, 'In /authors/…'),
          field('email', 'E-mail', email, 'Where they are told of what concerns them. Only administrators see it.'),
          roles,
        ],
        send: () => change({name: name.value.trim(), slug: slug.value.trim() || undefined, email: email.value.trim(), roles: tickedOf(roles)}, 'Saved.'),
      }),
      h('section', {class: 'stack part', 'aria-labelledby': 'signing-in'},
        h('h2', {id: 'signing-in'}, 'Signing in'),
        trouble,
        account.active
          ? [
            h('p', {}, 'A link to choose a password is good once, for three days, and goes to their e-mail address where they have one. With the new password all sessions and tokens end.'),
            h('p', {class: 'row'}, h('button', {type: 'button', class: 'button button-quiet', onclick: () => instead(() => makeLink(account, false))}, 'Make a password link')),
            h('p', {}, 'Closing ends all sessions and tokens at once. What was written stays.'),
            h('p', {class: 'row'}, h('button', {type: 'button', class: 'button button-quiet button-danger', onclick: async () => {
              const answer = await ask({
                title: `Close the account of ${account.name}?`,
                text: 'Nobody can sign in with it any more, and its sessions and tokens end at once.',
                buttons: [{label: 'Close it', value: 'close', danger: true}, {label: 'Keep it open', value: '', safe: true}],
              });
              if (answer) await instead(() => change({active: false}, 'The account is closed.'));
            }}, 'Close the account')),
          ]
          : h('p', {class: 'row'}, h('button', {type: 'button', class: 'button', onclick: () => instead(() => change({active: true}, 'The account is open again.'))}, 'Open it again'))),
    );
  }

  async function makeLink(account, invited) {
    const {answer} = await request('POST', `/api/accounts/${account.id}/password-link`);
    const address = `${location.origin}${answer.path}`;
    const subject = invited ? `You are invited to ${document.body.dataset.site}` : `A new password at ${document.body.dataset.site}`;
    const text = `Choose your password here, until ${new Date(answer.expiresAt).toLocaleString()}:\n\n${address}\n\nYour username is ${account.username}.`;
    const mail = `mailto:${encodeURIComponent(account.email ?? '').replace(/%40/g, '@')}?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(text)}`;
    const box = secretBox({
      label: `Link for ${account.name}`,
      value: address,
      about: [
        answer.mailedTo ? ['A link that does the same is on its way to ', bdi(answer.mailedTo), ': whichever is used first counts. '] : 'Hand it over yourself: ',
        `${answer.mailedTo ? 'This one' : 'it'} is shown this once, and good until ${new Date(answer.expiresAt).toLocaleString()}. Whoever has it can sign in as ${account.username}.`,
      ],
      beside: h('a', {class: 'button button-quiet', href: mail}, 'Write a mail'),
    });
    element.querySelector('#account-link').replaceChildren(box);
    box.querySelector('input').focus();
    box.scrollIntoView({block: 'nearest'});
  }

  return {element};
}
