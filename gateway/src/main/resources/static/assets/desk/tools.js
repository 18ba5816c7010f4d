// What the buttons over the text do to it, in Markdown and in HTML.
import {linesOf, type} from './typing.js';

/** Marks the selected words, line by line, since no mark goes over a paragraph's end; or takes the marks away again. */
function mark(open, close, sample) {
  return area => {
    const {value, selectionStart: start, selectionEnd: end} = area;
    const selected = value.slice(start, end);
    if (value.slice(start - open.length, start) === open && value.slice(end, end + close.length) === close && !doubled(value, start, end, open)) {
      type(area, start - open.length, end + close.length, selected, [0, selected.length]);
      return;
    }
    if (!selected.trim()) {
      type(area, start, end, open + sample + close, [open.length, open.length + sample.length]);
      return;
    }
    const marked = selected.split('\n').map(line => {
      const [, before, words, after] = /^(\s*(?:>\s*|[-*+]\s+|\d+[.)]\s+|#{1,6}\s+)*)(.*?)(\s*)$/.exec(line);
      if (!words) return line;
      const has = words.length > open.length + close.length && words.startsWith(open) && words.endsWith(close) && !doubled(words, open.length, words.length - close.length, open);
      return before + (has ? words.slice(open.length, -close.length) : open + words + close) + after;
    }).join('\n');
    type(area, start, end, marked, marked.includes('\n') ? [0, marked.length] : edges(marked, open, close));
  };
}

/** `*` beside another is a part of `**`. */
function doubled(text, start, end, open) {
  return open === '*' && text[start - 2] === '*' && text[end + 1] === '*' && !(text[start - 3] === '*' && text[end + 2] === '*');
}

/** The words between the marks stay selected, so that the same button takes the marks away. */
function edges(marked, open, close) {
  const words = marked.trim();
  const from = marked.indexOf(words);
  return words.startsWith(open) && words.endsWith(close) ? [from + open.length, from + words.length - close.length] : [0, marked.length];
}

/** Begins each line so, or no more where all of them do. `kind` finds what such a line begins with now. */
function begin(prefix, kind) {
  return area => {
    const {from, to, text} = linesOf(area);
    const lines = text.split('\n');
    const has = line => {
      const found = kind.exec(line);
      return found?.[0] && line.startsWith(prefix(0).trim()[0]) && same(found[0], prefix(0));
    };
    const full = lines.filter(line => line.trim());
    const all = full.length > 0 && full.every(has);
    let index = 0;
    const changed = lines.map(line => {
      const bare = line.replace(kind, '');
      if (all) return bare;
      return line.trim() || lines.length === 1 ? prefix(index++) + bare : line;
    }).join('\n');
    type(area, from, to, changed, lines.length > 1 ? [0, changed.length] : undefined);
  };
}

function same(now, wanted) {
  const shape = text => text.trim().replace(/\d+/, '1').replace(/\[[ xX]\]/, '[ ]').replace(/^[*+]/, '-');
  return shape(now) === shape(wanted);
}

const HEADING = /^#{1,6}\s+/;
const LIST = /^(?:[-*+]\s+\[[ xX]\]\s+|[-*+]\s+|\d+[.)]\s+)/;

/** Sets a block with an empty line before and after it. */
function block(make, select) {
  return area => {
    const {from, to, text} = linesOf(area);
    const before = area.value.slice(0, from);
    const after = area.value.slice(to);
    const lead = !before || before.endsWith('\n\n') ? '' : '\n';
    const trail = !after ? '\n' : after.startsWith('\n\n') ? '' : '\n';
    const made = make(text);
    const [start, end] = select(made, text);
    type(area, from, to, lead + made + trail, [lead.length + start, lead.length + end]);
  };
}

const whole = (made, part) => [made.indexOf(part), made.indexOf(part) + part.length];

