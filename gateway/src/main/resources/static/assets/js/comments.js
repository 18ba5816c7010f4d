// <pressroom-comments article="…">: a thread that stays current, and a form that posts without leaving the page.
import {clearErrors, errorsOf, isAddress, isBusy, send, showErrors, statusOf, whileBusy, wordsOf} from './forms.js';
import {forget, remember, written as writtenHere} from './own.js';

const INKS = ['ink-c', 'ink-m', 'ink-y', 'ink-k'];
const LANGUAGE = document.documentElement.lang || undefined;
const WRITER = 'pressroom-writer';
const FIRST_LOOK = 1500;
const LAST_LOOK = 60_000;
const CLOSED_AFTER = 30_000;
const FIRST_RETRY = 10_000;
const LAST_RETRY = 120_000;
const LONGEST_TIMER = 2 ** 31 - 1;
/** What to say of a comment that was refused, by its status. */
const POST_PROBLEMS = {400: 'refused', 401: 'forbidden', 403: 'forbidden', 404: 'closed', 409: 'closed', 422: 'refused', 429: 'limited'};
const CHANGE_PROBLEMS = {...POST_PROBLEMS, 404: 'late', 409: 'late'};

class PressroomComments extends HTMLElement {
  connectedCallback() {
    if (this.words) {
      this.listen();
      return;
    }
    this.words = wordsOf(this);
    this.blank = this.querySelector('template[data-blank="comment"]')?.content.firstElementChild;
    // What was written in this browser, by id: its token, and what the service last said of it.
    this.own = new Map();
    this.pointers = new Map();
    this.seen = this.dataset.version ?? '';
    this.failures = 0;
    this.live = document.createElement('p');
    this.live.className = 'visually-hidden';
    this.live.setAttribute('aria-live', 'polite');
    this.append(this.live);
    for (const time of this.querySelectorAll('.when time')) time.textContent = written(time.dateTime);
    if (this.lookElsewhere()) return;
    this.prepareForm();
    this.addEventListener('click', event => this.clicked(event));
    this.listen();
    for (const {id, editToken} of writtenHere(this.articleId)) {
      this.own.set(id, {editToken});
      this.look(id, 0);
    }
  }

  disconnectedCallback() {
    document.removeEventListener('visibilitychange', this.onVisibility);
    clearTimeout(this.hiddenTimer);
    this.close();
  }

  get articleId() {
    return this.getAttribute('article');
  }

  // ---- the stream ----

  /** Listens while the page is looked at: one that stays in the background costs the server nothing. */
  listen() {
    if (!this.blank || !('EventSource' in window)) return;
    this.onVisibility ??= () => {
      clearTimeout(this.hiddenTimer);
      if (document.hidden) this.hiddenTimer = setTimeout(() => this.close(), CLOSED_AFTER);
      else this.open();
    };
    document.addEventListener('visibilitychange', this.onVisibility);
    this.open();
  }

  /** Goes on from what the page shows: it may have been kept for a while before it came here. */
  open() {
    if (document.hidden || this.stream) return;
    clearTimeout(this.retryTimer);
    const after = this.seen ? `?after=${encodeURIComponent(this.seen)}` : '';
    const stream = new EventSource(`/api/articles/${this.articleId}/comments/stream${after}`);
    const on = (name, show) => stream.addEventListener(name, event => {
      this.seen = event.lastEventId || this.seen;
      show(JSON.parse(event.data));
    });
    on('comment-approved', comment => this.approved(comment));
    on('comment-edited', comment => this.edited(comment));
    on('comment-removed', comment => this.withdrawn(comment));
    stream.addEventListener('open', () => {
      this.failures = 0;
    });
    // A lost connection comes back by itself. One that was refused, as in an outage or where too many listen, does not:
    // it is tried again after a while, and the page stays as it is meanwhile.
    stream.addEventListener('error', () => {
      if (stream.readyState !== EventSource.CLOSED || this.stream !== stream) return;
      this.stream = null;
      const wait = Math.min(LAST_RETRY, FIRST_RETRY * 2 ** this.failures) * (0.5 + Math.random());
      this.failures += 1;
      this.retryTimer = setTimeout(() => this.open(), wait);
    });
    this.stream = stream;
  }

  close() {
    clearTimeout(this.retryTimer);
    this.stream?.close();
    this.stream = null;
  }

