// How long a text is: words in any script, and the minutes that it takes to read. Counted while the browser has nothing else to do.
import {h} from './dom.js';
import {idleSlices} from './slices.js';

/** In milliseconds, after the last change. */
const AFTER = 250;
/** As the server has it: words, and letters of scripts without spaces. */
const WORDS_A_MINUTE = 220;
const LETTERS_A_MINUTE = 500;
/** In UTF-16 units: what is counted in one go, where a line is longer. */
const PART = 2_000;

const STANDS_ALONE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/gu;
const WORD = /[\p{L}\p{N}\p{M}]+(?:['’.][\p{L}\p{N}\p{M}]+)*/gu;
/** What readers do not see: pictures, where links lead, tags, where a footnote stands. */
const UNSEEN = /!\[[^\]]*\]\([^)]*\)|(?<=\])\([^)]*\)|<[^>]*>|\[\^[^\]]*\]:?/g;
const segmenter = Intl.Segmenter ? new Intl.Segmenter(undefined, {granularity: 'word'}) : null;

/** @param text gives what is to be counted */
export function measure(text) {
  const element = h('p', {class: 'soft word-count'});
  let timer = 0;
  let run = 0;
  /** What each line of the last count had. */
  let known = new Map();

  function soon() {
    clearTimeout(timer);
    timer = setTimeout(count, AFTER);
  }

  async function count() {
    const mine = ++run;
    const pause = idleSlices();
    const lines = new Map();
    let words = 0;
    let spaced = 0;
    let letters = 0;
    await pause();
    for (const line of text().split('\n')) {
      let found = known.get(line) ?? lines.get(line);
      if (!found) {
        found = {words: 0, spaced: 0, letters: 0};
        for (const part of partsOf(line.replace(UNSEEN, ' '))) {
          await pause();
          if (mine !== run) return;
          add(found, part);
        }
      }
      lines.set(line, found);
      words += found.words;
      spaced += found.spaced;
      letters += found.letters;
    }
    known = lines;
    const minutes = Math.max(1, Math.ceil(spaced / WORDS_A_MINUTE + letters / LETTERS_A_MINUTE));
    const said = `${words.toLocaleString()} ${words === 1 ? 'word' : 'words'}${words ? `, ${minutes} min to read` : ''}`;
    if (element.textContent !== said) element.textContent = said;
  }

  return {
    element,
    soon,
    stop: () => {
      run += 1;
      clearTimeout(timer);
    },
  };
}

function add(found, text) {
  const letters = text.match(STANDS_ALONE)?.length ?? 0;
  found.letters += letters;
  const plain = letters ? text.replace(STANDS_ALONE, ' ') : text;
  found.spaced += plain.match(WORD)?.length ?? 0;
  found.words += letters ? wordsIn(text) : plain.match(WORD)?.length ?? 0;
}

function wordsIn(text) {
  if (!segmenter) return text.match(WORD)?.length ?? 0;
  let words = 0;
  for (const {isWordLike} of segmenter.segment(text)) if (isWordLike) words += 1;
  return words;
}

/** Cut at spaces where there are some. */
function* partsOf(line) {
  let from = 0;
  while (line.length - from > PART) {
    const space = line.lastIndexOf(' ', from + PART);
    const to = space > from ? space : from + PART;
    yield line.slice(from, to);
    from = to;
  }
  yield line.slice(from);
}
