import { badge, el, fill, table } from '../dom.js';
import { date, duration, number, words } from '../format.js';
import { live } from '../live.js';

export const id = 'migrations';
export const title = 'Migrations';
export const permission = 'manage_migrations';

const STATES = { applied: 'ok', pending: 'warn', waiting: 'info', unknown: 'warn', unfinished: 'bad' };

export function render(root, api, signal) {
  live(root, signal, 10000, () => api.get('/console/api/migrations', signal), show);
}

function show(content, rows) {
  const count = state => rows.filter(row => row.state === state).length;
  const summary = Object.keys(STATES).filter(state => count(state) > 0).map(state => `${number(count(state))} ${words(state)}`).join(', ');
  fill(content,
    el('p', { class: 'muted' }, summary ? `${summary}. Newest first.` : ''),
    table('Migrations', [
      { title: 'Migration', of: row => [el('code', null, row.id), row.note ? el('div', { class: 'muted' }, row.note) : null] },
      { title: 'Kind', of: row => words(row.phase) },
      { title: 'State', of: row => badge(words(row.state), STATES[row.state]) },
      { title: 'Applied', of: row => date(row.appliedAt) },
      { title: 'Took', numeric: true, of: row => duration(row.duration) },
      { title: 'By', of: row => row.by ?? '–' },
      { title: 'Last attempt', of: row => words(row.outcome) },
    ], rows, 'This build has no migrations.'));
}
