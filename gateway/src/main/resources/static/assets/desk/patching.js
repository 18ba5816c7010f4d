// Brings rendered HTML into the page block by block: what stayed the same is not touched, and pictures in it do not load again.
// Within a block only what differs is: were the block exchanged, a browser would style and lay out all that stand beside it anew.
import {slices} from './slices.js';

const TAG = /<(\/?)([a-z][a-z0-9-]*)(?:"[^"]*"|[^>"])*>/gi;
const WITHOUT_END = new Set(['area', 'base', 'br', 'col', 'embed', 'hr', 'img', 'input', 'link', 'meta', 'param', 'source', 'track', 'wbr']);

/** The elements at the top of HTML that a serialiser wrote, one by one, with the text before each. */
function* blocksOf(html) {
  let depth = 0;
  let from = 0;
  TAG.lastIndex = 0;
  for (let at = 0; ; at = TAG.lastIndex) {
    TAG.lastIndex = at;
    const tag = TAG.exec(html);
    if (!tag) break;
    const [whole, end, name] = tag;
    if (end) depth -= 1;
    else if (!WITHOUT_END.has(name.toLowerCase()) && !whole.endsWith('/>')) depth += 1;
    if (depth > 0) {
      yield null;
      continue;
    }
    depth = 0;
    // What only sets blocks apart belongs to the one before it.
    const space = /\s*/y;
    space.lastIndex = TAG.lastIndex;
    space.exec(html);
    TAG.lastIndex = space.lastIndex;
    yield html.slice(from, TAG.lastIndex);
    from = TAG.lastIndex;
  }
  if (from < html.length) yield html.slice(from);
}

const parsed = html => {
  const template = document.createElement('template');
  template.innerHTML = html;
  return [...template.content.childNodes];
};

const ofOneKind = (nodes, others) => nodes.length === others.length && nodes.every((node, index) => node.nodeName === others[index].nodeName);

/** Makes `live` what `after` is. It was made of `before`, and has what the page added to it since: that stays. */
function change(live, before, after) {
  if (!(after instanceof Element)) {
    live.nodeValue = after.nodeValue;
    return;
  }
  for (const {name} of before.attributes) if (!after.hasAttribute(name)) live.removeAttribute(name);
  for (const {name, value} of after.attributes) if (before.getAttribute(name) !== value) live.setAttribute(name, value);
  const was = [...before.childNodes];
  const is = [...after.childNodes];
  let first = 0;
  while (first < was.length && first < is.length && was[first].isEqualNode(is[first])) first += 1;
  let same = 0;
  while (same < Math.min(was.length, is.length) - first && was.at(-1 - same).isEqualNode(is.at(-1 - same))) same += 1;
  const end = live.childNodes[was.length - same] ?? null;
  const old = [...live.childNodes].slice(first, was.length - same);
  const changed = was.slice(first, was.length - same);
  const wanted = is.slice(first, is.length - same);
  if (ofOneKind(changed, wanted)) {
    wanted.forEach((node, index) => change(old[index], changed[index], node));
  } else {
    for (const node of old) node.remove();
    for (const node of wanted) live.insertBefore(node, end);
  }
}

/**
 * @param place what has the blocks as its children, and nothing else
 * @param added is told of each element that is new, or in which something changed
 */
export function patching(place, added) {
  /** What is shown: each `{html, nodes}`. */
  let shown = [];

  function furnished(html, nodes) {
    for (const node of nodes) if (node instanceof Element) added(node);
    return {html, nodes};
  }

  /** The block with other HTML, if its elements are the same; or null. */
  function changed({html: old, nodes}, html) {
    const before = parsed(old);
    const after = parsed(html);
    if (!ofOneKind(before, after)) return null;
    after.forEach((node, index) => change(nodes[index], before[index], node));
    return furnished(html, nodes);
  }

  function takeAway(block) {
    for (const node of block.nodes) node.remove();
  }

  /** Shows other HTML; the promise is kept when all of it is there. Not to be called again before. */
  async function show(html) {
    const pause = slices();
    let first = 0;
    let from = 0;
    while (first < shown.length && html.startsWith(shown[first].html, from)) from += shown[first++].html.length;
    let last = shown.length;
    let to = html.length;
    while (last > first && to - shown[last - 1].html.length >= from && html.endsWith(shown[last - 1].html, to)) to -= shown[--last].html.length;

    const before = shown.slice(0, first);
    const old = shown.slice(first, last);
    const after = shown.slice(last);
    const places = new Map();
    old.forEach((block, index) => {
      if (!places.has(block.html)) places.set(block.html, []);
      places.get(block.html).push(index);
    });
    const texts = [];
    for (const text of blocksOf(html.slice(from, to))) {
      await pause();
      if (text !== null) texts.push(text);
    }
    const wanted = new Set(texts);
    const end = after[0]?.nodes[0] ?? null;
    let next = 0;
    for (const text of texts) {
      await pause();
      const same = places.get(text)?.find(index => index >= next);
      if (same !== undefined) {
        while (next < same) takeAway(old[next++]);
        before.push(old[next++]);
        continue;
      }
      const instead = next < old.length && !wanted.has(old[next].html) && changed(old[next], text);
      if (instead) {
        before.push(instead);
        next += 1;
        continue;
      }
      const block = furnished(text, parsed(text));
      const target = old[next]?.nodes[0] ?? end;
      for (const node of block.nodes) place.insertBefore(node, target);
      before.push(block);
    }
    while (next < old.length) takeAway(old[next++]);
    shown = [...before, ...after];
  }

  return {show, blocks: () => shown};
}
