// The headings of the text as a list: where one is, and the way to another.
import {h} from './dom.js';

/** In milliseconds, after the last change. */
const AFTER = 300;
const FENCE = /^ {0,3}(`{3,}|~{3,})/;
const HASHES = /^ {0,3}(#{1,6})[ \t]+(.*?)(?:[ \t]+#+)?[ \t]*$/;
const UNDERLINE = /^ {0,3}(=+|-{2,})[ \t]*$/;
const NO_TITLE = /^\s*$|^ {0,3}(?:[>#|]|[-*+] |\d+[.)] )/;
const ELEMENT = /<h([1-6])\b[^>]*>([\s\S]{0,1000}?)<\/h\1>/gi;

/** Each `{level, title, at}`: where its line begins. */
export function headingsOf(text, format) {
  return format === 'html' ? ofHtml(text) : ofMarkdown(text);
}

function ofHtml(text) {
  return [...text.matchAll(ELEMENT)].map(found => ({level: Number(found[1]), title: plain(found[2]), at: found.index}));
}

function ofMarkdown(text) {
  const found = [];
  let fence = null;
  let at = 0;
  let before = '';
  let beforeAt = 0;
  for (const line of text.split('\n')) {
    const mark = FENCE.exec(line)?.[1];
    if (fence) {
      if (mark?.startsWith(fence) && line.trim() === mark) fence = null;
      before = '';
    } else if (mark) {
      fence = mark;
      before = '';
    } else {
      const hashes = HASHES.exec(line);
      const underline = before && UNDERLINE.exec(line);
      if (hashes) found.push({level: hashes[1].length, title: plain(hashes[2]), at});
      else if (underline) found.push({level: underline[1][0] === '=' ? 1 : 2, title: plain(before), at: beforeAt});
      before = hashes || underline || NO_TITLE.test(line) ? '' : line;
      beforeAt = at;
    }
    at += line.length + 1;
  }
  return found;
}

function plain(title) {
  return title.replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1').replace(/<[^>]*>|[*_`~=]{1,3}(?=\S)|(?<=\S)[*_`~=]{1,3}/g, '').trim() || 'Without words';
}

/**
 * @param body what is typed into
 * @param format of the body, as the API calls it
 * @param isOpen whether somebody sees it
 * @param go shows the text, from a place on
 */
export function outline({body, format, isOpen, go}) {
  const list = h('ol', {class: 'outline-list', role: 'list'});
  const none = h('p', {class: 'soft'}, 'No headings yet. A line such as ', h('code', {}, '## Ink'), ' is one.');
  const element = h('nav', {class: 'outline', 'aria-label': 'Outline', hidden: true}, list, none);
  let headings = [];
  let buttons = [];
  let timer = 0;

  function soon() {
    clearTimeout(timer);
    if (isOpen()) timer = setTimeout(draw, AFTER);
  }

  function draw() {
    const found = headingsOf(body.value, format());
    const same = found.length === headings.length && found.every((each, index) => each.title === headings[index].title && each.level === headings[index].level);
    headings = found;
    if (!same) {
      const top = Math.min(...found.map(each => each.level));
      const focused = buttons.indexOf(document.activeElement);
      buttons = found.map((each, index) => h('button', {type: 'button', class: 'outline-line', dir: 'auto', 'data-depth': String(Math.min(3, each.level - top)), onclick: () => go(headings[index].at)}, each.title));
      list.replaceChildren(...buttons.map(button => h('li', {}, button)));
      if (focused >= 0) (buttons[focused] ?? buttons.at(-1) ?? body).focus({preventScroll: true});
    }
    list.hidden = !found.length;
    none.hidden = found.length > 0;
    moved();
  }

  /** Marks the heading that the caret is under. */
  function moved() {
    if (!isOpen()) return;
    const current = headings.findLastIndex(each => each.at <= body.selectionStart);
    buttons.forEach((button, index) => {
      if (index !== current) {
        button.removeAttribute('aria-current');
      } else if (!button.hasAttribute('aria-current')) {
        button.setAttribute('aria-current', 'true');
        button.scrollIntoView({block: 'nearest'});
      }
    });
  }

  /** One stop for Tab would hide how many there are: each is a button; the arrows go along, too. */
  element.addEventListener('keydown', event => {
    const step = {ArrowDown: 1, ArrowUp: -1}[event.key];
    const at = buttons.indexOf(document.activeElement);
    if (!step || at < 0) return;
    event.preventDefault();
    buttons[at + step]?.focus();
  });

  return {element, soon, moved, opened: draw, stop: () => clearTimeout(timer)};
}
