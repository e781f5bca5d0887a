// Charts as SVG, made element by element. Each has a title, values under the pointer or the arrow keys, and the same numbers as a table.
import { el, fill, table } from './dom.js';

const NS = 'http://www.w3.org/2000/svg';
const DAY = 86_400_000;
const HEIGHT = 220;
const MARGIN = { top: 10, right: 12, bottom: 24, left: 62 };
const days = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', day: '2-digit', month: 'short' });
const compact = new Intl.NumberFormat('en-GB', { notation: 'compact', maximumFractionDigits: 1 });

/**
 * A chart over time. `kind` is line or bars; `points` are { at (ms), value, mark ('buy' or 'sell', or none) }, oldest first; `from` and `to` (ms)
 * bound the axis; `format(value)` and `time(ms)` make a point's texts; `columns` are those of the table. `signed` colours bars by their sign,
 * `tight` lets the axis leave zero out.
 */
export function timeChart({ title, kind, points, from, to, format, time, signed, tight, columns, note }) {
  const readout = el('p', { class: 'readout', 'aria-live': 'polite' });
  const svg = svgEl('svg', { class: 'chart', role: 'img', tabindex: '0', 'aria-label': `${title}. ${points.length} values; arrow keys read them one by one.` });
  const summary = note ?? '';
  readout.textContent = summary;
  let plot = null;
  let chosen = -1;

  const choose = index => {
    chosen = index;
    plot?.show(index);
    const point = points[index];
    readout.textContent = point ? `${time(point.at)}: ${point.mark ? `${point.mark} at ` : ''}${format(point.value)}` : summary;
  };
  svg.addEventListener('pointermove', event => {
    if (plot) choose(plot.nearest(event.clientX - svg.getBoundingClientRect().left));
  });
  svg.addEventListener('pointerleave', () => choose(-1));
  svg.addEventListener('blur', () => choose(-1));
  svg.addEventListener('keydown', event => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!step || points.length === 0) return;
    event.preventDefault();
    choose(chosen < 0 ? points.length - 1 : Math.min(points.length - 1, Math.max(0, chosen + step)));
  });
  const figure = frame(title, readout, svg, columns, points);
  new ResizeObserver(([entry]) => {
    const width = Math.floor(entry.contentRect.width);
    if (width > 0 && width !== plot?.width) plot = draw(svg, { width, kind, points, from, to, signed, tight });
  }).observe(svg);
  return figure;
}

/** How many of what, as horizontal bars. `rows` are { label, value }. */
export function rankChart({ title, rows, format, columns }) {
  const most = Math.max(1, ...rows.map(row => row.value));
  const svg = svgEl('svg', { class: 'chart rank', role: 'img', 'aria-label': `${title}. ${rows.map(row => `${row.label} ${format(row.value)}`).join(', ')}.` });
  const line = 24;
  let drawn = 0;
  new ResizeObserver(([entry]) => {
    const width = Math.floor(entry.contentRect.width);
    if (width === 0 || width === drawn) return;
    drawn = width;
    const left = Math.min(170, width * 0.42);
    size(svg, width, rows.length * line + 4);
    fill(svg, ...rows.flatMap((row, index) => {
      const y = index * line;
      return [
        svgEl('text', { x: left - 8, y: y + 16, class: 'axis end' }, row.label),
        svgEl('rect', { x: left, y: y + 4, width: Math.max(2, (width - left - 56) * row.value / most), height: line - 8, rx: 2, class: 'bar' }),
        svgEl('text', { x: left + Math.max(2, (width - left - 56) * row.value / most) + 6, y: y + 16, class: 'value' }, format(row.value)),
      ];
    }));
  }).observe(svg);
  return frame(title, null, svg, columns, rows);
}

function frame(title, readout, svg, columns, rows) {
  return el('figure', { class: 'card figure' }, el('figcaption', null, el('h3', null, title), readout), rows.length === 0 ? el('p', { class: 'muted' }, 'Nothing in this period.') : svg,
    rows.length > 0 && el('details', null, el('summary', null, 'Numbers'), table(title, columns, rows, '')));
}