  approved(comment) {
    const present = this.find(comment.id);
    if (present && !('unseen' in present.dataset)) {
      this.edited(comment);
      return;
    }
    if (present) {
      delete present.dataset.unseen;
      this.redraw(present, comment);
      this.say(this.words('approved'));
    } else if (this.belongsHere(comment)) {
      this.place(this.item(comment), comment.parentId);
      this.say(this.words('arrived'));
    } else {
      this.pointTo(comment.id, this.words(this.own.has(comment.id) ? 'approved' : 'arrived'));
    }
    this.find(comment.id)?.classList.add('comment-new');
    this.count(1);
  }

  /** Whether the page has the place of a comment: under what it answers, or in the last part of the thread. */
  belongsHere({parentId, createdAt}) {
    if (parentId && this.find(parentId)) return true;
    const first = this.querySelector('.comment time')?.dateTime;
    return !this.hasLater && !(this.hasEarlier && first && Date.parse(createdAt) < Date.parse(first));
  }

  /** Says that there is a comment in another part of the thread, and where: each own one, and the newest of others. */
  pointTo(id, text) {
    const whose = this.own.has(id) ? id : 'others';
    const pointer = this.pointers.get(whose) ?? document.createElement('p');
    pointer.className = 'notice comments-elsewhere';
    const link = document.createElement('a');
    link.href = this.placeOf(id);
    link.textContent = this.words('see');
    pointer.replaceChildren(`${text} `, link);
    if (!pointer.isConnected) (this.formPlace ?? this.live).before(pointer);
    this.pointers.set(whose, pointer);
    this.say(text);
  }

  /** One that the page does not know was approved and edited at once, unless it is on another page of the thread. */
  edited(comment) {
    const present = this.find(comment.id);
    if (!present) {
      if (!this.hasEarlier && !this.hasLater) this.approved(comment);
      return;
    }
    this.redraw(present, comment);
  }

  /** Draws the comment alone: its replies stay as they are, and so does a form with which it is being answered. */
  redraw(present, comment) {
    const shown = present.querySelector(':scope > article, :scope > .gone');
    const focused = shown.contains(document.activeElement);
    const changing = shown.querySelector('.own-edit');
    shown.replaceWith(this.item(comment).querySelector('article'));
    present.classList.remove('comment-pending', 'comment-gone');
    const own = this.own.get(comment.id);
    if (own) {
      clearTimeout(own.timer);
      Object.assign(own, {status: 'approved', parentId: comment.parentId});
      this.offerChange(present, own);
    }
    if (changing) {
      present.querySelector(':scope > article').append(changing);
      present.querySelector(':scope > article .own:not(.own-edit)')?.remove();
      present.querySelector(':scope > article .comment-body').hidden = true;
    }
    if (focused && changing) changing.elements.namedItem('body').focus();
    else if (focused) present.focus({preventScroll: true});
  }

  /** Gone for readers; its writer is told why, as where a change of it is held. */
  withdrawn({id}) {
    if (!this.own.has(id)) {
      this.removed({id});
      return;
    }
    const present = this.find(id);
    if (present && !('unseen' in present.dataset)) {
      present.dataset.unseen = '';
      this.count(-1);
    }
    this.look(id, 0);
  }

  removed({id}) {
    this.disown(id);
    this.pointers.get(id)?.remove();
    const present = this.find(id);
    if (!present) return;
    const focused = present.contains(document.activeElement);
    const next = present.nextElementSibling ?? present.parentElement.closest('.comment') ?? this.closest('section');
    this.rescueForm(present);
    const seen = !('unseen' in present.dataset);
    if (this.querySelector(`[data-parent="${CSS.escape(id)}"]`)) {
      present.classList.add('comment-gone');
      const gone = document.createElement('p');
      gone.className = 'gone';
      gone.textContent = this.words('gone');
      present.querySelector(':scope > article')?.replaceWith(gone);
    } else {
      const list = present.parentElement;
      present.remove();
      if (!list.children.length) this.emptied(list);
    }
    if (seen) this.count(-1);
    if (focused && !this.contains(document.activeElement)) (this.find(id) ?? next).focus({preventScroll: true});
  }

  // ---- the list ----

  get hasEarlier() {
    return 'earlier' in this.dataset;
  }

  get hasLater() {
    return 'later' in this.dataset;
  }

  /** Where a comment stands in its thread, however far down. */
  placeOf(id) {
    return `${this.dataset.url}?comment=${id}#comment-${id}`;
  }

