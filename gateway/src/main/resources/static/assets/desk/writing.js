// Markdown, and tidy HTML, of the few elements that `cleaned` leaves.

const BLOCK = new Set(['p', 'div', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'ul', 'ol', 'blockquote', 'pre', 'hr', 'table']);
/** From the outside in. */
const MARKS = ['href', 'strong', 'em', 'del', 'mark', 'sup', 'sub'];
const SIGNS = {strong: ['**', '<strong>', '</strong>'], em: ['*', '<em>', '</em>'], del: ['~~', '<del>', '</del>'], mark: ['==', '<mark>', '</mark>']};
const WORDY = /[\p{L}\p{N}]/u;

/** @param taken names of footnotes that the text has already */
export function markdownOf(tree, taken = new Set()) {
  const names = new Map();
  const nameOf = number => {
    if (!names.has(number)) {
      let name = number;
      for (let more = 1; taken.has(name); more += 1) name = String(Number(number) + more);
      taken.add(name);
      names.set(number, name);
    }
    return names.get(number);
  };
  return blocksOf(tree, nameOf).join('\n\n');
}

/** The blocks of an element, as texts; what stands between them are paragraphs. */
function blocksOf(element, nameOf) {
  const blocks = [];
  let inline = [];
  const flush = () => {
    const text = paragraph(inline, nameOf);
    if (text) blocks.push(text);
    inline = [];
  };
  for (const node of element.childNodes) {
    if (holdsBlocks(node)) {
      flush();
      blocks.push(...block(node, nameOf));
    } else {
      inline.push(node);
    }
  }
  flush();
  return blocks;
}

function holdsBlocks(node) {
  return node.nodeType === Node.ELEMENT_NODE && (BLOCK.has(node.localName) || node.localName === 'li' || Boolean(node.querySelector([...BLOCK].join())));
}

function block(node, nameOf) {
  const name = node.localName;
  if (/^h[1-6]$/.test(name)) {
    const text = inlineOf([...node.childNodes], nameOf, ['strong']).replace(/\s*\\\n\s*/g, ' ').trim();
    return text ? [`${'#'.repeat(Number(name[1]))} ${text}`] : [];
  }
  if (name === 'ul' || name === 'ol') return [list(node, nameOf)];
  if (name === 'blockquote') return [blocksOf(node, nameOf).join('\n\n').split('\n').map(line => (line ? `> ${line}` : '>')).join('\n')];
  if (name === 'pre') return [code(node)];
  if (name === 'hr') return ['---'];
  if (name === 'table') return table(node, nameOf);
  return blocksOf(node, nameOf);
}

