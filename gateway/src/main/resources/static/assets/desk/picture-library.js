// The library as a grid that grows, with a search over it and room for new pictures: for its own page and for choosing.
import {getList} from './api.js';
import {h} from './dom.js';
import {growingList} from './lists.js';
import {TYPES, bringsFiles, pictureFiles, uploadLines} from './media.js';

const PAGE = 24;
const SEARCH_AFTER = 300;

/**
 * @param kept `{rows, scroll, row, q}` of an earlier look, or nothing
 * @param draw a picture as an item of the list, with its id as `data-id`
 * @param dropOn the element onto which files may be dropped, or pasted while it is shown
 */
export function pictureLibrary({kept, draw, dropOn}) {
  let q = kept?.q ?? '';
  let rows = null;
  const lines = uploadLines();
  const list = h('ul', {class: 'pictures', role: 'list'});
  const shelf = h('div', {class: 'shelf'});
  const search = h('input', {type: 'search', value: q, 'aria-label': 'Search pictures', placeholder: 'Search by name or description', autocomplete: 'off'});
  const input = h('input', {type: 'file', accept: TYPES, multiple: true, hidden: true, onchange: () => {
    take([...input.files]);
    input.value = '';
  }});
  const button = h('button', {type: 'button', class: 'button', onclick: () => input.click()}, 'Upload');

  function show(before = null) {
    list.replaceChildren();
    rows = growingList({
      list,
      kept: before,
      page: PAGE,
      load: (count, after) => getList(`/api/media${q ? `?q=${encodeURIComponent(q)}` : ''}`, count, after),
      draw,
      target: item => item.querySelector('button, a'),
      nothing,
      counted: count => `${count} ${count === 1 ? 'picture' : 'pictures'}`,
    });
    shelf.replaceChildren(list, rows.foot);
    return rows.start();
  }

  function nothing() {
    return q
      ? h('div', {class: 'empty'}, h('h2', {}, 'Nothing found'), h('p', {}, 'No picture has these words in its name or its description.'))
      : h('div', {class: 'empty'}, h('h2', {}, 'No pictures yet'), h('p', {}, 'Drop picture files here, paste them, or press Upload: JPEG, PNG, GIF or WebP, up to 20 MB each.'));
  }

  /** One after the other: on a slow line they would only be in each other's way. */
  async function take(files) {
    for (const file of files) {
      const picture = await lines.send(file);
      if (!picture) continue;
      list.querySelector(`:scope > [data-id="${CSS.escape(picture.id)}"]`)?.remove();
      list.prepend(draw(picture));
      rows.drawFoot();
    }
  }

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
  search.addEventListener('keydown', event => {
    if (event.key === 'Enter') event.preventDefault();
  });

  const drop = {
    dragover(event) {
      if (!bringsFiles(event)) return;
      event.preventDefault();
      dropOn.classList.add('drop-here');
    },
    dragleave(event) {
      if (!dropOn.contains(event.relatedTarget)) dropOn.classList.remove('drop-here');
    },
    drop(event) {
      if (!bringsFiles(event)) return;
      event.preventDefault();
      dropOn.classList.remove('drop-here');
      take([...event.dataTransfer.files]);
    },
  };
  for (const [name, handler] of Object.entries(drop)) dropOn.addEventListener(name, handler);
  const paste = event => {
    const files = pictureFiles(event.clipboardData);
    if (!files.length || !dropOn.isConnected) return;
    event.preventDefault();
    take(files);
  };
  document.addEventListener('paste', paste);

  return {
    search,
    button,
    input,
    body: h('div', {}, lines.element, shelf),
    list,
    start: () => show(kept),
    drawFoot: () => rows.drawFoot(),
    focusFoot: () => rows.focusFoot(),
    close: () => document.removeEventListener('paste', paste),
    remember: () => ({...rows.remember(), q}),
  };
}
