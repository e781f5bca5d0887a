import { rankChart, timeChart } from '../charts.js';
import { badge, el, fill, table } from '../dom.js';
import { date, NONE, number, words } from '../format.js';
import { live } from '../live.js';

export const id = 'desk';
export const title = 'Desk';
export const permission = 'view_trades';

const DAY = 86_400_000;
const PERIODS = [[7, '7 days'], [30, '30 days'], [90, '90 days'], [3660, 'All']];
const BAD = ['failed', 'rejected', 'blocked_kill_switch', 'blocked_circuit_breaker', 'error'];
const GOOD = ['filled', 'running'];

// What was chosen stays while the tab is open.
const chosen = { days: 30, currency: null, symbol: null };

export function render(root, api, signal) {
  const bar = el('div', { class: 'row desk-bar' });
  const body = el('div');
  let last = '';
  let look = () => {};
  const choose = change => {
    Object.assign(chosen, change);
    look();
  };
  fill(root, bar, body);
  look = live(body, signal, 20_000, () => read(api, signal), (content, data) => {
    // Drawing anew would take the opened tables and the focus away.
    const now = JSON.stringify([chosen, data]);
    if (now === last) return;
    last = now;
    showBar(bar, data, choose);
    show(content, data, choose);
  });
}

async function read(api, signal) {
  const get = path => api.get(`/desk/${path}`, signal).catch(failure => {
    if (failure.status === 403) return null;
    throw failure;
  });
  const period = `days=${chosen.days}`;
  const [pnl, activity, symbols, statuses, positions, bots, trades, orders] = await Promise.all([
    get(`pnl?${period}`), get(`activity?${period}`), get(`symbols?${period}`), get(`order-statuses?${period}`), get('positions'), get('bots'), get('trades'), get('orders'),
  ]);
  const symbol = symbols?.rows.some(row => row.symbol === chosen.symbol) ? chosen.symbol : symbols?.rows[0]?.symbol ?? null;
  const prices = symbol === null ? null : await get(`prices?symbol=${encodeURIComponent(symbol)}&${period}`);
  return { pnl, activity, symbols, statuses, positions, bots, trades, orders, symbol, prices };
}

function showBar(bar, data, choose) {
  const currencies = currenciesOf(data);
  const period = data.activity ?? data.pnl;
  fill(bar,
    el('div', { class: 'periods', role: 'group', 'aria-label': 'Period' }, ...PERIODS.map(([days, text]) =>
      el('button', { type: 'button', 'aria-pressed': String(chosen.days === days), on: { click: () => choose({ days }) } }, text))),
    choice('Currency', currencies.map(currency => [currency ?? '', currency ?? 'none']), currencyOf(data) ?? '', value => choose({ currency: value || null })),
    period && el('span', { class: 'muted end' }, `${day(startOf(data))} to ${day(Date.parse(period.to))}, UTC`));
}

