// What becomes of an article: published, scheduled, withdrawn, deleted. What cannot be taken back is asked first.
import {newKey, request} from './api.js';
import {ask, bdi, toast} from './dom.js';
import {askToDiscard} from './changes.js';
import {askPublication, moment} from './publication.js';

/**
 * @param work the article at hand
 * @param title,isPage as it is in the form
 * @param doing (what, work) => whether it was done; it says why not
 * @param save saves the form where that is needed
 * @param taken takes what the server answered
 * @param refresh asks the server how the article is
 * @param gone is told that the draft is deleted
 * @param discarded is told that the draft is what readers see again
 */
export function orders({work, title, isPage, doing, save, taken, refresh, gone, discarded}) {
  const named = draft => bdi(draft.title || 'Without a title');

  /** Changes to what is public already go out at once; all else is asked first. */
  async function publish() {
    if (work.busy) return;
    if (work.draft?.status === 'published') await order({at: null, until: null, notify: null});
    else await askAndOrder({later: false});
  }

  async function schedule() {
    if (!work.busy) await askAndOrder({later: true});
  }

  async function askAndOrder({later}) {
    const chosen = await askPublication({
      title: title(),
      live: work.draft?.status === 'published',
      again: work.draft?.status === 'unpublished',
      page: isPage(),
      schedule: work.draft?.schedule,
      later,
    });
    if (chosen) await order(chosen, {asked: true});
  }

  async function order(chosen, {asked = false} = {}) {
    const first = work.draft?.status !== 'published';
    const isLater = chosen.at && new Date(chosen.at) > new Date();
    const body = Object.fromEntries(Object.entries(chosen).filter(([, value]) => value !== null));
    const done = await doing('publishing', async () => {
      await save();
      // What is not said stays: an end that is not wanted any more is taken back first.
      if (asked && work.draft.schedule?.until && !chosen.until) await takeBackSchedule();
      await request('POST', `/api/articles/${work.draft.id}/publication`, {body, etag: work.etag, key: newKey()});
      await refresh();
    });
    if (!done) return;
    dispatchEvent(new CustomEvent('desk-reviewed'));
    toast(isLater ? `It goes public ${moment(work.draft.schedule?.at ?? chosen.at)}.` : first ? 'Published. Readers can see it now.' : 'The changes are published.', 'toast-good');
  }

  async function takeBackSchedule() {
    const {etag} = await request('DELETE', `/api/articles/${work.draft.id}/schedule`, {etag: work.etag});
    taken({schedule: null}, etag);
  }

  async function unschedule() {
    const done = await doing('unscheduling', async () => {
      await takeBackSchedule();
      await refresh();
    });
    if (done) toast('Nothing is scheduled any more.');
  }

  async function withdraw() {
    const answer = await ask({
      title: ['Withdraw “', named(work.draft), '”?'],
      text: 'Readers do not see it any more. It stays here as a draft, with its comments, and can be published again.',
      buttons: [{label: 'Withdraw', value: 'yes', danger: true}, {label: 'Leave it', value: 'no', safe: true}],
    });
    if (answer !== 'yes') return;
    const done = await doing('withdrawing', async () => {
      await request('DELETE', `/api/articles/${work.draft.id}/publication`, {etag: work.etag});
      await refresh();
    });
    if (done) toast('Withdrawn. Only staff see it now.');
  }

  async function remove() {
    const answer = await ask({
      title: ['Delete “', named(work.draft), '”?'],
      text: 'It is gone for good.',
      buttons: [{label: 'Delete', value: 'yes', danger: true}, {label: 'Keep it', value: 'no', safe: true}],
    });
    if (answer !== 'yes') return;
    const done = await doing('deleting', () => request('DELETE', `/api/drafts/${work.draft.id}`, {etag: work.etag}));
    if (done) gone();
  }

  /** What is not saved is, first: so it stays as a version. */
  async function discard() {
    if (!(await askToDiscard())) return;
    const done = await doing('discarding', async () => {
      await save();
      await request('DELETE', `/api/drafts/${work.draft.id}/changes`, {etag: work.etag});
      await refresh();
      discarded();
    });
    if (done) toast('The article is what readers see again.', 'toast-good');
  }

  return {publish, schedule, unschedule, withdraw, remove, discard};
}
