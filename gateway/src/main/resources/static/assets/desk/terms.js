// Categories and tags: what they are called, what is said of them, and where categories stand.
import {get, getList, request} from './api.js';
import {ask, bdi, focusOn, h, openSheet, problemBox, toast} from './dom.js';
import {field, form} from './form.js';
import {growingList} from './lists.js';
import {choosePicture} from './picture-chooser.js';

const PAGE = 50;
const AT_ONCE = 100;
/** No select has more to choose from. */
const MOST = 1000;
const TOP = '';

const KINDS = {
  categories: {one: 'category', title: 'Categories', fresh: 'New category'},
  tags: {one: 'tag', title: 'Tags', fresh: 'New tag'},
};

function head(kind) {
  const tab = each => h('a', {class: 'tab', href: `#/${each}`, 'aria-current': each === kind ? 'page' : null}, KINDS[each].title);
  return [
    h('header', {class: 'page-head'}, h('h1', {id: 'terms-title'}, KINDS[kind].title), h('a', {class: 'button', href: `#/${kind}/+new`}, KINDS[kind].fresh)),
    h('nav', {class: 'tabs', 'aria-label': 'What articles are sorted by'}, tab('categories'), tab('tags')),
  ];
}

const articlesOf = count => `${count} ${count === 1 ? 'article' : 'articles'}`;

// ---- tags ----

export function tags(kept) {
  const list = h('ul', {class: 'rows', role: 'list'});
  const rows = growingList({
    list,
    kept,
    page: PAGE,
    load: (count, after) => getList('/api/tags?all=true', count, after),
    draw: tag => h('li', {class: 'row-item', 'data-id': tag.slug},
      h('div', {}, h('a', {class: 'row-title', href: `#/tags/${tag.slug}`}, bdi(tag.name)), tag.description ? h('p', {class: 'soft term-said', dir: 'auto'}, tag.description) : null),
      h('p', {class: 'row-status'}, h('span', {class: 'soft'}, articlesOf(tag.articleCount)))),
    target: item => item.querySelector('a'),
    nothing: () => h('div', {class: 'empty'}, h('h2', {}, 'No tags yet'), h('p', {}, 'A tag is there as soon as something with it is published, or you make it here.')),
    counted: count => `${count} ${count === 1 ? 'tag' : 'tags'}`,
  });
  const element = h('section', {class: 'page', 'aria-labelledby': 'terms-title'}, head('tags'), list, rows.foot);
  rows.start();
  return {element, remember: rows.remember};
}

// ---- the tree of categories ----

/** All of them. */
async function allCategories() {
  const all = [];
  let next = null;
  do {
    const part = await getList('/api/categories?all=true', AT_ONCE, next);
    all.push(...part.items);
    ({next} = part);
  } while (next && all.length < MOST);
  return all;
}

const parentOf = category => category.path.at(-1)?.slug ?? TOP;

/** Those directly beneath one, in their order. */
function beneath(all, slug) {
  return all.filter(each => parentOf(each) === slug).sort((one, other) => one.position - other.position || one.name.localeCompare(other.name));
}

/** All, each behind the one that it lies beneath. */
function inOrder(all, slug = TOP) {
  return beneath(all, slug).flatMap(each => [each, ...inOrder(all, each.slug)]);
}

export function categories() {
  const place = h('div', {});
  const element = h('section', {class: 'page', 'aria-labelledby': 'terms-title'}, head('categories'), place);
  load();

  async function load() {
    try {
      const all = await allCategories();
      place.replaceChildren(all.length
        ? level(all, TOP)
        : h('div', {class: 'empty'}, h('h2', {}, 'No categories yet'), h('p', {}, 'A category is there as soon as something is published in it, or you make it here.')));
    } catch (problem) {
      place.replaceChildren(problemBox(problem), h('p', {}, h('button', {type: 'button', class: 'button button-quiet', onclick: load}, 'Try again')));
    }
  }

  function level(all, slug) {
    const those = beneath(all, slug);
    return h('ul', {class: slug === TOP ? 'rows term-tree' : 'term-branch', role: 'list'}, those.map((each, place) => h('li', {'data-slug': each.slug},
      h('div', {class: 'row-item'},
        h('div', {},
          h('a', {class: 'row-title', href: `#/categories/${each.slug}`}, bdi(each.name)),
          each.description ? h('p', {class: 'soft term-said', dir: 'auto'}, each.description) : null),
        h('p', {class: 'row-status'},
          h('span', {class: 'soft'}, each.totalCount === each.articleCount ? articlesOf(each.articleCount) : `${articlesOf(each.articleCount)}, ${each.totalCount} with those beneath`),
          mover(each, place - 1, 'up', '↑', place > 0),
          mover(each, place + 1, 'down', '↓', place < those.length - 1))),
      all.some(other => parentOf(other) === each.slug) ? level(all, each.slug) : null)));
  }

  /** What cannot be moved that way keeps its button, so that nothing jumps beneath the pointer. */
  function mover(category, position, way, sign, possible) {
    return h('button', {type: 'button', class: 'button button-quiet term-mover', 'data-way': way, 'aria-label': `Move ${category.name} ${way}`, 'aria-disabled': possible ? null : 'true', onclick: () => possible && move(category, position, way)}, sign);
  }

  async function move(category, position, way) {
    try {
      await request('PATCH', `/api/categories/${category.slug}`, {body: {position}});
    } catch (problem) {
      toast(`${problem.title}. ${problem.detail ?? ''}`, 'toast-bad');
    }
    await load();
    place.querySelector(`[data-slug="${CSS.escape(category.slug)}"] [data-way="${way}"]`)?.focus();
  }

  return {element};
}

