import { badge, el, fill, notice, table } from '../dom.js';
import { date, duration, words } from '../format.js';

export const id = 'journal';
export const title = 'Journal';
export const permission = 'manage_migrations';

const PAGE = 50;
const KINDS = { succeeded: 'ok', running: 'info', failed: 'bad' };

export function render(root, api, signal) {
  const seen = [];
  const rows = el('div');
  const more = el('button', { type: 'button', class: 'quiet', hidden: true, on: { click: read } }, 'Show older entries');
  const problem = el('div', { role: 'alert' });
  fill(root, el('p', { class: 'muted' }, 'What the migration engine did in this database, latest first.'), rows, problem, more);
  let cursor = null;
  return read();

  async function read() {
    more.disabled = true;
    try {
      const page = await api.get(`/schema/journal?limit=${PAGE}${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`, signal);
      seen.push(...page.items);
      cursor = page.nextCursor;
      fill(rows, show(seen));
      fill(problem);
      more.textContent = 'Show older entries';
      more.hidden = !cursor;
    } catch (failure) {
      if (signal.aborted) return;
      fill(problem, notice(failure.message, 'bad'));
      more.textContent = 'Try again';
      more.hidden = false;
    } finally {
      more.disabled = false;
    }
  }
}

const show = entries => table('Journal', [
  { title: 'When', of: row => date(row.startedAt) },
  { title: 'Migration', of: row => [el('code', null, row.migrationId), row.error ? el('div', { class: 'error' }, row.error) : null] },
  { title: 'Direction', of: row => words(row.direction) + (row.source === 'run' ? '' : ` (${words(row.source)})`) },
  { title: 'Outcome', of: row => badge(row.isHalfDone ? `${words(row.outcome)}, half done` : words(row.outcome), row.isHalfDone && row.outcome !== 'running' ? 'bad' : KINDS[row.outcome] ?? 'warn') },
  { title: 'Took', numeric: true, of: row => duration(row.duration) },
  { title: 'Steps', numeric: true, of: row => `${row.stepsDone} of ${row.stepsTotal}` },
  { title: 'Who', of: row => [`${row.osUser} on ${row.host}`, el('div', { class: 'muted' }, `as ${row.databaseUser}, ${row.application}`)] },
], entries, 'The engine has written nothing yet.');
