// How often articles are viewed and read, from where and in which languages; and what the last hours bring.
import {get, getList, requestUnasked} from './api.js';
import {chart, shown, table} from './charts.js';
import {bdi, h, problemBox} from './dom.js';
import {growingList} from './lists.js';

const PAGE = 20;
const PERIODS = {7: 'Last 7 days', 30: 'Last 30 days', 90: 'Last 90 days', 365: 'Last year'};
const USUAL = 30;
const DAY = 24 * 60 * 60 * 1000;
const LIVE_EVERY = 10_000;
const VIEWS = [{key: 'views', name: 'Views'}, {key: 'reads', name: 'Read to the end'}];

const names = type => {
  const known = new Intl.DisplayNames(undefined, {type, fallback: 'none'});
  return code => {
    try {
      return known.of(code) ?? code;
    } catch {
      return code;
    }
  };
};
const languageName = names('language');
const countryName = names('region');

const dayBefore = days => new Date(Date.now() - days * DAY).toISOString().slice(0, 10);
const shownDay = day => new Date(`${day}T00:00:00Z`).toLocaleDateString(undefined, {timeZone: 'UTC', day: 'numeric', month: 'short', year: 'numeric'});
const shownHour = hour => new Date(hour).toLocaleString(undefined, {weekday: 'short', hour: 'numeric', minute: '2-digit'});

const ofDays = days => days.map(day => ({...day, name: shownDay(day.day)}));
const ofHours = hours => hours.map(hour => ({...hour, name: shownHour(hour.hour)}));

function sums(figures) {
  return h('dl', {class: 'sums'}, [
    ['Views', figures.views],
    ['Read to the end', figures.reads],
    ['New comments', figures.comments],
  ].map(([name, value]) => h('div', {}, h('dt', {}, name), h('dd', {}, shown(value)))));
}

function whereFrom(figures) {
  const source = each => (each.source === null ? 'Directly, or not known' : each.source === 'other' ? 'Other sites' : each.source);
  const spoken = each => (each.language === null
    ? 'Not known'
    : each.country === null ? languageName(each.language) : `${languageName(each.language)}, ${countryName(each.country)}`);
  const named = (title, text, head, rows) => h('div', {},
    h('h2', {}, title), h('p', {class: 'soft'}, text),
    rows.length ? table({caption: title, head: [head, 'Views'], rows}) : h('p', {}, 'Nothing yet.'));
  return h('div', {class: 'figures-beside'},
    named('Where readers came from', 'The sites whose links they followed.', 'Site', figures.sources.map(each => [source(each), shown(each.views)])),
    named('Languages and countries', 'What their browsers ask for first.', 'Language', figures.languages.map(each => [spoken(each), shown(each.views)])));
}

const COMMENTS = [{key: 'received', name: 'Written'}, {key: 'approved', name: 'Approved'}];
const SUBSCRIPTIONS = [{key: 'confirmed', name: 'Confirmed'}, {key: 'ended', name: 'Ended'}];

/** How it is with what stands beside articles: each asked of a part of its own. */
function others(query) {
  const csv = path => h('p', {}, h('a', {href: `${path}?${query}&format=csv`, download: true}, 'Save these as CSV'));
  return [
    part(`/api/statistics/comments?${query}`, answer => h('section', {'aria-labelledby': 'comments-title'},
      h('h2', {id: 'comments-title'}, 'Comments'),
      chart({title: 'Comments by day', series: COMMENTS, points: ofDays(answer.days), first: 'Day (UTC)'}),
      csv('/api/statistics/comments'))),
    part(`/api/statistics/subscriptions?${query}`, answer => h('section', {'aria-labelledby': 'subscriptions-title'},
      h('h2', {id: 'subscriptions-title'}, 'Subscriptions'),
      h('p', {}, `${shown(answer.present)} ${answer.present === 1 ? 'person is' : 'people are'} subscribed now.`),
      chart({title: 'Subscriptions by day', series: SUBSCRIPTIONS, points: ofDays(answer.days), first: 'Day (UTC)'}),
      csv('/api/statistics/subscriptions'))),
  ];
}

/** What is asked for stands there once it has come; where it does not, what else there is stands all the same. */
function part(path, draw) {
  const place = h('div', {class: 'figures-part'}, h('p', {class: 'soft', role: 'status'}, 'Loading …'));
  get(path).then(({answer}) => place.replaceChildren(draw(answer)), problem => place.replaceChildren(problemBox(problem)));
  return place;
}

