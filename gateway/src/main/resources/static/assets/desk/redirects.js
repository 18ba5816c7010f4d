// Addresses at which there is no page, and where they lead.
import {getList, request} from './api.js';
import {ask, bdi, focusOn, h, toast, when} from './dom.js';
import {field, form} from './form.js';
import {growingList} from './lists.js';

const PAGE = 50;
const SEARCH_AFTER = 300;
const GONE = '410';
const STATUSES = [
  ['301', 'For good (301)'],
  ['302', 'For now (302)'],
  ['308', 'For good, forms too (308)'],
  ['307', 'For now, forms too (307)'],
  [GONE, 'Nowhere: it is gone (410)'],
];
/** As a choice of where forms lead would be said to nobody, so is the status in a list. */
const SAID = {301: 'for good', 302: 'for now', 307: 'for now', 308: 'for good', 410: 'gone'};

export function redirects(kept) {
  let q = kept?.q ?? '';
  let rows = null;
  const list = h('ul', {class: 'rows', role: 'list'});
  const place = h('div', {});
  const search = h('input', {type: 'search', value: q, 'aria-label': 'Search redirects', placeholder: 'Search by how the address begins', autocomplete: 'off', autocapitalize: 'none', spellcheck: 'false'});

  function show(before = null) {
    list.replaceChildren();
    rows = growingList({
      list,
      kept: before,
      page: PAGE,
      load: (count, after) => getList(`/api/redirects${q ? `?q=${encodeURIComponent(q)}` : ''}`, count, after),
      draw,
      target: item => item.querySelector('button'),
      nothing: () => (q
        ? h('div', {class: 'empty'}, h('h2', {}, 'Nothing found'), h('p', {}, 'No redirect has an address that begins so.'))
        : h('div', {class: 'empty'}, h('h2', {}, 'No redirects yet'), h('p', {}, 'Let addresses of a former site lead to their pages here, so that links to them go on working.'))),
      counted: count => `${count} ${count === 1 ? 'redirect' : 'redirects'}`,
    });
    place.replaceChildren(list, rows.foot);
    return rows.start();
  }

  function draw(redirect) {
    return h('li', {class: 'row-item', 'data-id': redirect.id},
      h('div', {},
        h('p', {class: 'redirect-from'}, bdi(redirect.from)),
        h('p', {class: 'soft'}, redirect.to
          ? ['leads to ', h('a', {href: redirect.to, target: '_blank', rel: 'noopener noreferrer'}, bdi(redirect.to))]
          : 'is gone')),
      h('p', {class: 'row-status'},
        h('span', {class: 'soft'}, `${SAID[redirect.status]}, ${when(redirect.createdAt)}`),
        h('button', {type: 'button', class: 'button button-quiet', 'aria-label': `Delete the redirect from ${redirect.from}`, onclick: () => remove(redirect)}, 'Delete')));
  }

  async function remove(redirect) {
    const answer = await ask({
      title: 'Delete this redirect?',
      text: `${redirect.from} leads nowhere from then on: who follows a link there is told that there is no such page.`,
      buttons: [{label: 'Delete', value: 'delete', danger: true}, {label: 'Keep it', value: 'keep', safe: true}],
    });
    if (answer !== 'delete') return;
    try {
      await request('DELETE', `/api/redirects/${redirect.id}`);
    } catch (problem) {
      if (problem.status !== 404) {
        toast(`${problem.title}. ${problem.detail ?? ''}`, 'toast-bad');
        return;
      }
    }
    const item = list.querySelector(`[data-id="${CSS.escape(redirect.id)}"]`);
    const beside = item?.nextElementSibling ?? item?.previousElementSibling;
    item?.remove();
    rows.drawFoot();
    if (beside) beside.querySelector('button').focus();
    else rows.focusFoot();
    toast('The redirect is deleted.', 'toast-good');
  }

  const from = h('input', {type: 'text', id: 'from', autocomplete: 'off', autocapitalize: 'none', spellcheck: 'false', placeholder: '/2019/05/post.html', required: true});
  const to = h('input', {type: 'text', id: 'to', inputmode: 'url', autocomplete: 'off', autocapitalize: 'none', spellcheck: 'false', placeholder: '/articles/post'});
  const status = h('select', {id: 'status', onchange: () => {
    toField.hidden = status.value === GONE;
  }}, STATUSES.map(([value, label]) => h('option', {value}, label)));
  const toField = field('to', 'To', to, 'A path on this site, or an address that begins with https://.');
  const adding = form({
    label: 'New redirect',
    button: 'Add it',
    children: [
      field('from', 'From', from, 'A path on this site, with its query or for every query. A page that is there comes first.'),
      toField,
      field('status', 'It leads there', status),
    ],
    send: async () => {
      const body = {from: from.value.trim(), status: Number(status.value)};
      if (status.value !== GONE) body.to = to.value.trim();
      const {answer} = await request('POST', '/api/redirects', {body});
      from.value = '';
      to.value = '';
      list.prepend(draw(answer));
      rows.drawFoot();
      focusOn(from);
      toast(`${answer.from} leads on in a moment.`, 'toast-good');
    },
  });

  let timer = 0;
  search.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      const now = search.value.trim();
      if (now === q) return;
      q = now;
      show();
    }, SEARCH_AFTER);
  });

  const element = h('section', {class: 'page', 'aria-labelledby': 'redirects-title'},
    h('header', {class: 'page-head'}, h('h1', {id: 'redirects-title'}, 'Redirects')),
    h('details', {class: 'redirect-new'}, h('summary', {}, 'New redirect'), adding),
    h('p', {class: 'redirect-search'}, search),
    place);
  show(kept);
  return {
    element,
    dirty: () => Boolean(from.value.trim() || to.value.trim()),
    keep: () => {},
    close: () => clearTimeout(timer),
    remember: () => ({...rows.remember(), q}),
  };
}
