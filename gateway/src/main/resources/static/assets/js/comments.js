// <pressroom-comments article="…">: a thread that stays current, and a form that posts without leaving the page.
import {clearErrors, errorsOf, send, showErrors, statusOf, wordsOf} from './forms.js';

const INKS = ['ink-c', 'ink-m', 'ink-y', 'ink-k'];
const WRITER = 'pressroom-writer';
const FIRST_LOOK = 1500;
const LAST_LOOK = 60_000;
const CLOSED_AFTER = 30_000;
const FIRST_RETRY = 2_000;
const LAST_RETRY = 120_000;

class PressroomComments extends HTMLElement {
  connectedCallback() {
    if (this.words) {
      this.listen();
      return;
    }
    this.words = wordsOf(this);
    this.blank = this.querySelector('template[data-blank="comment"]')?.content.firstElementChild;
    this.own = new Map();
    this.seen = this.dataset.version ?? '';
    this.failures = 0;
    this.live = document.createElement('p');
    this.live.className = 'visually-hidden';
    this.live.setAttribute('aria-live', 'polite');
    this.append(this.live);
    for (const time of this.querySelectorAll('.when time')) time.textContent = written(time.dateTime);
    this.prepareForm();
    this.addEventListener('click', event => this.clicked(event));
    this.listen();
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
    on('comment-removed', comment => this.removed(comment));
    stream.addEventListener('open', () => {
      this.failures = 0;
    });
    // A lost connection comes back by itself. One that was refused, as in an outage, does not.
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
    if (present && !present.classList.contains('comment-pending')) {
      this.edited(comment);
      return;
    }
    if (present) {
      clearTimeout(this.own.get(comment.id)?.timer);
      this.own.delete(comment.id);
      this.redraw(present, comment);
      this.say(this.words('approved'));
    } else {
      this.place(this.item(comment), comment.parentId);
      this.say(this.words('arrived'));
    }
    this.find(comment.id)?.classList.add('comment-new');
    this.count(1);
  }

  /** One that the page does not know was approved and edited at once, unless it is on another page of the thread. */
  edited(comment) {
    const present = this.find(comment.id);
    if (!present) {
      if (this.isWhole()) this.approved(comment);
      return;
    }
    this.redraw(present, comment);
  }

  /** Draws the comment alone: its replies stay as they are, and so does a form with which it is being answered. */
  redraw(present, comment) {
    const shown = present.querySelector(':scope > article, :scope > .gone');
    const focused = shown.contains(document.activeElement);
    shown.replaceWith(this.item(comment).querySelector('article'));
    present.classList.remove('comment-pending', 'comment-gone');
    if (focused) present.focus({preventScroll: true});
  }

  removed({id}) {
    const present = this.find(id);
    if (!present) return;
    this.rescueForm(present);
    if (present.querySelector(':scope > .thread')) {
      present.classList.add('comment-gone');
      const gone = document.createElement('p');
      gone.className = 'gone';
      gone.textContent = this.words('gone');
      present.querySelector(':scope > article')?.replaceWith(gone);
    } else {
      const list = present.parentElement;
      present.remove();
      if (!list.children.length && list.parentElement.matches('.comment')) list.remove();
    }
    this.count(-1);
  }

  // ---- the list ----