function show(content, data, choose) {
  const currency = currencyOf(data);
  const pnl = data.pnl?.rows.filter(row => row.currency === currency);
  const activity = data.activity?.rows.filter(row => row.currency === currency) ?? [];
  const open = data.positions ?? [];
  const own = open.filter(row => row.currency === currency);
  const unit = currency === null ? '' : `, ${currency}`;
  const amount = value => `${cents(value)} ${currency ?? ''}`.trim();
  const range = { from: startOf(data), to: Date.parse((data.activity ?? data.pnl).to) + DAY };
  const perDay = { ...range, time: day };

  fill(content,
    el('dl', { class: 'tiles' },
      pnl && tile(`Realized P&L${unit}`, signed(pnl.at(-1)?.running ?? 0, cents)),
      tile('Trades', number(sum(activity, 'trades'))),
      tile(`Volume${unit}`, cents(sum(activity, 'volume'))),
      tile(`Fees${unit}`, cents(sum(activity, 'fees'))),
      data.positions && tile('Open positions', `${own.length} of ${open.length}`),
      data.positions && pnl && tile(`Unrealized P&L${unit}`, signed(sum(own, 'unrealizedPl'), cents))),
    el('div', { class: 'charts' },
      pnl && timeChart({
        ...perDay, title: 'Realized P&L, running sum', kind: 'line', points: carried(points(pnl, 'running'), range), format: amount,
        note: pnl.length > 0 ? amount(pnl.at(-1).running) : '', columns: dayColumns('Sum', amount),
      }),
      pnl && timeChart({
        ...perDay, title: 'Realized P&L per day', kind: 'bars', signed: true, points: points(pnl, 'realized'), format: amount,
        note: `${pnl.filter(row => row.realized > 0).length} of ${pnl.length} days with a profit`, columns: dayColumns('P&L', amount),
      }),
      timeChart({
        ...perDay, title: 'Trades per day', kind: 'bars', points: points(activity, 'trades'), format: value => number(value),
        note: `${number(sum(activity, 'trades'))} trades`, columns: dayColumns('Trades', value => number(value)),
      }),
      timeChart({
        ...perDay, title: 'Fees per day', kind: 'bars', points: points(activity, 'fees'), format: amount,
        note: amount(sum(activity, 'fees')), columns: dayColumns('Fees', amount),
      })),
    data.prices && prices(data, range, choose),
    el('div', { class: 'charts' },
      data.statuses && rankChart({ title: 'Orders by status', ...counts(data.statuses.rows) }),
      data.bots && rankChart({ title: 'Bots by state', ...counts(data.bots) })),
    ...(data.positions ? [el('h2', null, `Open positions in ${currency ?? 'no currency'}`), positions(own)] : []),
    el('h2', null, 'Latest trades'), trades(data.trades ?? []),
    el('h2', null, 'Latest orders'), orders(data.orders ?? []));
}

function prices(data, range, choose) {
  const rows = data.prices.rows;
  const currency = rows[0]?.currency ?? '';
  const figure = timeChart({
    ...range, title: `Traded prices of ${data.symbol}`, kind: 'line', tight: true, time: date,
    points: rows.map(row => ({ at: Date.parse(row.executedAt), value: row.price, mark: row.side, row })),
    format: value => `${number(value)} ${currency}`,
    note: rows.length === 500 ? 'The newest 500 trades of the period. ▲ buy ▼ sell' : `${rows.length} trades. ▲ buy ▼ sell`,
    columns: [
      { title: 'Time', of: point => date(point.at) },
      { title: 'Side', of: point => point.mark },
      { title: 'Qty', numeric: true, of: point => quantity(point.row.qty) },
      { title: `Price, ${currency}`, numeric: true, of: point => number(point.value) },
    ],
  });
  return el('div', null,
    el('div', { class: 'row desk-bar' }, choice('Symbol', data.symbols.rows.map(row => [row.symbol, `${row.symbol} (${row.trades})`]), data.symbol, symbol => choose({ symbol }))),
    el('div', { class: 'charts' }, el('div', { class: 'wide' }, figure)));
}

const positions = rows => table('Open positions', [
  { title: 'Symbol', of: row => el('strong', null, row.symbol) },
  { title: 'Holder', of: row => row.holder },
  { title: 'Qty', numeric: true, of: row => quantity(row.qty) },
  { title: 'Average entry', numeric: true, of: row => number(row.avgEntryPrice, 2) },
  { title: 'Price', numeric: true, of: row => number(row.currentPrice, 2) },
  { title: 'Unrealized P&L', numeric: true, of: row => signed(row.unrealizedPl, cents) },
], rows, 'Nothing is held in this currency.');

