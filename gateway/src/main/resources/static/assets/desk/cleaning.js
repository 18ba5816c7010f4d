// What word processors, mail programs and web pages put on the clipboard, as the few elements that an article has.
// It is parsed into a document that runs nothing and loads nothing, and built anew: what is not named here does not come in.

/** Taken as they are, without their attributes. */
const KEPT = new Set(['p', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'ul', 'ol', 'li', 'blockquote', 'pre', 'hr', 'br', 'table', 'tr', 'th', 'td', 'sup', 'sub', 'mark', 'del', 'strong', 'em', 'code']);
const CALLED = {b: 'strong', i: 'em', cite: 'em', dfn: 'em', var: 'em', s: 'del', strike: 'del', kbd: 'code', samp: 'code', tt: 'code', dt: 'p', dd: 'p', figcaption: 'p', caption: 'p', summary: 'p', address: 'p', listing: 'pre', xmp: 'pre'};
/** What stands apart from what is around it, and is nothing more. */
const APART = new Set(['div', 'section', 'article', 'main', 'header', 'footer', 'aside', 'nav', 'figure', 'details', 'dl', 'center', 'fieldset', 'form', 'body', 'hgroup', 'search']);
const DROPPED = new Set(['script', 'style', 'template', 'head', 'title', 'meta', 'link', 'base', 'noscript', 'svg', 'canvas', 'video', 'audio', 'object', 'embed', 'applet', 'map', 'button', 'select', 'textarea', 'progress', 'meter', 'dialog', 'rp', 'xml', 'iframe', 'frame', 'frameset']);
const BLOCKS = new Set(['p', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'ul', 'ol', 'li', 'blockquote', 'pre', 'hr', 'table', 'tr', 'th', 'td']);
const MONOSPACE = /mono|courier|consolas|menlo|monaco|typewriter/i;
const TRACKING = /^(?:utm_\w+|fbclid|gclid|dclid|gbraid|wbraid|msclkid|yclid|igshid|igsh|mc_[ce]id|_hs(?:enc|mi)|mkt_tok|vero_id|oly_\w+|si|ref_src|ref_url)$/i;
const STANDS = [...BLOCKS, ...APART].join();
/** Addresses that lead to others: the host, and the parameter that says where. */
const DETOURS = [[/^www\.google\.[a-z.]+$/, '/url', ['q', 'url']], [/\.safelinks\.protection\.outlook\.com$/, '/', ['url']], [/^lm?\.facebook\.com$/, '/l.php', ['u']], [/^www\.youtube\.com$/, '/redirect', ['q']]];
/** A footnote's mark, and the way back from its note, as Word, LibreOffice and Google Docs name them. */
const NOTE_MARK = /^#(?:_ftn|_edn|sdfootnote|sdendnote|ftnt)(\d+)(?:sym)?$/;
const NOTE_BACK = /^#(?:_ftnref|_ednref|ftnt_ref)(\d+)$|^#sd(?:foot|end)note(\d+)anc$/;

/**
 * @return `{tree, pictures, plain}`: a fragment of another document; how many pictures were left out, because no address
 *   leads to them; and whether there is nothing in it that plain text would not have
 */
export function cleaned(html) {
  const source = new DOMParser().parseFromString(html, 'text/html');
  const work = {document: document.implementation.createHTMLDocument(''), pictures: 0};
  const tree = work.document.createDocumentFragment();
  copyAll(work, source.body, tree);
  nestLists(tree);
  gatherWordLists(work, tree);
  gatherCode(work, tree);
  dropEmpty(tree);
  return {tree, pictures: work.pictures, plain: !tree.querySelector(':not(p, br, div)')};
}

function copyAll(work, from, to) {
  for (const child of from.childNodes) copy(work, child, to);
}

function copy(work, node, to) {
  if (node.nodeType === Node.TEXT_NODE) {
    to.append(work.document.createTextNode(node.data));
    return;
  }
  if (node.nodeType !== Node.ELEMENT_NODE) return;
  const name = node.localName;
  const style = styleOf(node);
  if (DROPPED.has(name) || isHidden(node, style)) return;
  // Word's line over the notes, which the site draws itself.
  if (name === 'hr' && /note-list/.test(styleOf(node.parentElement)['mso-element'] ?? '')) return;
  if (name === 'img' || name === 'v:imagedata') copyPicture(work, node, to);
  else if (name === 'a') copyLink(work, node, to);
  else if (name === 'input') copyBox(work, node, to);
  else if (name === 'pre' || name === 'listing' || name === 'xmp') copyCode(work, node, to);
  else copyElement(work, node, name, style, to);
}