// ---- one of them ----

/** @param slug null for a new one */
export function termPage(kind, slug) {
  const {one, title: all, fresh} = KINDS[kind];
  const place = h('div', {});
  const title = h('h1', {id: 'term-title'}, slug ? `One ${one}` : fresh);
  const element = h('section', {class: 'page page-narrow', 'aria-labelledby': 'term-title'},
    h('header', {class: 'page-head'}, title, h('a', {href: `#/${kind}`}, `All ${all.toLowerCase()}`)), place);
  let dirty = false;
  load(slug);

  async function load(wanted) {
    try {
      const categories = kind === 'categories' ? await allCategories() : [];
      const term = wanted ? (await get(`/api/${kind}/${wanted}`)).answer : null;
      draw(term, categories);
    } catch (problem) {
      place.replaceChildren(problemBox(problem), h('p', {}, h('button', {type: 'button', class: 'button', onclick: () => load(wanted)}, 'Try again')));
    }
  }

  function draw(term, categories) {
    if (term) {
      dispatchEvent(new CustomEvent('desk-title', {detail: term.name}));
      title.replaceChildren(bdi(term.name));
    }
    const name = h('input', {type: 'text', id: 'name', dir: 'auto', autocomplete: 'off', required: true, value: term?.name ?? ''});
    const address = h('input', {type: 'text', id: 'slug', maxlength: 100, autocomplete: 'off', autocapitalize: 'none', spellcheck: 'false', value: term?.slug ?? ''});
    const description = h('textarea', {id: 'description', dir: 'auto', rows: 4, value: term?.description ?? ''});
    const picture = h('input', {type: 'text', id: 'picture', inputmode: 'url', autocomplete: 'off', spellcheck: 'false', value: term?.picture?.url ?? ''});
    const alt = h('input', {type: 'text', id: 'pictureAlt', dir: 'auto', autocomplete: 'off', value: term?.picture?.alt ?? ''});
    const parent = kind === 'categories' ? parentChoice(term, categories) : null;
    const saving = form({
      label: one === 'tag' ? 'Tag' : 'Category',
      button: term ? 'Save' : `Make the ${one}`,
      children: [
        field('name', 'Name', name, term ? 'Whoever writes the former name means this one from then on.' : null),
        field('slug', 'Address', address, term ? `Behind /${kind}/. The former address leads on.` : `Behind /${kind}/. Made from the name where it is left empty.`),
        parent ? field('parent', 'Beneath', parent) : null,
        field('description', 'Description', description, 'Stands over its articles.'),
        field('picture', 'Picture', picture, 'The address of a picture.'),
        h('p', {class: 'row'}, h('button', {type: 'button', class: 'button button-quiet', onclick: choose}, 'Choose from the library')),
        field('pictureAlt', 'What the picture shows', alt, 'Said to those who do not see it.'),
        term ? h('p', {class: 'soft'}, 'Readers find it at ', h('a', {href: `/${kind}/${term.slug}`, target: '_blank', rel: 'noopener'}, `/${kind}/${term.slug}`), '.') : null,
      ],
      send: async () => {
        const body = {name: name.value.trim(), description: description.value, picture: picture.value.trim(), pictureAlt: alt.value.trim()};
        if (address.value.trim()) body.slug = address.value.trim();
        if (parent && (!term || parent.value !== parentOf(term))) body.parent = parent.value;
        const {answer} = term
          ? await request('PATCH', `/api/${kind}/${term.slug}`, {body})
          : await request('POST', `/api/${kind}`, {body});
        dirty = false;
        dispatchEvent(new CustomEvent('desk-moved', {detail: `#/${kind}/${answer.slug}`}));
        toast(term ? 'Saved. Readers see it in a moment.' : `The ${one} is made.`, 'toast-good');
        draw(answer, kind === 'categories' ? await allCategories() : []);
        focusOn(title);
      },
    });
    saving.addEventListener('input', () => {
      dirty = true;
    });
    place.replaceChildren(saving, ...(term ? [ending(term, categories)] : []));

    async function choose() {
      const chosen = await choosePicture();
      if (!chosen) return;
      picture.value = chosen.url;
      if (!alt.value.trim()) alt.value = chosen.alt ?? '';
      dirty = true;
    }
  }

  // ---- merging and deleting ----

  /** What can end it stands apart from what is saved. */
  function ending(term, categories) {
    return h('section', {class: 'term-ending', 'aria-labelledby': 'ending-title'},
      h('h2', {id: 'ending-title'}, `End this ${one}`),
      h('div', {class: 'row'},
        h('button', {type: 'button', class: 'button button-quiet', onclick: () => mergeInto(term, categories)}, 'Merge into another …'),
        h('button', {type: 'button', class: 'button button-quiet button-danger', onclick: () => remove(term, categories)}, 'Delete …')));
  }

  /** What comes of those who have it. */
  const toArticles = (term, singular, plural) => (term.articleCount
    ? `${articlesOf(term.articleCount)} ${term.articleCount === 1 ? singular : `${plural}, a few at a time`}.`
    : 'No published article has it.');

  const toChildren = (term, categories, what) => {
    const children = categories.filter(each => parentOf(each) === term.slug).length;
    return children ? `${children === 1 ? 'The category beneath it comes' : `The ${children} categories beneath it come`} to lie ${what}.` : '';
  };

  async function mergeInto(term, categories) {
    const select = kind === 'categories'
      ? h('select', {id: 'into', required: true}, h('option', {value: ''}, 'Choose one'), inOrder(categories).filter(each => !isWithin(each, term)).map(optionOf))
      : null;
    const into = select ?? h('input', {type: 'text', id: 'into', autocomplete: 'off', autocapitalize: 'none', spellcheck: 'false', required: true});
    const done = await new Promise(resolve => {
      const dialog = h('dialog', {class: 'sheet question', 'aria-labelledby': 'merge-title'},
        h('h2', {id: 'merge-title'}, 'Merge ', bdi(term.name), ' into another'),
        h('p', {}, `Its name and its address mean the other one from then on. ${toArticles(term, 'follows', 'follow')} ${toChildren(term, categories, 'beneath that one')} Its description and its picture are gone. This cannot be undone.`),
        form({
          button: 'Merge',
          children: field('into', 'Into', into, select ? null : 'The address of another tag: what stands behind /tags/.'),
          send: async () => {
            const chosen = into.value.trim();
            await request('POST', `/api/${kind}/${term.slug}/merge`, {body: {into: chosen}});
            resolve(chosen);
            dialog.close();
          },
        }),
        h('p', {class: 'row'}, h('button', {type: 'button', class: 'button button-quiet', onclick: () => dialog.close()}, 'Not now')));
      openSheet(dialog, () => resolve(null));
    });
    if (!done) return;
    dirty = false;
    toast(`Merged. ${term.articleCount ? 'Its articles follow in a moment.' : ''}`, 'toast-good');
    location.hash = `#/${kind}/${done}`;
  }

  async function remove(term, categories) {
    const answer = await ask({
      title: `Delete this ${one}?`,
      text: `${term.name} is found no more. ${toArticles(term, 'loses it', 'lose it')} Drafts lose it too. ${toChildren(term, categories, 'where it lies')} This cannot be undone.`,
      buttons: [{label: 'Delete', value: 'delete', danger: true}, {label: 'Keep it', value: 'keep', safe: true}],
    });
    if (answer !== 'delete') return;
    try {
      await request('DELETE', `/api/${kind}/${term.slug}`);
    } catch (problem) {
      toast(`${problem.title}. ${problem.detail ?? ''}`, 'toast-bad');
      return;
    }
    dirty = false;
    toast(`The ${one} is deleted.`, 'toast-good');
    location.hash = `#/${kind}`;
  }

  const isWithin = (each, term) => each.slug === term.slug || each.path.some(above => above.slug === term.slug);

  const optionOf = each => h('option', {value: each.slug}, `${'\u2003'.repeat(each.path.length)}${each.name}`);

  /** What it can lie beneath: not itself, nor what lies beneath it. */
  function parentChoice(term, categories) {
    const select = h('select', {id: 'parent'},
      h('option', {value: TOP}, 'Nothing: it stands at the top'),
      inOrder(categories).filter(each => !term || !isWithin(each, term)).map(optionOf));
    select.value = term ? parentOf(term) : TOP;
    return select;
  }

  return {element, dirty: () => dirty, keep: () => {}};
}
