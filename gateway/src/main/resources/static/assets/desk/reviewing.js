// The review of an article, in the editor: handing in, taking back, sending back, and how it stands.
import {request} from './api.js';
import {bdi, h, openSheet, timeTag, toast} from './dom.js';

/** In milliseconds: how soon who waits for an editor sees what became of it. */
const LOOKED_AT_EVERY = 20_000;

/** Tells the rest of the desk that something else waits now. */
function told() {
  dispatchEvent(new CustomEvent('desk-reviewed'));
}

/**
 * @param work the article at hand
 * @param rights what whoever writes may do: `mayReview`
 * @param doing (what, work) => whether it was done; it says why not
 * @param save saves the form where that is needed
 * @param taken takes what the server answered
 * @param lookAgain asks the server how the article is, where nobody writes
 * @param focusBack takes the focus that was on what is not there any more
 */
export function reviewing({work, rights, doing, save, taken, lookAgain, focusBack}) {
  const element = h('div', {class: 'editor-review', role: 'status'});
  const timer = setInterval(() => {
    if (work.draft?.review?.status === 'submitted' && document.visibilityState === 'visible') lookAgain();
  }, LOOKED_AT_EVERY);
  const path = () => `/api/drafts/${work.draft.id}/submission`;
  /** What was said and did not get through. */
  const unsaid = {submit: '', sendBack: ''};
  const waits = () => work.draft?.review?.status === 'submitted';

  async function submit() {
    if (work.busy) return;
    const message = await askMessage({
      title: 'Hand in for review',
      text: 'An editor reads it, leaves notes, and publishes it or sends it back. You can go on writing meanwhile.',
      label: 'What editors should know (optional)',
      button: 'Hand in',
      value: unsaid.submit,
    });
    if (message === null) return;
    unsaid.submit = message;
    const done = await doing('submitting', async () => {
      await save();
      const {answer, etag} = await request('POST', path(), {body: message ? {message} : {}, etag: work.etag});
      taken({review: answer}, etag);
    });
    if (!done) return;
    unsaid.submit = '';
    told();
    toast('Handed in. An editor will read it.', 'toast-good');
  }

  async function takeBack() {
    const done = await doing('taking-back', async () => {
      const {etag} = await request('DELETE', path(), {etag: work.etag});
      taken({review: {...work.draft.review, status: 'withdrawn'}}, etag);
    });
    if (!done) return;
    told();
    toast('Taken back. Nobody is asked to read it any more.');
  }

  async function sendBack() {
    if (work.busy) return;
    const message = await askMessage({
      title: 'Send back',
      text: 'Whoever handed it in is told at the desk and by mail, and finds your notes beside the text.',
      label: 'What is still to be done',
      button: 'Send back',
      value: unsaid.sendBack,
      needed: true,
    });
    if (message === null) return;
    unsaid.sendBack = message;
    const done = await doing('returning', async () => {
      await save();
      const {answer, etag} = await request('POST', `${path()}/return`, {body: {message}, etag: work.etag});
      taken({review: answer}, etag);
    });
    if (!done) return;
    unsaid.sendBack = '';
    told();
    toast('Sent back.', 'toast-good');
  }

  const quiet = (what, label) => h('button', {type: 'button', class: 'button button-quiet', onclick: what}, label);

  function lines(review) {
    const author = bdi(work.draft.author?.name || work.draft.author?.slug || '');
    const said = text => (text ? h('blockquote', {class: 'said', dir: 'auto'}, text) : null);
    const by = review.by ? bdi(review.by.name || review.by.slug) : 'Pressroom';
    if (review.status === 'submitted' && rights.mayReview) {
      return [
        h('p', {}, h('strong', {}, 'Waits for a review. '), review.by ? by : author, ' handed it in ', timeTag(review.submittedAt), '. Publish it, or send it back.'),
        said(review.message),
        h('div', {class: 'row'}, quiet(sendBack, 'Send back …')),
      ];
    }
    if (review.status === 'submitted') {
      return [
        h('p', {}, h('strong', {}, 'Handed in '), timeTag(review.submittedAt), '. An editor publishes it, or sends it back.'),
        said(review.message),
        h('div', {class: 'row'}, quiet(takeBack, 'Take back')),
      ];
    }
    if (review.status === 'returned') return [h('p', {}, h('strong', {}, 'Sent back'), ' by ', by, ' ', timeTag(review.since), ':'), said(review.answer)];
    return [];
  }

  return {
    element,
    waits,
    submit,
    stop: () => clearInterval(timer),
    draw() {
      const review = work.draft?.review;
      // Written only where it is another: a screen reader reads it out each time.
      const line = review ? `${review.status} ${review.since}` : '';
      if (element.dataset.line === line) return;
      element.dataset.line = line;
      const focused = element.contains(document.activeElement);
      element.replaceChildren(...(review ? lines(review).filter(Boolean) : []));
      element.classList.toggle('sent-back', review?.status === 'returned');
      if (focused) focusBack();
    },
  };
}

/** Asks for a few words: resolves to them, or to null where it is not to be done. */
function askMessage({title, text, label, button, value = '', needed = false}) {
  return new Promise(resolve => {
    let said = null;
    const words = h('textarea', {id: 'review-message', rows: 4, value, 'aria-describedby': 'ask-text', dir: 'auto'});
    const wrong = h('p', {class: 'hint', role: 'status'});
    const dialog = h(
      'dialog',
      {class: 'sheet question', 'aria-labelledby': 'ask-title'},
      h('h2', {id: 'ask-title'}, title),
      h('p', {id: 'ask-text', class: 'soft'}, text),
      h(
        'form',
        {method: 'dialog', class: 'stack', novalidate: true, onsubmit: event => {
          if (needed && !words.value.trim()) {
            event.preventDefault();
            wrong.textContent = 'Say what is still to be done.';
            words.setAttribute('aria-invalid', 'true');
            words.focus();
            return;
          }
          said = words.value.trim();
        }},
        h('div', {class: 'field'}, h('label', {for: 'review-message'}, label), words, wrong),
        h('div', {class: 'row'}, h('button', {type: 'submit', class: 'button'}, button), h('button', {type: 'button', class: 'button button-quiet', onclick: () => dialog.close()}, 'Not yet')),
      ),
    );
    openSheet(dialog, () => resolve(said));
    words.focus();
  });
}