  /** A link to a comment may be older than the pages that the thread has now. */
  lookElsewhere() {
    const [, id] = /^#comment-([0-9a-f-]{36})$/.exec(location.hash) ?? [];
    if (!id || this.find(id) || !(this.hasEarlier || this.hasLater)) return false;
    if (new URLSearchParams(location.search).get('comment') === id) return false;
    location.replace(this.placeOf(id));
    return true;
  }

  find(id) {
    return this.querySelector(`[data-id="${CSS.escape(id)}"]`);
  }

  /** A comment's markup, from the template in the page. All texts but bodyHtml, which the service cleaned, go in as text. */
  item(comment) {
    const item = this.blank.cloneNode(true);
    const part = name => item.querySelector(`[data-${name}]`);
    const {name, website, staff} = comment.author;
    item.dataset.id = comment.id;
    item.id = `comment-${comment.id}`;
    item.querySelector('article').setAttribute('aria-label', this.words('by', name));
    part('initial').textContent = [...name.trim()][0] ?? '?';
    part('initial').classList.add(INKS[hash(name.trim()) % INKS.length]);
    part('name').textContent = name;
    if (website && /^https?:\/\//i.test(website)) {
      part('name').href = website;
      part('name').rel = 'nofollow ugc noopener';
    } else {
      part('name').replaceWith(named(name));
    }
    if (!staff) part('staff').remove();
    part('link').href = this.placeOf(comment.id);
    part('time').dateTime = new Date(comment.createdAt).toISOString();
    part('time').textContent = written(comment.createdAt);
    if (!comment.editedAt) part('edited').remove();
    if (comment.parentId) this.nameAnswered(item, part('answered'), comment.parentId);
    else part('answered').remove();
    show(part('body'), comment.bodyHtml);
    if (this.form) {
      part('reply').href = `${this.dataset.url}/comments/new?to=${comment.id}`;
      part('reply').rel = 'nofollow';
      part('reply').setAttribute('aria-label', this.words('replyTo', name));
    } else {
      part('reply').remove();
    }
    return item;
  }

  /** Says whom a comment answers, as the page does. */
  nameAnswered(item, link, parentId) {
    const parent = this.find(parentId);
    const name = parent && nameIn(parent);
    item.dataset.parent = parentId;
    link.textContent = name ? this.words('inReplyTo', name) : this.words('inReply');
    link.href = parent ? `#comment-${parentId}` : this.placeOf(parentId);
  }

  /** Below the deepest indent an answer stands beside what it answers, as the page has it. */
  place(item, parentId) {
    const parent = parentId && this.find(parentId);
    if (parent && indentOf(parent) >= Number(this.dataset.indent)) parent.parentElement.append(item);
    else this.list(parent).append(item);
  }

  list(parent) {
    const home = parent ?? this;
    let list = home.querySelector(':scope > .thread');
    if (!list) {
      list = document.createElement('ol');
      list.className = 'thread';
      if (parent) {
        parent.append(list);
      } else {
        const none = this.querySelector('.comments-none');
        if (none) none.replaceWith(list);
        else this.querySelector('.comments-head').after(list);
      }
    }
    return list;
  }

  /** Says that there is nothing where the last comment of a page went, as the page does; answers just go. */
  emptied(list) {
    if (list.parentElement.matches('.comment') || this.hasLater) list.remove();
    else list.replaceWith(this.copy('none'));
  }

  count(change) {
    const count = this.querySelector('[data-count]');
    if (!count) return;
    const all = Math.max(0, Number(count.dataset.count) + change);
    count.dataset.count = all;
    count.textContent = all ? all.toLocaleString(LANGUAGE) : '';
  }

  say(text) {
    this.live.textContent = text;
  }

  // ---- the form ----

  prepareForm() {
    this.respond = this.querySelector('.respond');
    this.form = this.respond?.querySelector('form');
    if (!this.form) return;
    this.formPlace = document.createComment('respond');
    this.respond.before(this.formPlace);
    this.heading = this.respond.querySelector('h3');
    this.headingText = this.heading.textContent;
    this.form.noValidate = true;
    this.form.addEventListener('submit', event => {
      event.preventDefault();
      whileBusy([this.form.querySelector('button[type="submit"]')], () => this.submit());
    });
    try {
      const writer = JSON.parse(localStorage.getItem(WRITER) ?? '{}');
      for (const name of ['name', 'email', 'website']) this.form.elements.namedItem(name).value ||= writer[name] ?? '';
    } catch {
      // A browser that keeps nothing for us: the reader types it again.
    }
  }

