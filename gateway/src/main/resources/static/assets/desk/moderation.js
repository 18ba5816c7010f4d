// The moderation queue: read, judge, next. One comment at a time by keys, or many at once.
import {get, getList, newKey, request} from './api.js';
import {bdi, focusOn, h, letterOf, problemBox, rendered, timeTag, toast} from './dom.js';
import {growingList} from './lists.js';

const TABS = [['held', 'To decide'], ['pending', 'Being checked'], ['approved', 'Approved'], ['rejected', 'Rejected']];
const DECISIONS = {
  approve: {label: 'Approve', key: 'a', done: 'approved'},
  reject: {label: 'Reject', key: 'r', done: 'rejected'},
  spam: {label: 'Spam', key: 's', done: 'marked as spam'},
};
const PAGE = 50;
/** As many as the service takes at once. */
const DECIDED_AT_ONCE = 100;
const LOOK_AGAIN = 20_000;
const PAGES_LOOKED_THROUGH = 10;
const WHY_NOT = {
  unknown: 'A comment is not here any more.',
  changed: 'A text was changed after you read it. It is shown as it is now.',
};
/** Nothing was typed that a field of the API could be wrong with. */
const MISFIT = {title: 'That could not be decided', detail: 'The site may have been renewed meanwhile. Please reload the page and try again.'};
const NOTHING = {
  held: ['All read', 'No comment waits for a decision. New ones appear here by themselves.'],
  pending: ['Nothing in between', 'Comments stay here for a moment only, while they are checked.'],
  approved: ['None yet', 'Comments that readers can see are listed here.'],
  rejected: ['None yet', 'Comments that were turned away are listed here, and can still be approved.'],
};

