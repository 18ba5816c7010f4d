// Who wrote an article: the byline in its order, and who else can be named.
import {getList} from './api.js';
import {bdi, h} from './dom.js';

/** As many as the service takes. */
const MOST = 10;
const OFFERED = 1000;

/** The accounts' ids as one line, which is what a form compares; empty where a service that is older does not tell them. */
export const authorsOf = draft => (draft.authors ?? []).join(' ');

/** Their names, one behind the other, each in a direction of its own. */
export const bylineOf = authors => authors.map(({name, slug}, at) => [at ? ', ' : null, bdi(name || slug)]);

/**
 * The field, an element with a value. Everybody who writes may add others; who is not the first author takes out nobody who
 * was named before, and leaves the first one in the first place.
 *
 * @param me who writes
 * @param mayNameAnybody whether all of that does not matter
 * @param saved the ids of those whom the service knows as the authors; none for a new article
 * @param wrong where it says what is wrong
 */
export function authorsField({me, mayNameAnybody, saved, wrong}) {
  const names = new Map([[me.id, {name: me.name, slug: me.slug}]]);
  const list = h('ol', {class: 'authors', role: 'list'});
  const choice = h('select', {id: 'authors-add', oninput: event => event.stopPropagation()});
  const said = h('p', {class: 'visually-hidden', role: 'status'});
  const adding = h('div', {class: 'joined'}, h('label', {for: 'authors-add', class: 'visually-hidden'}, 'Another author'), choice, h('button', {type: 'button', class: 'button button-quiet', onclick: add}, 'Add'));
  const element = h('div', {id: 'authors', role: 'group', tabindex: '-1', 'aria-labelledby': 'authors-label', 'aria-describedby': 'authors-wrong'}, h('span', {class: 'label', id: 'authors-label'}, 'Authors'), list, adding, said, wrong);
  let offered = [];
  let ids = [];

  const nameOf = id => names.get(id)?.name || names.get(id)?.slug || 'Somebody';
  const isFirst = () => !saved().length || saved()[0] === me.id;
  const mayMove = (from, to) => to >= 0 && to < ids.length && (mayNameAnybody || isFirst() || (from > 0 && to > 0));
  const mayTakeOut = id => ids.length > 1 && (mayNameAnybody || (id !== me.id && (isFirst() || !saved().includes(id))));

  function draw() {
    list.replaceChildren(...ids.map((id, at) => h('li', {'data-id': id}, bdi(nameOf(id)), h('span', {class: 'author-tools'},
      mayMove(at, at - 1) ? tool('up', '↑', `Move ${nameOf(id)} up`, () => move(at, at - 1)) : null,
      mayMove(at, at + 1) ? tool('down', '↓', `Move ${nameOf(id)} down`, () => move(at, at + 1)) : null,
      mayTakeOut(id) ? tool('out', '×', `Take ${nameOf(id)} out`, () => takeOut(id)) : null,
    ))));
    const others = offered.filter(each => !ids.includes(each.id));
    choice.replaceChildren(h('option', {value: ''}, 'Somebody else …'), ...others.map(each => h('option', {value: each.id}, labelOf(each, others))));
    adding.hidden = !ids.length || ids.length >= MOST || !others.length;
  }

  const tool = (what, face, label, onclick) => h('button', {type: 'button', class: 'tool', 'data-tool': what, 'data-face': face, 'aria-label': label, title: label, onclick});

  /** Those who are called the same are told from each other. */
  const labelOf = (each, others) => (others.filter(({name}) => name === each.name).length > 1 ? `${each.name} (${each.slug})` : each.name || each.slug);

  function change(next, what) {
    ids = next;
    draw();
    said.textContent = what;
    element.dispatchEvent(new Event('input', {bubbles: true}));
  }

  function move(from, to) {
    const id = ids[from];
    const next = ids.filter(each => each !== id);
    next.splice(to, 0, id);
    change(next, `${nameOf(id)} is number ${to + 1} of ${next.length}.`);
    const own = list.querySelector(`[data-id="${CSS.escape(id)}"]`);
    (own.querySelector(`[data-tool="${to < from ? 'up' : 'down'}"]`) ?? own.querySelector('button')).focus();
  }

  function takeOut(id) {
    const at = ids.indexOf(id);
    change(ids.filter(each => each !== id), `${nameOf(id)} is no author of it any more.`);
    const left = list.children[Math.min(at, ids.length - 1)];
    (left.querySelector('[data-tool="out"]') ?? choice).focus();
  }

  function add() {
    const id = choice.value;
    if (!id) {
      choice.focus();
      return;
    }
    change([...ids, id], `${nameOf(id)} is added.`);
    if (adding.hidden) list.querySelector('li:last-child button')?.focus();
    else choice.focus();
  }

  Object.defineProperty(element, 'value', {
    get: () => ids.join(' '),
    set: line => {
      ids = line ? line.split(' ') : [];
      draw();
    },
  });

  /** Takes the names of those who are authors already. */
  element.know = bylines => {
    for (const each of bylines) names.set(each.id, each);
    draw();
  };
  element.names = line => line.split(' ').map(nameOf).join(', ');

  getList('/api/bylines', OFFERED, null, {unasked: true}).then(({items}) => {
    offered = items.sort((a, b) => (a.name || a.slug).localeCompare(b.name || b.slug));
    element.know(offered);
  }, () => {});
  draw();
  return element;
}
