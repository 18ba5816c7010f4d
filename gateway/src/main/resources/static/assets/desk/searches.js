// What readers searched for and did not find: what they want to read.
import {getList} from './api.js';
import {h} from './dom.js';
import {growingList} from './lists.js';

const PAGE = 50;
const PERIODS = {7: 'Last 7 days', 30: 'Last 30 days', 90: 'Last 90 days'};
const DAY = 24 * 60 * 60 * 1000;

const dayBefore = days => new Date(Date.now() - days * DAY).toISOString().slice(0, 10);
const shownDay = day => new Date(`${day}T00:00:00Z`).toLocaleDateString(undefined, {timeZone: 'UTC', day: 'numeric', month: 'short', year: 'numeric'});

/** @param days how far back */
export function searches(days, kept) {
  const period = days in PERIODS ? Number(days) : 30;
  const from = dayBefore(period - 1);
  const list = h('ul', {class: 'rows', role: 'list'});
  const rows = growingList({
    list,
    kept,
    page: PAGE,
    load: async (count, after) => {
      const {items, next} = await getList(`/api/statistics/searches?from=${from}`, count, after);
      return {items: items.map(miss => ({id: miss.words, ...miss})), next};
    },
    draw: miss => h('li', {class: 'row-item', 'data-id': miss.id},
      h('div', {}, h('a', {class: 'row-title', href: `/search?q=${encodeURIComponent(miss.words)}`, target: '_blank', rel: 'noopener', dir: 'auto'}, miss.words)),
      h('p', {class: 'row-status'}, h('span', {class: 'soft'}, `${miss.times === 1 ? 'once' : `${miss.times} times`}, last on ${shownDay(miss.lastDay)}`))),
    target: item => item.querySelector('a'),
    nothing: () => h('div', {class: 'empty'}, h('h2', {}, 'Nothing was searched in vain'), h('p', {}, 'What readers search for and do not find stands here: it may be what they would like to read.')),
    counted: count => `${count} ${count === 1 ? 'search' : 'searches'}`,
  });
  const tab = each => h('a', {class: 'tab', href: `#/searches/${each}`, 'aria-current': Number(each) === period ? 'page' : null}, PERIODS[each]);
  const element = h('section', {class: 'page', 'aria-labelledby': 'searches-title'},
    h('header', {class: 'page-head'}, h('h1', {id: 'searches-title'}, 'Searched in vain')),
    h('nav', {class: 'tabs', 'aria-label': 'When'}, Object.keys(PERIODS).map(tab)),
    list, rows.foot);
  rows.start();
  return {element, remember: rows.remember};
}