  clicked(event) {
    const reply = event.target.closest('a.reply');
    if (reply && this.form) {
      event.preventDefault();
      this.replyTo(reply.closest('.comment'));
    }
    if (event.target.closest('[data-cancel]')) this.replyTo(null);
    this.ownClicked(event.target);
    // The form may stand under a comment just now.
    if (event.target.closest('a[href="#respond"]') && this.answering) this.replyTo(null);
  }

  /** Moves the form under the comment that is answered, or back to its place. What was typed stays in it. */
  replyTo(comment) {
    const from = this.answering;
    this.moveForm(comment);
    if (comment) this.form.elements.namedItem('body').focus();
    else from?.querySelector(':scope > article a.reply')?.focus();
  }

  /** What stood in the form when it was moved has the focus afterwards as well. */
  moveForm(comment) {
    const focused = this.form.contains(document.activeElement) && document.activeElement;
    const button = this.form.querySelector('button[type="submit"]');
    this.answering = comment;
    clearErrors(this.form);
    statusOf(this.form).textContent = '';
    if (comment) {
      const name = nameIn(comment);
      this.heading.textContent = this.words('replyHeading', name);
      button.textContent = this.words('sendReply');
      comment.querySelector(':scope > article').after(this.respond);
      if (!this.form.querySelector('[data-cancel]')) {
        const cancel = document.createElement('button');
        cancel.type = 'button';
        cancel.className = 'link-button';
        cancel.dataset.cancel = '';
        cancel.textContent = this.words('cancel');
        button.after(cancel);
      }
    } else {
      this.heading.textContent = this.headingText;
      button.textContent = this.words('send');
      this.formPlace.after(this.respond);
      this.form.querySelector('[data-cancel]')?.remove();
    }
    if (focused) (focused.isConnected ? focused : this.form.elements.namedItem('body')).focus();
  }

  /** Takes the form out of a comment that is about to go; what was typed stays in it. */
  rescueForm(comment) {
    if (this.answering === comment) this.answerNone();
  }

  /** Makes the answer to a comment that was taken away a comment of its own, and says so. */
  answerNone() {
    this.moveForm(null);
    statusOf(this.form).textContent = this.words('parentGone');
  }

  async submit() {
    const value = name => this.form.elements.namedItem(name).value.trim();
    const errors = {};
    for (const name of ['body', 'name', 'email']) if (!value(name)) errors[name] = this.words('required');
    if (!errors.email && !isAddress(value('email'))) errors.email = this.words('email');
    if (value('website') && !/^https?:\/\/./i.test(value('website'))) errors.website = this.words('website');
    const status = statusOf(this.form);
    if (Object.keys(errors).length) {
      status.textContent = this.words('problem');
      showErrors(this.form, errors);
      return;
    }
    clearErrors(this.form);
    const author = {name: value('name'), email: value('email'), ...(value('website') ? {website: value('website')} : {})};
    const parentId = this.answering?.dataset.id ?? null;
    const body = this.form.elements.namedItem('body').value;
    const comment = {author, body, ...(parentId ? {parentId} : {})};
    status.textContent = this.words('sending');
    // The same key for the same words: pressing the button again after a lost answer does not post twice.
    const content = JSON.stringify(comment);
    if (this.sentContent !== content) {
      this.sentContent = content;
      this.key = newKey();
    }
    try {
      const {ok, status: code, answer} = await send('POST', `/api/articles/${this.articleId}/comments`, comment, {'Idempotency-Key': this.key});
      if (ok) {
        this.taken(comment, answer);
        status.textContent = '';
      } else {
        this.refused(this.form, code, answer, POST_PROBLEMS);
      }
    } catch {
      status.textContent = this.words('away');
    }
  }

  /** Says in a form why what it sent was not taken, beside the fields that were wrong where it has those. */
  refused(form, code, answer, problems) {
    const errors = code === 413 ? {body: ''} : errorsOf(answer);
    if (errors.parentId) {
      this.answerNone();
      return;
    }
    const marked = (code === 413 || code === 422 || code === 400) && showErrors(form, this.worded(errors));
    statusOf(form).textContent = this.words(marked ? 'problem' : problems[code] ?? 'away');
  }