function draw(svg, { width, kind, points, from, to, signed, tight }) {
  const right = width - MARGIN.right;
  const bottom = HEIGHT - MARGIN.bottom;
  const values = points.map(point => point.value);
  const ticks = niceTicks(Math.min(...values, ...(tight ? [] : [0])), Math.max(...values, ...(tight ? [] : [0])));
  const [low, high] = [ticks[0], ticks.at(-1)];
  const x = at => MARGIN.left + (right - MARGIN.left) * (at - from) / (to - from);
  const y = value => bottom - (bottom - MARGIN.top) * (value - low) / (high - low);
  const width1 = Math.max(1, Math.min(28, (x(from + DAY) - x(from)) * 0.72));
  const middle = kind === 'bars' ? DAY / 2 : 0;
  const guide = svgEl('line', { class: 'guide', y1: MARGIN.top, y2: bottom });
  const dot = svgEl('circle', { class: 'dot', r: 4 });
  const markLayer = points.filter(point => point.mark).map(point => mark(x(point.at), y(point.value), point.mark));

  size(svg, width, HEIGHT);
  fill(svg,
    ...ticks.flatMap(tick => [
      svgEl('line', { class: tick === 0 ? 'zero' : 'grid', x1: MARGIN.left, x2: right, y1: y(tick), y2: y(tick) }),
      svgEl('text', { class: 'axis end', x: MARGIN.left - 8, y: y(tick) + 4 }, tight && high - low < 1000 && high < 100000 ? trim(tick) : compact.format(tick)),
    ]),
    ...dayTicks(from, to, Math.max(2, Math.floor(width / 90))).map(at =>
      svgEl('text', { class: 'axis middle', x: x(at + middle), y: HEIGHT - 6 }, days.format(at))),
    ...(kind === 'bars' ? points.map(point => svgEl('rect', {
      class: `bar${signed ? (point.value < 0 ? ' loss' : ' gain') : ''}`,
      x: x(point.at + middle) - width1 / 2, width: width1, y: Math.min(y(0), y(point.value)), height: Math.max(1, Math.abs(y(point.value) - y(0))),
    })) : line(points, x, y, tight ? null : y(0))),
    ...markLayer, guide, dot);
  show(-1);

  function show(index) {
    const point = points[index];
    for (const part of [guide, dot]) part.setAttribute('visibility', point ? 'visible' : 'hidden');
    if (!point) return;
    const at = x(point.at + middle);
    guide.setAttribute('x1', at);
    guide.setAttribute('x2', at);
    dot.setAttribute('cx', at);
    dot.setAttribute('cy', y(point.value));
  }

  const nearest = position => points.reduce((best, point, index) =>
    (best < 0 || Math.abs(x(point.at + middle) - position) < Math.abs(x(points[best].at + middle) - position) ? index : best), -1);
  return { width, show, nearest };
}

function line(points, x, y, base) {
  if (points.length === 0) return [];
  const path = points.map((point, index) => `${index === 0 ? 'M' : 'L'}${x(point.at).toFixed(1)} ${y(point.value).toFixed(1)}`).join('');
  const area = base === null ? [] : [svgEl('path', { class: 'area', d: `${path}L${x(points.at(-1).at).toFixed(1)} ${base}L${x(points[0].at).toFixed(1)} ${base}Z` })];
  return [...area, svgEl('path', { class: 'line', d: path })];
}

/** Buys point up and sells down, so that the colour is not all that tells them apart. */
function mark(x, y, side) {
  const up = side === 'buy' ? 1 : -1;
  return svgEl('path', { class: `mark ${side}`, d: `M${x} ${y - 5 * up}L${x + 5} ${y + 4 * up}L${x - 5} ${y + 4 * up}Z` });
}

function niceTicks(low, high) {
  if (low === high) [low, high] = low === 0 ? [0, 1] : [low - Math.abs(low) / 10, high + Math.abs(high) / 10];
  const rough = (high - low) / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5, 10].map(factor => factor * power).find(candidate => candidate >= rough);
  const ticks = [];
  for (let n = Math.floor(low / step); n <= Math.ceil(high / step); n++) ticks.push(n * step);
  return ticks;
}

function dayTicks(from, to, most) {
  const count = Math.round((to - from) / DAY);
  const step = [1, 2, 3, 7, 14, 30, 60, 90, 180, 365].find(candidate => count / candidate <= most) ?? 730;
  const ticks = [];
  for (let at = from; at < to; at += step * DAY) ticks.push(at);
  return ticks;
}

const trim = value => String(Number(value.toPrecision(8)));

function size(svg, width, height) {
  svg.setAttribute('viewBox', `0 0 ${width} ${height}`);
  svg.setAttribute('height', height);
}

function svgEl(tag, attributes, text) {
  const node = document.createElementNS(NS, tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  if (text !== undefined) node.textContent = text;
  return node;
}
