// The library of pictures: what there is, who brought it, where it is used; more by a button, by dropping or by pasting.
import {Problem, get, request} from './api.js';
import {ask, bdi, focusOn, h, openSheet, problemBox, timeTag, toast} from './dom.js';
import {markdownOf, pixelsOf, sizeOf, thumbnail} from './media.js';
import {pictureLibrary} from './picture-library.js';

/** @param kept what this place in the browser's history remembers of an earlier look at the library */
export function pictures(kept) {
  const element = h('section', {class: 'page page-wide', 'aria-labelledby': 'pictures-title'});
  const library = pictureLibrary({kept, draw, dropOn: element});
  element.append(
    h('header', {class: 'page-head'}, h('h1', {id: 'pictures-title'}, 'Pictures'), h('div', {class: 'row'}, library.button, library.input)),
    h('p', {class: 'pictures-search'}, library.search),
    library.body,
  );

  function draw(picture) {
    const item = h('li', {class: 'picture', 'data-id': picture.id});
    fill(item, picture);
    return item;
  }

  function fill(item, picture) {
    item.replaceChildren(
      h('button', {type: 'button', class: 'picture-open', onclick: () => open(item, picture)},
        thumbnail(picture),
        bdi(picture.name, {class: 'picture-name'})),
      h('p', {class: 'soft'}, picture.alt ? bdi(picture.alt) : 'Not described'),
      h('p', {class: 'soft'}, usesOf(picture)),
    );
  }

  async function open(item, listed) {
    try {
      const {answer} = await get(`/api/media/${listed.id}`);
      look(answer, {
        changed: picture => fill(item, picture),
        gone: () => {
          const next = item.nextElementSibling ?? item.previousElementSibling;
          item.remove();
          library.drawFoot();
          if (next) next.querySelector('button').focus();
          else focusOn(element.querySelector('h1'));
        },
      });
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      toast(`${problem.title}. ${problem.detail ?? ''}`, 'toast-bad');
    }
  }

  library.start();
  return {element, remember: library.remember, close: library.close};
}

function usesOf({useCount, termCount}) {
  const uses = [
    useCount && `${useCount} ${useCount === 1 ? 'article' : 'articles'}`,
    termCount && `${termCount} ${termCount === 1 ? 'category or tag' : 'categories and tags'}`,
  ].filter(Boolean);
  return uses.length ? `In ${uses.join(', ')}` : 'Not used';
}

/** One picture: what is known of it, what is said for those who do not see it, and where it is used. */
function look(picture, {changed, gone}) {
  const alt = h('input', {id: 'picture-alt', type: 'text', dir: 'auto', autocomplete: 'off', value: picture.alt ?? '', readonly: !picture.mayChange, 'aria-describedby': 'picture-alt-hint'});
  const trouble = h('div', {});
  const close = h('button', {type: 'button', class: 'button button-quiet', onclick: () => dialog.close()}, 'Close');
  const remove = h('button', {type: 'button', class: 'button button-quiet button-danger', onclick: () => away()}, 'Delete');
  const copy = h('button', {type: 'button', class: 'button button-quiet', onclick: async () => {
    try {
      await navigator.clipboard.writeText(markdownOf(picture));
      toast('Copied. Paste it into a text.', 'toast-good');
    } catch {
      toast('The browser does not let the desk copy.', 'toast-bad');
    }
  }}, 'Copy as Markdown');
  const form = h(
    'form',
    {class: 'stack', onsubmit: async event => {
      event.preventDefault();
      await tried(async () => {
        const {answer} = await request('PATCH', `/api/media/${picture.id}`, {body: {alt: alt.value.trim() || null}});
        changed(answer);
        toast('Saved.', 'toast-good');
        dialog.close();
      });
    }},
    h('div', {class: 'field'}, h('label', {for: 'picture-alt'}, 'What it shows'), alt, h('p', {class: 'hint', id: 'picture-alt-hint'}, 'For those who do not see it. A text that uses the picture may say something else.')),
    h('div', {class: 'row'}, picture.mayChange ? h('button', {class: 'button', type: 'submit'}, 'Save') : null, copy, picture.mayChange ? remove : null, close),
  );
  const dialog = h(
    'dialog',
    {class: 'sheet picture-sheet', 'aria-labelledby': 'picture-title'},
    h('h2', {id: 'picture-title'}, bdi(picture.name)),
    h('a', {class: 'picture-large', href: picture.url, target: '_blank', rel: 'noopener', 'aria-label': 'Open the picture in a new tab'}, thumbnail({...picture, url: picture.url, widths: []})),
    h('p', {class: 'soft'}, `${pixelsOf(picture)}, ${sizeOf(picture.bytes)}, by `, bdi(picture.uploader.name), ', ', timeTag(picture.createdAt)),
    trouble,
    form,
    h('h3', {}, 'Where it is used'),
    uses(picture),
  );
  openSheet(dialog, () => {});

  function uses({useCount, uses: known, termCount, terms}) {
    if (!useCount && !termCount) return h('p', {class: 'soft'}, 'Nowhere yet.');
    const hidden = useCount - known.length;
    return h('div', {},
      h('ul', {class: 'picture-uses'}, known.map(use => h('li', {}, h('a', {href: `#/articles/${use.articleId}`, onclick: () => dialog.close()}, bdi(use.title)), use.slug ? null : ' (draft)')),
        terms.map(term => h('li', {}, h('a', {href: `#/${term.kind === 'tag' ? 'tags' : 'categories'}/${term.slug}`, onclick: () => dialog.close()}, bdi(term.name)), ` (${term.kind})`))),
      hidden > 0 ? h('p', {class: 'soft'}, `And in ${hidden} ${hidden === 1 ? 'text' : 'texts'} of others.`) : null);
  }

  async function tried(task) {
    trouble.replaceChildren();
    try {
      await task();
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      trouble.replaceChildren(problemBox(problem, () => 'What it shows'));
    }
  }

  async function away() {
    const answer = await ask({
      title: 'Delete this picture?',
      text: 'Its files go, and cannot be brought back.',
      buttons: [{label: 'Delete', value: 'delete', danger: true}, {label: 'Keep it', value: 'keep', safe: true}],
    });
    if (answer !== 'delete') return;
    await tried(async () => {
      await request('DELETE', `/api/media/${picture.id}`);
      toast('The picture is deleted.');
      dialog.close();
      gone();
    });
  }
}