function code(pre) {
  const text = pre.textContent;
  const language = /language-(\S+)/.exec(pre.querySelector('code')?.className ?? '')?.[1] ?? '';
  const longest = Math.max(2, ...[...text.matchAll(/`{3,}/g)].map(found => found[0].length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${text}\n${fence}`;
}

function list(node, nameOf) {
  let number = Number(node.getAttribute('start') ?? 1);
  const items = [...node.children].filter(child => child.localName === 'li').map(item => {
    const sign = node.localName === 'ol' ? `${number++}. ` : '- ';
    const box = item.querySelector(':scope > input, :scope > p:first-child > input, :scope > label > input');
    const blocks = blocksOf(item, nameOf);
    const loose = [...item.children].filter(child => child !== item.firstElementChild || child.localName !== 'p');
    const tight = blocks.length < 2 || loose.every(child => !['p', 'pre', 'blockquote', 'table'].includes(child.localName));
    const text = blocks.join(tight ? '\n' : '\n\n');
    const task = box ? (box.hasAttribute('checked') ? '[x] ' : '[ ] ') : '';
    return {text: sign + task + text.split('\n').map((line, index) => (index && line ? ' '.repeat(sign.length) + line : line)).join('\n'), tight};
  });
  return items.map(item => item.text).join(items.every(item => item.tight) ? '\n' : '\n\n');
}

function table(node, nameOf) {
  const rows = [...node.querySelectorAll('tr')].filter(row => row.closest('table') === node);
  if (rows.length === 1 && rows[0].children.length === 1) return blocksOf(rows[0].children[0], nameOf);
  const grid = [];
  rows.forEach((row, y) => {
    grid[y] ??= [];
    let x = 0;
    for (const cell of row.children) {
      while (grid[y][x] !== undefined) x += 1;
      const text = blocksOf(cell, nameOf).map(each => each.replace(/\\\n|\n+/g, '<br>')).join('<br>').replace(/(?<!\\)\|/g, '\\|');
      for (let down = 0; down < Number(cell.getAttribute('rowspan') ?? 1) && y + down < rows.length; down += 1) {
        grid[y + down] ??= [];
        for (let right = 0; right < Number(cell.getAttribute('colspan') ?? 1); right += 1) grid[y + down][x + right] = down || right ? '' : text;
      }
    }
  });
  const width = Math.max(0, ...grid.map(row => row.length));
  if (!width) return [];
  const line = row => `| ${Array.from({length: width}, (_, x) => row[x] ?? '').join(' | ')} |`;
  const [head, ...rest] = grid;
  return [[line(head), `|${' --- |'.repeat(width)}`, ...rest.map(line)].join('\n')];
}

// ---- within a paragraph ----

function paragraph(nodes, nameOf) {
  const text = inlineOf(nodes, nameOf).replace(/^(?:\s|\\\n)+|(?:\s|\\\n)+$/g, '');
  return text.split(/(?:[ \t]*\\\n[ \t]*){2,}/).map(atLineStart).join('\n\n');
}

/** What would be a mark at the start of a line, and is none. */
function atLineStart(text) {
  return text.split('\n').map(line => line.replace(/^(\s*)(#{1,6}(?=\s|$)|[-+](?=\s|$)|>|=+\s*$|-{2,}\s*$|~{3,})/, '$1\\$2').replace(/^(\s*\d{1,9})([.)])(?=\s|$)/, '$1\\$2')).join('\n');
}

function inlineOf(nodes, nameOf, without = []) {
  const runs = [];
  for (const node of nodes) gather(node, {}, runs, nameOf);
  for (const run of runs) for (const mark of without) delete run.marks[mark];
  // A space at a seam is on one side of it.
  let spaced = true;
  for (const run of runs) {
    if (run.text === undefined) {
      spaced = run.raw.endsWith('\n');
      continue;
    }
    if (spaced) run.text = run.text.replace(/^ +/, '');
    if (run.text) spaced = / $/.test(run.text);
  }
  return written(runs.filter(run => run.raw || run.text), MARKS, '', '');
}

function gather(node, marks, runs, nameOf) {
  if (node.nodeType === Node.TEXT_NODE) {
    const text = node.data.replace(/[\u200b\u200c\ufeff\u00ad]/g, '').replace(/[ \t\r\n\f]*\u00a0[\s\u00a0]+|[ \t\r\n\f]+\u00a0|[ \t\r\n\f]+/g, ' ');
    if (text) runs.push({text, marks});
    return;
  }
  if (node.nodeType !== Node.ELEMENT_NODE) return;
  const name = node.localName;
  if (name === 'br') runs.push({raw: '\\\n', marks: {}});
  else if (name === 'img') runs.push({raw: picture(node), marks});
  else if (name === 'code') runs.push(...codeRun(node.textContent, marks));
  else if (name === 'a' && node.dataset.note) runs.push({raw: `[^${nameOf(node.dataset.note)}]`, marks: {}});
  else if (name === 'a' && node.dataset.back) runs.push({raw: `[^${nameOf(node.dataset.back)}]:`, marks: {}});
  else if (name === 'input') return;
  else {
    const own = name === 'a' ? {...marks, href: node.getAttribute('href')} : MARKS.includes(name) ? {...marks, [name]: true} : marks;
    // A footnote's mark is raised by itself.
    if (name === 'sup' && node.querySelector('[data-note], [data-back]')) delete own.sup;
    for (const child of node.childNodes) gather(child, own, runs, nameOf);
  }
}

function picture(node) {
  return `![${escaped(node.getAttribute('alt') ?? '').replace(/[[\]]/g, '\\$&')}](${destination(node.getAttribute('src'))})`;
}

function codeRun(text, marks) {
  const words = text.replace(/\s+/g, ' ');
  if (!words.trim()) return words ? [{text: ' ', marks}] : [];
  const longest = Math.max(0, ...[...words.matchAll(/`+/g)].map(found => found[0].length));
  const fence = '`'.repeat(longest + 1);
  const core = words.trim();
  const pad = core.startsWith('`') || core.endsWith('`') ? ' ' : '';
  return [/^\s/.test(words) ? {text: ' ', marks} : null, {raw: fence + pad + core + pad + fence, marks}, /\s$/.test(words) ? {text: ' ', marks} : null].filter(Boolean);
}

/** @param before,after what stands on both sides */
function written(runs, marks, before, after) {
  if (!marks.length) return runs.map(run => run.raw ?? escaped(run.text)).join('');
  const [mark, ...inner] = marks;
  let text = '';
  for (let from = 0; from < runs.length;) {
    let to = from + 1;
    while (to < runs.length && runs[to].marks[mark] === runs[from].marks[mark]) to += 1;
    const last = text.at(-1) ?? before;
    const next = runs[to] ? (runs[to].raw ?? runs[to].text)[0] : after;
    const part = written(runs.slice(from, to), inner, last, next);
    text += runs[from].marks[mark] ? marked(part, mark, runs[from].marks[mark], last, next) : part;
    from = to;
  }
  return text;
}

function marked(part, mark, value, before, after) {
  const [, lead, core, trail] = /^(\s*)([\s\S]*?)((?:\s|\\\n)*)$/.exec(part);
  if (!core) return part;
  if (mark === 'href') return lead + linked(core, value) + trail;
  if (!SIGNS[mark]) return `${lead}<${mark}>${core}</${mark}>${trail}`;
  const [sign, open, close] = SIGNS[mark];
  // A mark between a letter and a sign such as a quotation mark would be taken for another: an element never is.
  const amiss = (!lead && WORDY.test(before) && !WORDY.test(core[0])) || (!trail && WORDY.test(after ?? '') && !WORDY.test(core.at(-1)));
  return amiss ? lead + open + core + close + trail : lead + sign + core + sign + trail;
}

function linked(words, address) {
  const plain = words.replace(/\\(?=[^\w\s])/g, '');
  if (plain === address && /^https?:/i.test(address)) return `<${address}>`;
  return `[${words}](${destination(address)})`;
}

function destination(address) {
  return address.replace(/[\s<>]/g, encodeURIComponent).replace(/[()\\]/g, '\\$&');
}

/** What Markdown would take for a mark, and is none; nothing else, so that the text stays one to be read. */
function escaped(text) {
  return text
    .replace(/\\(?=[^\w\s])/g, '\\\\')
    .replace(/\*(?!\s)|(?<!\s)\*/g, '\\*')
    .replace(/(?<![\p{L}\p{N}])_(?=\S)|(?<=\S)_(?![\p{L}\p{N}])/gu, '\\_')
    .replace(/`/g, '\\`')
    .replace(/\[(?=\^|[ xX]\])|\](?=[([:])/g, '\\$&')
    .replace(/<(?=[a-z/!?])/gi, '\\<')
    .replace(/&(?=#?\w+;)/g, '\\&')
    .replace(/~~|==/g, '\\$&');
}

// ---- HTML ----

export function htmlOf(tree) {
  const holder = tree.ownerDocument.createElement('div');
  holder.append(tree.cloneNode(true));
  for (const part of [...holder.querySelectorAll('div')].reverse()) {
    if (part.querySelector([...BLOCK].join())) {
      part.replaceWith(...part.childNodes);
    } else {
      const paragraph = tree.ownerDocument.createElement('p');
      paragraph.append(...part.childNodes);
      part.replaceWith(paragraph);
    }
  }
  for (const note of holder.querySelectorAll('a:not([href])')) note.replaceWith(note.textContent);
  for (const line of holder.querySelectorAll(':scope > br')) line.remove();
  for (const box of holder.querySelectorAll('input')) box.remove();
  for (const element of holder.querySelectorAll('[data-level]')) for (const name of ['data-level', 'data-list']) element.removeAttribute(name);
  return [...holder.childNodes].map(node => (node.outerHTML ?? node.data.trim())).filter(Boolean).join('\n');
}