/** @param kept what this place in the browser's history remembers of an earlier look at the queue */
export function moderation(status, kept) {
  const chosen = new Set();
  const versions = new Map();
  const articles = new Map();
  let timer = 0;
  let closed = false;
  let place = 0;

  const queue = `/api/moderation/comments?status=${encodeURIComponent(status)}`;
  const list = h('ol', {class: 'queue', role: 'list'});
  const trouble = h('div', {tabindex: '-1'});
  const bulkCount = h('span', {role: 'status'});
  const all = h('input', {type: 'checkbox', id: 'choose-all', onchange: () => chooseAll(all.checked)});
  const bulk = h('div', {class: 'bulk', hidden: true}, h('label', {class: 'check', for: 'choose-all'}, all, ' All'), bulkCount, buttonsFor(() => [...chosen]));
  const help = h('details', {class: 'keys'}, h('summary', {}, 'Keys'), h('p', {}, [['j', 'next'], ['k', 'previous'], ['a', 'approve'], ['r', 'reject'], ['s', 'spam'], ['x', 'choose']].map(([key, what]) => [h('kbd', {}, key), ` ${what}  `])));
  const rows = growingList({
    list,
    kept,
    page: PAGE,
    load: (count, after) => getList(queue, count, after),
    draw: card,
    target: item => item,
    nothing: () => {
      const [title, text] = NOTHING[status] ?? NOTHING.held;
      return h('div', {class: 'empty'}, h('h2', {}, title), h('p', {}, text));
    },
    counted: count => `${count} ${count === 1 ? 'comment' : 'comments'}`,
    changed: drawBulk,
  });
  const element = h(
    'section',
    {class: 'page', 'aria-labelledby': 'moderation-title'},
    h('header', {class: 'page-head'}, h('h1', {id: 'moderation-title'}, 'Comments', h('span', {class: 'visually-hidden'}, `: ${TABS.find(([name]) => name === status)?.[1] ?? status}`)), help),
    h('nav', {class: 'tabs', 'aria-label': 'Which comments'}, TABS.map(([name, label]) => h('a', {class: 'tab', href: `#/comments/${name}`, 'aria-current': name === status ? 'page' : null}, label))),
    trouble,
    bulk,
    list,
    rows.foot,
  );

  function buttonsFor(ids) {
    return h('div', {class: 'row decide'}, Object.entries(DECISIONS)
      .filter(([name]) => !(status === 'approved' && name === 'approve'))
      .map(([name, {label, key}]) => h('button', {type: 'button', class: `button ${name === 'approve' ? '' : 'button-quiet'} ${name === 'spam' ? 'button-danger' : ''}`, title: key, onclick: () => decide(ids(), name)}, label)));
  }

  // ---- loading ----

  const find = id => list.querySelector(`[data-id="${CSS.escape(id)}"]`);

  /** New ones join the end, and those that somebody else decided go, so that nothing moves under the hand. */
  async function lookAgain() {
    clearTimeout(timer);
    if (closed) return;
    if (!document.hidden) {
      try {
        const found = await getList(queue, PAGE, null, {unasked: true});
        if (closed) return;
        const fresh = found.items.filter(comment => !find(comment.id));
        list.append(...fresh.map(card));
        if (!found.next && !rows.hasMore()) {
          const known = new Set(found.items.map(comment => comment.id));
          for (const item of [...list.children]) {
            if (!known.has(item.dataset.id) && !item.contains(document.activeElement)) drop(item);
          }
        }
        rows.drawFoot();
      } catch {
        // The next look may do better; what is on the page stays.
      }
    }
    timer = setTimeout(lookAgain, LOOK_AGAIN);
  }

  // ---- one comment ----

  function card(comment) {
    versions.set(comment.id, comment.version);
    const name = comment.author.name || 'somebody whose name was erased';
    const box = h('input', {type: 'checkbox', 'aria-label': `Choose the comment by ${name}`, onchange: () => choose(comment.id, box.checked)});
    const verdict = comment.verdict;
    const score = typeof verdict?.score === 'number' ? Math.round(Math.min(1, Math.max(0, verdict.score)) * 100) : null;
    return h(
      'li',
      {class: 'queue-item', 'data-id': comment.id, tabindex: '-1', 'aria-label': `Comment by ${name}`},
      h('header', {},
        h('label', {class: 'check'}, box),
        h('div', {},
          h('p', {class: 'queue-author'}, h('strong', {}, bdi(comment.author.name)), comment.author.email ? bdi(comment.author.email, {class: 'soft'}) : null, webLink(comment.author.website)),
          h('p', {class: 'soft'}, timeTag(comment.createdAt), comment.parentId ? ' · a reply' : '', ' · on ', articleLink(comment)))),
      rendered(comment.bodyHtml, 'comment-body', {role: 'group', 'aria-label': 'What it says'}),
      verdict ? h('div', {class: 'verdict'},
        score === null ? null : h('p', {class: 'score'}, h('meter', {min: '0', max: '100', low: '35', high: '70', optimum: '0', value: String(score), 'aria-label': 'How unwanted it looks'}), h('span', {}, `${score} of 100`)),
        verdict.reasons?.length ? h('ul', {}, verdict.reasons.map(reason => h('li', {dir: 'auto'}, reasonText(reason)))) : h('p', {class: 'soft'}, 'The rules found nothing.')) : null,
      buttonsFor(() => [comment.id]),
    );
  }

  /** By its title where the answer has it, else asked for once. */
  function articleLink(comment) {
    const known = comment.article;
    const link = h('a', {target: '_blank', rel: 'noopener'}, bdi(known?.title || 'an article'));
    if (known?.slug) link.href = `/articles/${known.slug}`;
    else if (comment.articleId) nameArticle(comment.articleId, link);
    return link;
  }

  async function nameArticle(id, link) {
    if (!articles.has(id)) articles.set(id, get(`/api/drafts/${id}`).then(({answer}) => answer).catch(() => null));
    const article = await articles.get(id);
    if (!article) return;
    link.replaceChildren(bdi(article.title || 'an article'));
    link.href = `/articles/${article.slug}`;
  }

  // ---- choosing and deciding ----

  function choose(id, on) {
    if (on) chosen.add(id);
    else chosen.delete(id);
    find(id)?.classList.toggle('chosen', on);
    drawBulk();
  }

  function chooseAll(on) {
    for (const item of list.children) {
      item.querySelector('input[type="checkbox"]').checked = on;
      choose(item.dataset.id, on);
    }
  }

  function drawBulk() {
    bulk.hidden = list.children.length < 2;
    bulk.querySelector('.decide').hidden = chosen.size === 0;
    bulkCount.textContent = chosen.size ? `${chosen.size} chosen` : '';
    all.checked = chosen.size > 0 && chosen.size === list.children.length;
    all.indeterminate = chosen.size > 0 && !all.checked;
  }

  async function decide(ids, decision) {
    const items = ids.map(find).filter(item => item && !item.classList.contains('deciding'));
    if (!items.length) return;
    trouble.replaceChildren();
    for (const item of items) item.classList.add('deciding');
    try {
      const outcome = await decided(items, decision);
      const nextItem = following(outcome.going);
      for (const item of outcome.going) drop(item);
      await tell(outcome, DECISIONS[decision].done);
      if (closed) return;
      rows.drawFoot();
      await goOn(outcome, nextItem);
    } finally {
      for (const item of items) item.classList.remove('deciding');
    }
  }

  /** Which of them go, those that were not decided with their outcome, and what stopped it before the rest, or null. */
  async function decided(items, decision) {
    const going = [];
    const failures = new Map();
    for (let from = 0; from < items.length; from += DECIDED_AT_ONCE) {
      const part = items.slice(from, from + DECIDED_AT_ONCE);
      const commentIds = part.map(item => item.dataset.id);
      // With what was read: a text that its writer changed since is not decided unread.
      const read = Object.fromEntries(commentIds.map(id => [id, versions.get(id)]));
      try {
        const {answer} = await request('POST', '/api/moderation/decisions', {body: {commentIds, decision, versions: read}, key: newKey()});
        for (const {id, outcome} of answer.items) if (outcome in WHY_NOT) failures.set(id, outcome);
        going.push(...part.filter(item => !failures.has(item.dataset.id)));
      } catch (problem) {
        return {going, failures, problem};
      }
    }
    return {going, failures, problem: null};
  }

  /** What stopped it says how to go on with the rest, which stay chosen. */
  async function tell({going, failures, problem}, done) {
    const reasons = [...new Set(failures.values())].map(outcome => WHY_NOT[outcome]);
    trouble.replaceChildren(...[
      failures.size ? problemBox({title: `${failures.size} of ${going.length + failures.size} could not be decided`, detail: reasons.join(' ')}) : null,
      problem ? problemBox(problem.errors?.length ? MISFIT : problem) : null,
    ].filter(Boolean));
    await redraw([...failures.keys()]);
    if (going.length) toast(going.length === 1 ? `The comment is ${done}.` : `${going.length} comments are ${done}.`, 'toast-good');
  }

  async function goOn({failures, problem}, nextItem) {
    if (failures.size) showTrouble([...failures.keys()][0]);
    else if (problem) {
      trouble.scrollIntoView({block: 'nearest'});
      if (document.activeElement === document.body) focusOn(trouble);
    } else if (nextItem) focusItem(nextItem);
    else {
      if (rows.hasMore()) await rows.more();
      if (list.children.length) focusItem(list.firstElementChild);
      else rows.focusFoot();
    }
  }

  /** To the message, not to the comment: the next press of a key must not decide a text that was just drawn again. */
  function showTrouble(id) {
    place = Math.max(0, [...list.children].indexOf(find(id)));
    trouble.focus({preventScroll: true});
    trouble.scrollIntoView({block: 'nearest'});
  }

  /** Shows these as the queue has them now; one that has left it goes. */
  async function redraw(ids) {
    const wanted = new Set(ids);
    let after = null;
    for (let pages = 0; wanted.size && pages < PAGES_LOOKED_THROUGH; pages += 1) {
      const found = await getList(queue, PAGE, after).catch(() => null);
      if (!found) return;
      for (const comment of found.items.filter(each => wanted.delete(each.id))) {
        choose(comment.id, false);
        find(comment.id)?.replaceWith(card(comment));
      }
      after = found.next;
      if (!after) {
        for (const id of wanted) if (find(id)) drop(find(id));
        return;
      }
    }
  }

  function following(going) {
    const last = going.at(-1);
    if (!last) return null;
    for (let item = last.nextElementSibling; item; item = item.nextElementSibling) if (!going.includes(item)) return item;
    for (let item = last.previousElementSibling; item; item = item.previousElementSibling) if (!going.includes(item)) return item;
    return null;
  }

  function drop(item) {
    chosen.delete(item.dataset.id);
    versions.delete(item.dataset.id);
    item.remove();
  }

  function focusItem(item) {
    item.focus({preventScroll: true});
    item.scrollIntoView({block: 'nearest'});
  }

  // ---- keys ----

  function pressed(event) {
    // A key that is held down must not decide what nobody has read.
    if (event.repeat || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || document.querySelector('dialog[open]')) return;
    if (event.target.closest?.('input:not([type="checkbox"]), textarea, select')) return;
    const items = [...list.children];
    const current = document.activeElement?.closest?.('.queue-item');
    const index = items.indexOf(current);
    const letter = letterOf(event);
    if (letter === 'j' || letter === 'k') {
      const step = letter === 'j' ? index + 1 : index - 1;
      const wanted = items[Math.max(0, Math.min(current ? step : place, items.length - 1))];
      if (wanted) focusItem(wanted);
    } else if (letter === 'x' && current) {
      const box = current.querySelector('input[type="checkbox"]');
      box.checked = !box.checked;
      choose(current.dataset.id, box.checked);
    } else {
      const decision = Object.keys(DECISIONS).find(name => DECISIONS[name].key === letter);
      if (!decision || (status === 'approved' && decision === 'approve')) return;
      if (!current && !bulk.contains(document.activeElement)) return;
      if (chosen.size) decide([...chosen], decision);
      else if (current) decide([current.dataset.id], decision);
      else return;
    }
    event.preventDefault();
  }

  document.addEventListener('keydown', pressed);
  rows.start();
  timer = setTimeout(lookAgain, LOOK_AGAIN);
  return {
    element,
    remember: rows.remember,
    close() {
      closed = true;
      clearTimeout(timer);
      document.removeEventListener('keydown', pressed);
    },
  };
}

function reasonText(reason) {
  return typeof reason === 'string' ? reason : reason.text ?? reason.message ?? reason.rule ?? '';
}

/** A stranger's address is shown to be read; only a web address can be followed. */
function webLink(website) {
  if (!website) return null;
  return /^https?:\/\//i.test(website)
    ? h('a', {href: website, target: '_blank', rel: 'noopener noreferrer nofollow', class: 'soft'}, bdi(website))
    : bdi(website, {class: 'soft'});
}