  /** Shows the writer what was sent until the judgement is known. Typed text is shown as text. */
  taken(comment, {id, editToken, editableUntil}) {
    try {
      localStorage.setItem(WRITER, JSON.stringify(comment.author));
    } catch {
      // As above.
    }
    remember(this.articleId, {id, editToken});
    this.form.elements.namedItem('body').value = '';
    this.sentContent = null;
    if (this.answering) this.replyTo(null);
    const own = {editToken, editableUntil, body: comment.body, status: 'pending', parentId: comment.parentId ?? null};
    this.own.set(id, own);
    if (this.find(id)) {
      this.look(id, 0);
      return;
    }
    const item = this.drawWaiting({
      ...own,
      id,
      author: {...comment.author, staff: false},
      bodyHtml: '',
      createdAt: new Date().toISOString(),
    });
    const text = document.createElement('p');
    text.textContent = comment.body;
    item.querySelector('[data-body]').replaceChildren(text);
    item.focus();
    this.say(this.words('pending'));
    this.look(id, FIRST_LOOK);
  }

  // ---- what was written here ----

  /** Asks what became of an own comment: the stream tells of approved ones alone. */
  look(id, wait) {
    const own = this.own.get(id);
    if (!own || wait > LAST_LOOK) return;
    clearTimeout(own.timer);
    own.timer = setTimeout(async () => {
      const {ok, status, answer} = await this.ask('GET', id).catch(() => ({ok: false, status: 0}));
      if (this.own.get(id) !== own) return;
      if (ok) this.told(answer, wait);
      else if (status === 404) this.disown(id);
      else this.look(id, Math.max(FIRST_LOOK, wait * 2));
    }, wait);
  }

  ask(method, id, body) {
    return send(method, `/api/comments/${id}`, body, {'X-Edit-Token': this.own.get(id).editToken});
  }

  /** Shows how an own comment stands: in its place where the page has that, else where to find it. */
  told(comment, wait) {
    const {id, status = 'approved', editableUntil, body, parentId} = comment;
    const own = this.own.get(id);
    const before = own.status;
    Object.assign(own, {status, editableUntil, body, parentId});
    const present = this.find(id);
    if (status === 'deleted') {
      this.removed({id});
    } else if (status === 'approved') {
      if (present && 'unseen' in present.dataset) this.approved(comment);
      else if (present && before && before !== 'approved') this.redraw(present, comment);
      else if (present) this.offerChange(present, own);
      else if (this.belongsHere(comment)) this.approved(comment);
      else this.pointTo(id, this.words('approved'));
    } else {
      const item = present ?? this.drawWaiting({...comment, id});
      item.classList.add('comment-pending');
      show(item.querySelector(':scope > article .comment-body'), comment.bodyHtml);
      this.offerChange(item, own);
      if (before && before !== status) this.say(this.words(status));
      if (status === 'pending') this.look(id, Math.max(FIRST_LOOK, wait * 2));
    }
  }

  /** A comment that its writer alone sees. */
  drawWaiting(comment) {
    const item = this.item(comment);
    item.classList.add('comment-pending');
    item.dataset.unseen = '';
    item.querySelector('.comment-actions')?.remove();
    this.place(item, comment.parentId);
    this.offerChange(item, this.own.get(comment.id));
    return item;
  }

  /** What the writer is told and may do; it stands at the end of the comment itself. */
  offerChange(item, own) {
    const article = item.querySelector(':scope > article');
    if (article.querySelector('.own-edit')) return;
    article.querySelector('.own')?.remove();
    clearTimeout(own.closing);
    const changing = mayChange(own);
    if (own.status === 'approved' && !changing) return;
    const block = this.copy('own');
    const part = name => block.querySelector(`[data-${name}]`);
    part('standing').textContent = own.status === 'approved' ? '' : this.words(own.status);
    if (!changing || own.status === 'rejected') part('edit').remove();
    if (!changing) part('delete').remove();
    if (own.status !== 'rejected') part('dismiss').remove();
    article.append(block);
    const left = Date.parse(own.editableUntil) - Date.now();
    if (changing && left < LONGEST_TIMER) own.closing = setTimeout(() => this.offerChange(item, own), left);
  }

  /** What the page says of each wrong field, in the site's language; of one it knows not, what the service says. */
  worded(errors) {
    return Object.fromEntries(Object.entries(errors)
      .map(([field, message]) => [field, this.words(`wrong-${field}`) || message]));
  }

  copy(name) {
    return this.querySelector(`template[data-blank="${name}"]`).content.firstElementChild.cloneNode(true);
  }