function fenced(text) {
  const longest = Math.max(2, ...[...text.matchAll(/^ {0,3}(`{3,})/gm)].map(found => found[1].length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}\n${text}\n${fence}`;
}

const TABLE = '| Head | Head |\n| --- | --- |\n|  |  |';

function link(area) {
  const {value, selectionStart: start, selectionEnd: end} = area;
  const selected = value.slice(start, end).trim();
  const isAddress = /^(?:https?:\/\/|mailto:)\S+$/i.test(selected);
  const words = isAddress || !selected ? 'text' : selected;
  const address = isAddress ? selected : 'https://';
  const made = `[${words}](${address})`;
  type(area, start, end, made, isAddress || !selected ? [1, 1 + words.length] : [words.length + 3, made.length - 1]);
}

function image(area) {
  const {value, selectionStart: start, selectionEnd: end} = area;
  const selected = value.slice(start, end).trim();
  const isAddress = /^(?:https?:\/)?\/\S+$/i.test(selected);
  const words = isAddress || !selected ? 'What it shows' : selected;
  const address = isAddress ? selected : 'https://';
  const made = `![${words}](${address})`;
  type(area, start, end, made, isAddress ? [2, 2 + words.length] : [words.length + 4, made.length - 1]);
}

/** A mark at the caret, and the note at the end, where it is written next. */
function footnote(area) {
  const {value, selectionEnd: at} = area;
  const used = new Set([...value.matchAll(/\[\^([^\]\s]+)\]/g)].map(found => found[1]));
  let number = 1;
  while (used.has(String(number))) number += 1;
  type(area, at, at, `[^${number}]`);
  const text = area.value;
  const lead = /\n\n$|^$/.test(text) ? '' : /\[\^[^\]]+\]:[^\n]*$/.test(text) || text.endsWith('\n') ? '\n' : '\n\n';
  type(area, text.length, text.length, `${lead}[^${number}]: `);
}

/** HTML around the lines, each in an element of its own. */
function htmlList(name) {
  return block(
    text => `<${name}>\n${text.split('\n').map(line => `  <li>${line.trim()}</li>`).join('\n')}\n</${name}>`,
    made => [made.indexOf('<li>') + 4, made.lastIndexOf('</li>')]);
}

function htmlBlock(open, close) {
  return block(text => open + text + close, made => [open.length, made.length - close.length]);
}

function htmlLink(area) {
  const {value, selectionStart: start, selectionEnd: end} = area;
  const words = value.slice(start, end) || 'text';
  type(area, start, end, `<a href="https://">${words}</a>`, [9, 17]);
}

/**
 * Each with `markdown` and, where there is such a thing, `html`; `key` is pressed with Ctrl or Cmd, `shift` and `alt` with
 * those too; `face` is what the button shows.
 */
export const TOOLS = [
  {name: 'Bold', face: 'B', look: 'tool-bold', key: 'b', markdown: mark('**', '**', 'strong'), html: mark('<strong>', '</strong>', 'strong')},
  {name: 'Italic', face: 'I', look: 'tool-italic', key: 'i', markdown: mark('*', '*', 'emphasis'), html: mark('<em>', '</em>', 'emphasis')},
  {name: 'Strike out', face: 'S', look: 'tool-strike', key: 'x', shift: true, markdown: mark('~~', '~~', 'struck out'), html: mark('<del>', '</del>', 'struck out')},
  {name: 'Code', face: '<>', key: 'e', markdown: mark('`', '`', 'code'), html: mark('<code>', '</code>', 'code')},
  {name: 'Link', face: 'Link', key: 'k', markdown: link, html: htmlLink},
  {name: 'Heading', face: 'H2', key: '2', alt: true, markdown: begin(() => '## ', HEADING), html: htmlBlock('<h2>', '</h2>')},
  {name: 'Smaller heading', face: 'H3', key: '3', alt: true, markdown: begin(() => '### ', HEADING), html: htmlBlock('<h3>', '</h3>')},
  {name: 'Smallest heading', face: 'H4', key: '4', alt: true, markdown: begin(() => '#### ', HEADING), html: htmlBlock('<h4>', '</h4>')},
  {name: 'Quote', face: '❝', key: '9', shift: true, markdown: begin(() => '> ', /^>\s?/), html: htmlBlock('<blockquote>', '</blockquote>')},
  {name: 'List', face: '•', key: '8', shift: true, markdown: begin(() => '- ', LIST), html: htmlList('ul')},
  {name: 'Numbered list', face: '1.', key: '7', shift: true, markdown: begin(index => `${index + 1}. `, LIST), html: htmlList('ol')},
  {name: 'Tasks', face: '☑', markdown: begin(() => '- [ ] ', LIST)},
  {name: 'Block of code', face: '{ }', key: 'e', shift: true, markdown: block(fenced, (made, text) => (text ? whole(made, text) : [made.indexOf('\n') + 1, made.indexOf('\n') + 1])), html: htmlBlock('<pre><code>', '</code></pre>')},
  {name: 'Table', face: '▦', markdown: block(text => (text ? `${text}\n\n${TABLE}` : TABLE), made => whole(made, 'Head')), html: htmlBlock('<table>\n  <tr><th>Head</th><th>Head</th></tr>\n  <tr><td>', '</td><td></td></tr>\n</table>')},
  {name: 'Footnote', face: '¹', key: 'f', alt: true, markdown: footnote},
  {name: 'Picture by its address', face: '▣', markdown: image, html: area => type(area, area.selectionStart, area.selectionEnd, '<img src="https://" alt="What it shows">', [10, 18])},
];
