import { badge, el, fill, table } from '../dom.js';
import { duration } from '../format.js';
import { live } from '../live.js';

export const id = 'blockers';
export const title = 'Blockers';
export const permission = 'manage_migrations';

export function render(root, api, signal) {
  live(root, signal, 2000, () => api.get('/console/api/blockers', signal), show);
}

function show(content, sessions) {
  fill(content,
    el('p', { class: 'muted' }, 'Sessions of the database that wait for a lock, and those in their way. Migrations give way by themselves and try again.'),
    table('Sessions', [
      { title: 'Process', numeric: true, of: row => row.processId },
      { title: 'Who', of: row => [row.application || '–', row.isMigrating ? [' ', badge('migrating')] : null, el('div', { class: 'muted' }, [row.user, row.address].filter(Boolean).join(' from '))].flat() },
      { title: 'Waits for', of: row => (row.waitsFor ? [el('code', null, row.waitsFor), el('div', { class: 'muted' }, `for ${duration(row.waiting)}, behind ${row.blockedBy.join(', ')}`)] : badge('in the way', 'warn')) },
      { title: 'Holds', of: row => row.holds.map(lock => el('div', null, el('code', null, lock))) },
      { title: 'Transaction', of: row => `${row.state ?? '–'}${row.transactionAge ? ` for ${duration(row.transactionAge)}` : ''}` },
      { title: 'Statement', of: row => el('code', null, (row.query ?? '–').slice(0, 300)) },
    ], sessions, 'Nobody waits for a lock.'));
}