  ownClicked(target) {
    const item = target.closest('.comment');
    const id = item?.dataset.id;
    if (!this.own.has(id) || isBusy(target)) return;
    if (target.closest('[data-edit]')) this.edit(item, id);
    if (target.closest('[data-delete]')) this.askToDelete(item);
    if (target.closest('[data-keep]')) this.keep(item, id, '[data-delete]');
    if (target.closest('[data-leave]')) this.keep(item, id, '[data-edit]');
    if (target.closest('[data-confirm]')) this.takeBack(item, id);
    if (target.closest('[data-dismiss]')) this.removed({id});
  }

  edit(item, id) {
    const own = this.own.get(id);
    const article = item.querySelector(':scope > article');
    const form = this.copy('edit');
    const text = form.elements.namedItem('body');
    const wrong = form.querySelector('.wrong');
    text.value = own.body ?? '';
    text.id = `edit-${id}`;
    form.querySelector('label').htmlFor = text.id;
    wrong.id = `edit-${id}-wrong`;
    text.setAttribute('aria-describedby', wrong.id);
    form.addEventListener('submit', event => {
      event.preventDefault();
      this.save(item, id, form);
    });
    article.querySelector('.own').replaceWith(form);
    article.querySelector('.comment-body').hidden = true;
    text.focus();
  }

  /** Takes what stands open away again, and goes back to where it was opened. */
  keep(item, id, opener) {
    const article = item.querySelector(':scope > article');
    article.querySelector('.own-edit')?.remove();
    article.querySelector('.comment-body').hidden = false;
    this.offerChange(item, this.own.get(id));
    (article.querySelector(opener) ?? item).focus();
  }

  async save(item, id, form) {
    const body = form.elements.namedItem('body').value;
    if (!body.trim()) {
      showErrors(form, {body: this.words('required')});
      return;
    }
    const answer = await this.change(form, () => this.ask('PATCH', id, {body}));
    if (!answer || !this.own.has(id)) return;
    this.keep(item, id, '[data-edit]');
    this.told({...answer, status: answer.status ?? 'pending'}, 0);
    item.focus();
  }

  askToDelete(item) {
    const block = this.copy('confirm');
    item.querySelector(':scope > article .own').replaceWith(block);
    block.querySelector('[data-keep]').focus();
  }

  async takeBack(item, id) {
    const block = item.querySelector(':scope > article .own');
    if (!await this.change(block, () => this.ask('DELETE', id))) return;
    this.removed({id});
    this.say(this.words('deleted'));
  }

  /** Sends a change, and says beside it what was wrong. Answers nothing where it was not made. */
  change(block, sending) {
    return whileBusy(block.querySelectorAll('button'), async () => {
      const status = statusOf(block);
      status.textContent = this.words('sending');
      try {
        const {ok, status: code, answer} = await sending();
        if (ok) return answer ?? {};
        this.refused(block, code, answer, CHANGE_PROBLEMS);
      } catch {
        status.textContent = this.words('away');
      }
      return null;
    });
  }

  disown(id) {
    const own = this.own.get(id);
    if (!own) return;
    clearTimeout(own.timer);
    clearTimeout(own.closing);
    this.own.delete(id);
    forget(id);
  }
}

function mayChange({editableUntil}) {
  return Date.parse(editableUntil) > Date.now();
}

/** A time in the reader's own zone; the server can only write its own. */
function written(time) {
  return new Date(time).toLocaleString(LANGUAGE, {dateStyle: 'long', timeStyle: 'short'});
}

/** What the service cleaned; what may be too wide and scroll is in reach of the keyboard, as in the page. */
function show(body, html) {
  body.innerHTML = html;
  for (const wide of body.querySelectorAll('pre, table')) wide.tabIndex = 0;
}

/** How many lists of answers a comment stands in. */
function indentOf(item) {
  let indent = 0;
  for (let list = item.parentElement; (list = list.parentElement.closest('.thread')); ) indent += 1;
  return indent;
}

/** The name that a comment is signed with; none where it was taken away. */
function nameIn(item) {
  return item.querySelector(':scope > article .who')?.firstElementChild.textContent;
}

function named(name) {
  const span = document.createElement('span');
  span.textContent = name;
  return span;
}

/** The number that the server's String.hashCode gives, so that a name keeps its colour. */
function hash(text) {
  let sum = 0;
  for (let i = 0; i < text.length; i++) sum = (Math.imul(31, sum) + text.charCodeAt(i)) | 0;
  return ((sum % INKS.length) + INKS.length) % INKS.length;
}

/** crypto.randomUUID is there on secure origins alone, and a first look is often at plain http. */
function newKey() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), byte => byte.toString(16).padStart(2, '0')).join('');
}

customElements.define('pressroom-comments', PressroomComments);
