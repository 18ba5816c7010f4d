// What of a published article readers do not see yet, and the way back to what they see.
import {get, request} from './api.js';
import {ask, bdi, h, problemBox, timeTag, toast} from './dom.js';
import {differenceOf} from './versions.js';

/** Whether the changes are to be thrown away. */
export async function askToDiscard() {
  const answer = await ask({
    title: 'Throw the changes away?',
    text: 'The article becomes what readers see of it. What it is now stays here as a version.',
    buttons: [{label: 'Throw them away', value: 'yes', danger: true}, {label: 'Keep them', value: 'no', safe: true}],
  });
  return answer === 'yes';
}

export function changes(articleId) {
  const draft = `/api/drafts/${encodeURIComponent(articleId)}`;
  const heading = h('h1', {id: 'changes-title'}, 'Changes');
  const sheet = h('div', {class: 'version stack'}, h('p', {class: 'soft', role: 'status'}, 'Loading …'));
  const element = h(
    'section',
    {class: 'page page-wide', 'aria-labelledby': 'changes-title'},
    h('header', {class: 'page-head'}, heading, h('a', {class: 'button button-quiet', href: `#/articles/${articleId}`}, 'Back to the article')),
    sheet,
  );

  async function load() {
    try {
      const [whole, found] = await Promise.all([get(draft), get(`${draft}/changes`)]);
      heading.replaceChildren('Changes to “', bdi(whole.answer.title || 'Without a title'), '”');
      draw(found.answer);
    } catch (problem) {
      sheet.replaceChildren(problemBox(problem));
    }
  }

  function draw(found) {
    const none = !found.fields.length && !found.body.length;
    sheet.replaceChildren(...[
      h('p', {class: 'soft'}, 'What readers see is version ', String(found.from.number), ', published ', timeTag(found.from.publishedAt), none ? '. It is the same as here.' : '. This is what differs here:'),
      none ? null : h('p', {}, h('button', {type: 'button', class: 'button button-quiet button-danger', onclick: discard}, 'Throw changes away')),
      ...differenceOf(found),
    ].filter(Boolean));
  }

  async function discard() {
    if (!(await askToDiscard())) return;
    try {
      const {etag} = await get(draft);
      await request('DELETE', `${draft}/changes`, {etag});
    } catch (problem) {
      sheet.prepend(problemBox(problem));
      return;
    }
    toast('The article is what readers see again.', 'toast-good');
    if (element.isConnected) location.hash = `#/articles/${articleId}`;
  }

  load();
  return {element};
}
