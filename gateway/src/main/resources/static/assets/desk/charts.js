// Figures as bars, and the same as a table for who does not see them, or wants to know exactly.
import {h} from './dom.js';

const SVG = 'http://www.w3.org/2000/svg';
const HEIGHT = 100;
const GAP = 0.16;

const number = new Intl.NumberFormat();
const compact = new Intl.NumberFormat(undefined, {notation: 'compact', maximumFractionDigits: 1});

/** A number as people read it. */
export const shown = value => number.format(value);

function svg(name, properties = {}, ...children) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(properties)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

/**
 * Bars of several series, each in front of the one before it.
 *
 * @param title what it shows
 * @param series `{key, name}`, two of them at most
 * @param points `{name, …}` with a number for each series, in the order of time
 * @param first what the column of names is called
 */
export function chart({title, series, points, first}) {
  const highest = Math.max(1, ...points.flatMap(point => series.map(each => point[each.key])));
  const sums = series.map(each => `${shown(points.reduce((sum, point) => sum + point[each.key], 0))} ${each.name.toLowerCase()}`);
  const drawing = svg('svg', {class: 'chart-bars', viewBox: `0 0 ${points.length} ${HEIGHT}`, preserveAspectRatio: 'none', role: 'img', 'aria-label': `${title}: ${sums.join(', ')}, ${points.length} bars`});
  points.forEach((point, place) => {
    // All of the column can be pointed at, however low its bars are.
    const column = svg('g', {}, svg('title', {}, `${point.name}: ${series.map(each => `${shown(point[each.key])} ${each.name.toLowerCase()}`).join(', ')}`), svg('rect', {x: place, y: 0, width: 1, height: HEIGHT, fill: 'transparent'}));
    series.forEach((each, order) => {
      const height = Math.max(0, point[each.key]) / highest * HEIGHT;
      const gap = GAP + order * 0.12;
      if (height > 0) column.append(svg('rect', {class: `chart-${order}`, x: place + gap, y: HEIGHT - height, width: 1 - 2 * gap, height}));
    });
    drawing.append(column);
  });
  return h('figure', {class: 'chart'},
    h('figcaption', {}, h('strong', {}, title), series.map((each, order) => h('span', {class: `chart-key chart-key-${order}`}, each.name))),
    h('div', {class: 'chart-frame'}, h('span', {class: 'chart-highest', 'aria-hidden': 'true'}, compact.format(highest)), drawing),
    points.length ? h('p', {class: 'chart-ends', 'aria-hidden': 'true'}, h('span', {}, points[0].name), h('span', {}, points.at(-1).name)) : null,
    h('details', {}, h('summary', {}, 'As a table'), table({
      caption: title,
      head: [first, ...series.map(each => each.name)],
      rows: points.map(point => [point.name, ...series.map(each => shown(point[each.key]))]).reverse(),
    })));
}

/** A table whose first column names the rows, and whose others are numbers. */
export function table({caption, head, rows}) {
  return h('div', {class: 'figures-table', role: 'region', tabindex: '0', 'aria-label': caption},
    h('table', {},
      h('caption', {class: 'visually-hidden'}, caption),
      h('thead', {}, h('tr', {}, head.map((name, place) => h('th', {scope: 'col', class: place ? 'number' : null}, name)))),
      h('tbody', {}, rows.map(row => h('tr', {}, row.map((cell, place) => (place ? h('td', {class: 'number'}, cell) : h('th', {scope: 'row', dir: 'auto'}, cell))))))));
}