function copyElement(work, node, name, style, to) {
  let kept = CALLED[name] ?? (KEPT.has(name) ? name : null);
  // What only looks bold in its place is none: Google Docs wraps all in such a one.
  if (kept === 'strong' && /^(?:normal|[1-4]00|lighter)$/.test(style['font-weight'] ?? '')) kept = null;
  if (kept === 'em' && style['font-style'] === 'normal') kept = null;
  if (kept === 'p') kept = paragraphOf(node);
  if (!kept && APART.has(name)) {
    const part = make(work, 'div', to);
    // What it says of its looks is for words right in it; of blocks it says only how they stand.
    copyAll(work, node, node.querySelector(STANDS) ? part : inlineMarks(work, node, style, part));
    return;
  }
  const inside = kept ? make(work, kept, to) : to;
  if (kept === 'p') noteList(node, style, inside);
  if (kept === 'ol' && Number(node.getAttribute('start')) > 1) inside.setAttribute('start', String(Math.trunc(Number(node.getAttribute('start')))));
  if (kept === 'td' || kept === 'th') for (const span of ['colspan', 'rowspan']) if (Number(node.getAttribute(span)) > 1) inside.setAttribute(span, String(Math.min(50, Math.trunc(Number(node.getAttribute(span))))));
  copyAll(work, node, kept === 'code' ? inside : inlineMarks(work, node, style, inside));
}

function paragraphOf(node) {
  const look = node.className;
  if (/\bMso(?:Intense)?Quote\b/.test(look)) return 'blockquote';
  if (/\bMsoTitle\b/.test(look)) return 'h1';
  if (/\bMsoSubtitle\b/.test(look)) return 'h2';
  const level = node.getAttribute('role') === 'heading' && Number(node.getAttribute('aria-level'));
  return level >= 1 && level <= 6 ? `h${level}` : 'p';
}

/** Elements for what a style says, one inside the other. */
function inlineMarks(work, node, style, to) {
  if (['td', 'th', 'table', 'tr', 'ul', 'ol', 'body'].includes(node.localName) || /^h[1-6]$/.test(node.localName)) return to;
  let inside = to;
  const weight = style['font-weight'] ?? '';
  if (/^(?:bold|bolder|[6-9]00)$/.test(weight)) inside = make(work, 'strong', inside);
  if (/^(?:italic|oblique)/.test(style['font-style'] ?? '')) inside = make(work, 'em', inside);
  if (/line-through/.test(style['text-decoration'] ?? style['text-decoration-line'] ?? '')) inside = make(work, 'del', inside);
  if (/^(?:super|sub)$/.test(style['vertical-align'] ?? '') && !['sup', 'sub'].includes(node.localName)) inside = make(work, style['vertical-align'] === 'super' ? 'sup' : 'sub', inside);
  if (MONOSPACE.test(style['font-family'] ?? node.getAttribute('face') ?? '') && !node.closest('code, kbd, samp, tt, pre')) inside = make(work, 'code', inside);
  return inside;
}

function make(work, name, to) {
  const element = work.document.createElement(name);
  to.append(element);
  return element;
}

/** Word says of a paragraph that it is an item, and how deep; the mark itself is text that Word says to pass over. */
function noteList(node, style, paragraph) {
  const list = style['mso-list'] ?? '';
  const level = /\blevel(\d+)/.exec(list);
  if (!level) return;
  const sign = [...node.querySelectorAll('span')].find(span => /ignore/i.test(styleOf(span)['mso-list'] ?? ''))?.textContent.trim() ?? '';
  paragraph.setAttribute('data-level', level[1]);
  paragraph.setAttribute('data-list', /^\(?(?:\d+|[a-z]|[ivxlc]+)[.)]/i.test(sign) ? 'ol' : 'ul');
}

function isHidden(node, style) {
  return node.hasAttribute('hidden') || node.getAttribute('aria-hidden') === 'true' || style.display === 'none' || style.visibility === 'hidden' || /all/.test(style['mso-hide'] ?? '') || /ignore/i.test(style['mso-list'] ?? '') || /comment-list|comment$/.test(style['mso-element'] ?? '');
}

/** What its `style` says, as written: the browser would leave out what it does not know, such as Word's. */
function styleOf(node) {
  const style = {};
  for (const part of (node.getAttribute('style') ?? '').split(';')) {
    const colon = part.indexOf(':');
    if (colon > 0) style[part.slice(0, colon).trim().toLowerCase()] = part.slice(colon + 1).trim().toLowerCase();
  }
  return style;
}

function copyPicture(work, node, to) {
  const width = Number(node.getAttribute('width') ?? NaN);
  const height = Number(node.getAttribute('height') ?? NaN);
  // A pixel that counts who looks.
  if (width <= 2 || height <= 2) return;
  const src = addressOf(node.getAttribute('src'), ['http:', 'https:']);
  if (!src) {
    work.pictures += 1;
    return;
  }
  const picture = make(work, 'img', to);
  picture.setAttribute('src', src);
  picture.setAttribute('alt', (node.getAttribute('alt') ?? '').replace(/\s+/g, ' ').trim());
}

function copyLink(work, node, to) {
  const href = node.getAttribute('href') ?? '';
  const mark = NOTE_MARK.exec(href);
  const back = NOTE_BACK.exec(href);
  if (mark || back) {
    const note = make(work, 'a', to);
    note.setAttribute(mark ? 'data-note' : 'data-back', mark ? mark[1] : back[1] ?? back[2]);
    note.textContent = node.textContent;
    return;
  }
  const address = addressOf(href, ['http:', 'https:', 'mailto:', 'tel:']);
  if (!address) {
    copyAll(work, node, to);
    return;
  }
  const link = make(work, 'a', to);
  link.setAttribute('href', address);
  copyAll(work, node, inlineMarks(work, node, styleOf(node), link));
}

