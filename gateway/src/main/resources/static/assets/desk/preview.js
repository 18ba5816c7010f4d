// The text as readers would see it, beside what is typed: rendered by the server, in a tree of its own with the site's styles.
import {Problem, requestUnasked} from './api.js';
import {h} from './dom.js';
import {following} from './following.js';
import {patching} from './patching.js';
import {scrollsByKeys} from './scrolling.js';

/** In milliseconds: after the last change; while changes go on; and after a failure that passes. */
const AFTER = 200;
const WITHIN = 1_000;
const AGAIN_AFTER = 3_000;
/** In UTF-16 units of HTML: from here on blocks out of sight are laid out when they come into it. */
const LONG = 40_000;

/**
 * @param title,summary,body the controls
 * @param format of the body, as the API calls it
 * @param isOpen whether somebody sees it
 */
export function livePreview({title, summary, body, format, isOpen}) {
  const heading = h('h2', {class: 'preview-title', dir: 'auto'});
  const standfirst = h('p', {class: 'standfirst', dir: 'auto'});
  const prose = h('div', {class: 'prose', dir: 'auto'});
  const host = h('div', {class: 'preview-page'});
  const said = h('p', {class: 'hint preview-said', role: 'status'});
  const element = h('section', {class: 'preview', tabindex: '0', 'aria-label': 'Preview', hidden: true}, said, host);
  const root = host.attachShadow({mode: 'open'});
  root.append(...styles(), heading, standfirst, prose);

  const blocks = patching(prose, added);
  const follow = following({body, pane: element, blocks: blocks.blocks});
  let timer = 0;
  let waitingSince = 0;
  let underway = false;
  let wanted = true;
  let stopped = false;
  let shown = null;
  let notBefore = 0;

  function soon() {
    wanted = true;
    if (!isOpen() || underway || stopped) return;
    waitingSince ||= Date.now();
    clearTimeout(timer);
    timer = setTimeout(render, Math.max(0, Math.min(AFTER, waitingSince + WITHIN - Date.now()), notBefore - Date.now()));
  }

  async function render() {
    if (!wanted || !isOpen() || underway || stopped) return;
    clearTimeout(timer);
    wanted = false;
    waitingSince = 0;
    underway = true;
    draw();
    const text = {body: body.value, format: format()};
    try {
      if (shown !== text.body) {
        const {answer} = await requestUnasked('POST', '/api/previews', {body: text});
        prose.classList.toggle('long', answer.bodyHtml.length > LONG);
        await blocks.show(answer.bodyHtml);
        shown = text.body;
      }
      follow.caret();
      say('');
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      if (problem.passes) {
        wanted = true;
        notBefore = Date.now() + Math.max(AGAIN_AFTER, problem.retryAfter * 1_000);
      }
      say(problem.errors.length ? `This cannot be shown: the text ${problem.errors[0].message}.` : `${problem.title}. This is what it was before.`);
    } finally {
      underway = false;
    }
    if (wanted) soon();
  }

  function draw() {
    heading.textContent = title.value;
    standfirst.textContent = summary.value;
    standfirst.hidden = !summary.value;
  }

  function say(text) {
    if (said.textContent !== text) said.textContent = text;
  }

  /** A link within the text leads there; any other opens a new tab, so that what is written stays. */
  root.addEventListener('click', event => {
    const link = event.target.closest?.('a[href^="#"]');
    if (!link) return;
    event.preventDefault();
    const target = root.getElementById(idOf(link));
    if (!target) return;
    if (!target.hasAttribute('tabindex')) target.tabIndex = -1;
    target.focus();
  });

  return {
    element,
    soon,
    opened: render,
    /** The text was scrolled, or the caret set. */
    scrolled: () => isOpen() && follow.scrolled(),
    moved: () => isOpen() && follow.caret(),
    stop: () => {
      stopped = true;
      clearTimeout(timer);
    },
  };
}

function idOf(link) {
  const id = link.getAttribute('href').slice(1);
  try {
    return decodeURIComponent(id);
  } catch {
    return id;
  }
}

/** The site's, as this page has them, and those of the place where it stands. */
function styles() {
  return [...document.querySelectorAll('link[rel="stylesheet"]')].map(link =>
    h('link', {rel: 'stylesheet', href: link.href.replace(/\/desk\/desk\.css$/, '/desk/preview.css')}));
}

function added(element) {
  // As many as an article may have: those out of sight are not worth a wait.
  for (const picture of element.matches('img') ? [element] : element.querySelectorAll('img')) picture.loading = 'lazy';
  for (const link of element.matches('a[href]') ? [element] : element.querySelectorAll('a[href]')) {
    if (link.getAttribute('href').startsWith('#')) {
      link.removeAttribute('target');
      continue;
    }
    link.target = '_blank';
    link.rel = 'noopener noreferrer nofollow';
  }
  scrollsByKeys(element);
}