/** A chart that draws itself anew as long as it is looked at. */
function live(path, hoursOf) {
  const place = h('div', {class: 'figures-part'}, h('p', {class: 'soft', role: 'status'}, 'Loading …'));
  let drawn = null;
  let timer = null;
  let ended = false;
  async function look() {
    try {
      const {answer} = await requestUnasked('GET', path);
      const hours = hoursOf(answer);
      const text = JSON.stringify(hours);
      // Who reads in the table is not torn away from it.
      if (text !== drawn && !place.contains(document.activeElement)) {
        const open = place.querySelector('details')?.open;
        drawn = text;
        place.replaceChildren(chart({title: 'The last 48 hours, live', series: VIEWS, points: ofHours(hours), first: 'Hour'}));
        if (open) place.querySelector('details').open = true;
      }
    } catch (problem) {
      if (drawn === null) place.replaceChildren(problemBox(problem));
    }
    if (!ended) timer = setTimeout(next, LIVE_EVERY);
  }
  function next() {
    if (document.hidden) timer = setTimeout(next, LIVE_EVERY);
    else look();
  }
  look();
  return {element: place, close: () => {
    ended = true;
    clearTimeout(timer);
  }};
}

function head(title, id, csv, further = null) {
  return h('header', {class: 'page-head'}, h('h1', {id}, title), h('div', {class: 'row'}, further, h('a', {class: 'button button-quiet', href: csv, download: true}, 'Save as CSV')));
}

function periods(chosen, href) {
  return h('nav', {class: 'tabs', 'aria-label': 'When'}, Object.keys(PERIODS).map(each => h('a', {class: 'tab', href: href(each), 'aria-current': Number(each) === chosen ? 'page' : null}, PERIODS[each])));
}

const known = days => (days in PERIODS ? Number(days) : USUAL);

/** Of all articles. */
export function figures(days, kept) {
  const period = known(days);
  const query = `from=${dayBefore(period - 1)}&to=${dayBefore(0)}`;
  const hours = live('/api/statistics/hours', answer => answer.items);
  const list = h('ol', {class: 'rows', role: 'list'});
  const rows = growingList({
    list,
    kept,
    page: PAGE,
    load: (count, after) => getList(`/api/statistics/articles?${query}`, count, after),
    draw: article => h('li', {class: 'row-item', 'data-id': article.id},
      h('div', {}, h('a', {class: 'row-title', href: `#/articles/${article.id}/figures`, dir: 'auto'}, article.title)),
      h('p', {class: 'row-status'}, h('span', {class: 'soft'}, `${shown(article.views)} views, ${shown(article.reads)} read to the end, ${shown(article.comments)} new comments`))),
    target: item => item.querySelector('a'),
    nothing: () => h('div', {class: 'empty'}, h('h2', {}, 'Nothing was viewed yet'), h('p', {}, 'As soon as somebody reads an article, it stands here.')),
    counted: count => `${count} ${count === 1 ? 'article' : 'articles'}`,
  });
  const element = h('section', {class: 'page', 'aria-labelledby': 'figures-title'},
    head('Figures', 'figures-title', `/api/statistics/articles?${query}&format=csv`),
    hours.element,
    periods(period, each => `#/figures/${each}`),
    part(`/api/statistics/articles?${query}&limit=1`, answer => h('div', {},
      sums(answer),
      chart({title: 'Views by day', series: VIEWS, points: ofDays(answer.days), first: 'Day (UTC)'}),
      whereFrom(answer))),
    h('section', {'aria-labelledby': 'most-viewed-title'}, h('h2', {id: 'most-viewed-title'}, 'Most viewed'), list, rows.foot),
    others(query));
  rows.start();
  return {element, close: hours.close, remember: rows.remember};
}

/** Of one. */
export function articleFigures(id, days) {
  const period = known(days);
  const query = `from=${dayBefore(period - 1)}&to=${dayBefore(0)}`;
  const path = `/api/statistics/articles/${encodeURIComponent(id)}?${query}`;
  const hours = live(path, answer => answer.hours);
  const title = h('p', {class: 'figures-of'});
  get(`/api/drafts/${encodeURIComponent(id)}`).then(({answer}) => title.replaceChildren(bdi(answer.title)), () => {});
  const element = h('section', {class: 'page', 'aria-labelledby': 'figures-title'},
    head('Figures of an article', 'figures-title', `${path}&format=csv`, h('a', {class: 'button button-quiet', href: `#/articles/${id}`}, 'To the article')),
    title,
    hours.element,
    periods(period, each => `#/articles/${id}/figures/${each}`),
    part(path, answer => h('div', {},
      sums(answer),
      chart({title: 'Views by day', series: VIEWS, points: ofDays(answer.days), first: 'Day (UTC)'}),
      whereFrom(answer))));
  return {element, close: hours.close};
}