const trades = rows => table('Latest trades', [
  { title: 'Time', of: row => date(row.executedAt) },
  { title: 'Trader', of: row => row.trader },
  { title: 'Side', of: row => badge(row.side, row.side === 'buy' ? 'ok' : 'warn') },
  { title: 'Symbol', of: row => el('strong', null, row.symbol) },
  { title: 'Qty', numeric: true, of: row => quantity(row.qty) },
  { title: 'Price', numeric: true, of: row => `${number(row.price, 2)} ${row.currency ?? ''}` },
  { title: 'Fee', numeric: true, of: row => number(row.fee, 2) },
  { title: 'Realized P&L', numeric: true, of: row => signed(row.realizedPnl, cents) },
], rows, 'Nothing was traded yet.');

const orders = rows => table('Latest orders', [
  { title: 'Time', of: row => date(row.createdAt) },
  { title: 'Trader', of: row => row.trader ?? NONE },
  { title: 'Side', of: row => badge(row.side, row.side === 'buy' ? 'ok' : 'warn') },
  { title: 'Symbol', of: row => el('strong', null, row.symbol) },
  { title: 'Type', of: row => words(row.orderType) },
  { title: 'Filled', numeric: true, of: row => `${quantity(row.filledQty)} of ${quantity(row.qty)}` },
  { title: 'Limit', numeric: true, of: row => number(row.limitPrice, 2) },
  { title: 'Status', of: row => badge(words(row.status), BAD.includes(row.status) ? 'bad' : GOOD.includes(row.status) ? 'ok' : 'info') },
], rows, 'Nothing was ordered yet.');

function choice(label, options, value, change) {
  const select = el('select', { on: { change: event => change(event.target.value) } }, ...options.map(([key, text]) => el('option', { value: key, selected: key === value }, text)));
  return el('label', null, `${label} `, select);
}

const tile = (name, value) => el('div', { class: 'tile' }, el('dt', null, name), el('dd', null, value));
const day = at => date(at).slice(0, 11);
const sum = (rows, name) => rows.reduce((total, row) => total + (row[name] ?? 0), 0);
const quantity = value => new Intl.NumberFormat('en-GB', { maximumFractionDigits: 8 }).format(value);
const points = (rows, name) => rows.map(row => ({ at: Date.parse(row.day), value: row[name] }));
const cents = value => number(value, 2);
const dayColumns = (name, format) => [
  { title: 'Day', of: point => day(point.at) },
  { title: name, numeric: true, of: point => format(point.value) },
];

/** A running sum stands still on the days without a trade. */
function carried(known, { from, to }) {
  const values = new Map(known.map(point => [point.at, point.value]));
  const filled = [];
  for (let at = known.length > 0 ? from : to; at < to; at += DAY) filled.push({ at, value: values.get(at) ?? filled.at(-1)?.value ?? 0 });
  return filled;
}

function signed(value, format) {
  if (value === null || value === undefined) return NONE;
  return el('span', { class: value < 0 ? 'loss-text' : value > 0 ? 'gain-text' : '' }, `${value > 0 ? '+' : ''}${format(value)}`);
}

const counts = rows => ({
  rows: rows.map(row => ({ label: row.status === null ? 'never started' : words(row.status), value: row.count })),
  format: value => number(value),
  columns: [{ title: 'Status', of: row => row.label }, { title: 'Count', numeric: true, of: row => number(row.value) }],
});

/** "All" begins where the trades do. */
function startOf(data) {
  const first = Math.min(...[data.activity, data.pnl].flatMap(answer => answer?.rows[0] ? [Date.parse(answer.rows[0].day)] : []));
  const asked = Date.parse((data.activity ?? data.pnl).from);
  return chosen.days > 90 && Number.isFinite(first) ? Math.max(asked, first) : asked;
}

const currenciesOf = data => {
  const trades = new Map();
  for (const row of data.activity?.rows ?? []) trades.set(row.currency, (trades.get(row.currency) ?? 0) + row.trades);
  return [...trades].sort((a, b) => b[1] - a[1]).map(([currency]) => currency);
};

const currencyOf = data => {
  const currencies = currenciesOf(data);
  return currencies.includes(chosen.currency) ? chosen.currency : currencies[0] ?? null;
};