/** Where it leads, without what only tells on who follows it; null where that is nowhere. */
function addressOf(typed, schemes) {
  const text = (typed ?? '').trim();
  if (/^\/(?!\/)/.test(text)) return text;
  let url;
  try {
    url = new URL(text);
  } catch {
    return null;
  }
  if (!schemes.includes(url.protocol)) return null;
  for (const [host, path, names] of DETOURS) {
    const target = host.test(url.hostname) && url.pathname === path ? names.map(name => url.searchParams.get(name)).find(Boolean) : null;
    if (target && /^https?:/i.test(target)) return addressOf(target, schemes);
  }
  const told = [...url.searchParams.keys()].filter(name => TRACKING.test(name));
  if (!told.length) return text;
  for (const name of told) url.searchParams.delete(name);
  return url.href;
}

/** The box of a task. */
function copyBox(work, node, to) {
  if (node.getAttribute('type') !== 'checkbox' || !node.closest('li')) return;
  const box = make(work, 'input', to);
  box.setAttribute('type', 'checkbox');
  if (node.hasAttribute('checked')) box.setAttribute('checked', '');
}

function copyCode(work, node, to) {
  for (const line of node.querySelectorAll('br')) line.replaceWith('\n');
  const pre = make(work, 'pre', to);
  const code = make(work, 'code', pre);
  const names = [node, ...node.querySelectorAll('code'), node.parentElement].map(each => each?.getAttribute('class') ?? '').join(' ');
  const language = /\b(?:language|lang|highlight-source|brush:)-?\s*([a-z0-9+#-]+)/i.exec(names);
  if (language) code.setAttribute('class', `language-${language[1].toLowerCase()}`);
  code.textContent = node.textContent.replace(/^\n|\n$/g, '').replace(/\u00a0/g, ' ');
}

// ---- mending ----

/** A list right within a list belongs to the item before it: so Google Docs and some mail programs have it. */
function nestLists(tree) {
  for (const list of tree.querySelectorAll(':is(ul, ol) > :is(ul, ol)')) {
    const before = list.previousElementSibling;
    if (before?.localName === 'li') before.append(list);
  }
}

function gatherWordLists(work, tree) {
  for (const first of tree.querySelectorAll('p[data-level]')) {
    if (!first.isConnected && !first.parentNode) continue;
    const open = [];
    let next = first;
    while (next?.localName === 'p' && next.hasAttribute('data-level')) {
      const item = next;
      next = nextThatCounts(item);
      const level = Math.min(9, Number(item.dataset.level));
      while (open.length > level) open.pop();
      if (open.length === level && open.at(-1).localName !== item.dataset.list) open.pop();
      while (open.length < level) {
        const list = work.document.createElement(item.dataset.list);
        if (!open.length) {
          first.parentNode.insertBefore(list, item);
        } else {
          const parent = open.at(-1);
          (parent.lastElementChild ?? make(work, 'li', parent)).append(list);
        }
        open.push(list);
      }
      const line = make(work, 'li', open.at(-1));
      line.append(...item.childNodes);
      item.remove();
    }
  }
}

function nextThatCounts(node) {
  let next = node.nextSibling;
  while (next && next.nodeType === Node.TEXT_NODE && !next.data.trim()) next = next.nextSibling;
  return next;
}

/** Paragraphs that are code from one end to the other, one after the other, are one block of it. */
function gatherCode(work, tree) {
  const isCode = node => node?.nodeType === Node.ELEMENT_NODE && ['p', 'div'].includes(node.localName) && node.textContent.trim() !== ''
    && [...node.childNodes].every(child => child.localName === 'code' || child.localName === 'br' || (child.nodeType === Node.TEXT_NODE && !child.data.trim()));
  for (const first of [...tree.querySelectorAll('p, div')].filter(isCode)) {
    if (!first.parentNode || !isCode(nextThatCounts(first))) continue;
    const lines = [];
    const pre = work.document.createElement('pre');
    first.parentNode.insertBefore(pre, first);
    for (let line = first; isCode(line);) {
      const next = nextThatCounts(line);
      lines.push(line.textContent.replace(/\u00a0/g, ' ').trimEnd());
      line.remove();
      line = next;
    }
    make(work, 'code', pre).textContent = lines.join('\n');
  }
}

function dropEmpty(tree) {
  for (const element of [...tree.querySelectorAll('*')].reverse()) {
    const isMark = element.localName === 'a' && (element.dataset.note || element.dataset.back);
    if (['br', 'hr', 'img', 'input', 'td', 'th', 'tr', 'li'].includes(element.localName) || isMark) continue;
    if (!element.textContent.trim() && !element.querySelector('img, hr, input, td')) {
      if (BLOCKS.has(element.localName) || element.localName === 'div') element.remove();
      else element.replaceWith(element.textContent || '');
    }
  }
}