  isWhole() {
    return !this.querySelector('.comments-more') && !new URLSearchParams(location.search).has('after');
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
    if (website && /^https?:\/\//.test(website)) part('name').href = website;
    else part('name').replaceWith(named(name));
    if (!staff) part('staff').remove();
    part('link').href = `#comment-${comment.id}`;
    part('time').dateTime = comment.createdAt;
    part('time').textContent = written(comment.createdAt);
    if (!comment.editedAt) part('edited').remove();
    part('body').innerHTML = comment.bodyHtml;
    if (this.form) {
      part('reply').href = `/articles/${this.dataset.slug}/comments/new?to=${comment.id}`;
      part('reply').setAttribute('aria-label', this.words('replyTo', name));
    } else {
      part('reply').remove();
    }
    return item;
  }

  place(item, parentId) {
    const parent = parentId && this.find(parentId);
    this.list(parent).append(item);
  }

  list(parent) {
    const home = parent ?? this;
    let list = home.querySelector(':scope > .thread');
    if (!list) {
      list = document.createElement('ol');
      list.className = 'thread';
      list.setAttribute('role', 'list');
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

  count(change) {
    const count = this.querySelector('[data-count]');
    if (count) count.textContent = Math.max(0, Number(count.textContent || 0) + change) || '';
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
      this.submit();
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
  }

  /** Moves the form under the comment that is answered, or back to its place. What was typed stays in it. */
  replyTo(comment) {
    const from = this.answering;
    this.answering = comment;
    const button = this.form.querySelector('button[type="submit"]');
    clearErrors(this.form);
    if (comment) {
      const name = comment.querySelector(':scope > article .who').firstElementChild.textContent;
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
      this.form.elements.namedItem('body').focus();
    } else {
      this.heading.textContent = this.headingText;
      button.textContent = this.words('send');
      this.formPlace.after(this.respond);
      this.form.querySelector('[data-cancel]')?.remove();
      from?.querySelector(':scope > article a.reply')?.focus();
    }
  }

  /** Takes the form out of a comment that is about to go; what was typed stays in it. */
  rescueForm(comment) {
    if (this.answering === comment) this.replyTo(null);
  }

  async submit() {
    const value = name => this.form.elements.namedItem(name).value.trim();
    const errors = {};
    for (const name of ['body', 'name', 'email']) if (!value(name)) errors[name] = this.words('required');
    if (!errors.email && !this.form.elements.namedItem('email').checkValidity()) errors.email = this.words('email');
    if (value('website') && !/^https?:\/\/./.test(value('website'))) errors.website = this.words('website');
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
    const button = this.form.querySelector('button[type="submit"]');
    button.disabled = true;
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
      } else if (code === 422 || code === 400) {
        status.textContent = this.words('problem');
        showErrors(this.form, errorsOf(answer));
      } else {
        status.textContent = this.words(code === 409 ? 'closed' : code === 429 ? 'limited' : 'away');
      }
    } catch {
      status.textContent = this.words('away');
    } finally {
      button.disabled = false;
    }
  }

  /** Shows the writer what was sent until the judgement is known. Typed text is shown as text. */
  taken(comment, {id, editToken}) {
    try {
      localStorage.setItem(WRITER, JSON.stringify(comment.author));
    } catch {
      // As above.
    }
    this.form.elements.namedItem('body').value = '';
    this.sentContent = null;
    if (this.answering) this.replyTo(null);
    if (this.find(id)) return;
    const item = this.item({
      id,
      author: {...comment.author, staff: false},
      bodyHtml: '',
      createdAt: new Date().toISOString(),
    });
    const text = document.createElement('p');
    text.textContent = comment.body;
    item.querySelector('[data-body]').replaceChildren(text);
    item.classList.add('comment-pending');
    const note = document.createElement('p');
    note.className = 'hint';
    note.dataset.standing = '';
    note.textContent = this.words('pending');
    item.querySelector('.comment-actions').replaceWith(note);
    this.place(item, comment.parentId);
    this.own.set(id, {item, editToken});
    item.focus();
    this.say(this.words('pending'));
    this.look(id, FIRST_LOOK);
  }

  /** Asks what became of an own comment: the stream tells of approved ones alone. */
  look(id, wait) {
    const mine = this.own.get(id);
    if (!mine || wait > LAST_LOOK) return;
    mine.timer = setTimeout(async () => {
      const {ok, answer} = await send('GET', `/api/comments/${id}`, undefined, {'X-Edit-Token': mine.editToken}).catch(() => ({ok: false}));
      if (!this.own.has(id)) return;
      const standing = ok ? answer.status ?? 'approved' : 'pending';
      if (standing === 'pending') {
        this.look(id, wait * 2);
      } else if (standing === 'approved') {
        this.approved(answer);
      } else {
        const text = this.words(standing === 'held' ? 'held' : 'rejected');
        mine.item.querySelector('[data-standing]').textContent = text;
        this.own.delete(id);
        this.say(text);
      }
    }, wait);
  }
}

/** A time in the reader's own zone; the server can only write its own. */
function written(time) {
  return new Date(time).toLocaleString(document.documentElement.lang || undefined, {dateStyle: 'long', timeStyle: 'short'});
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
