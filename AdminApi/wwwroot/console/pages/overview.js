import { badge, el, fill, notice, table } from '../dom.js';
import { ago, date, number } from '../format.js';
import { live } from '../live.js';

export const id = 'overview';
export const title = 'Overview';
export const permission = 'manage_migrations';

const STATES = {
  untouched: ['info', 'Untouched', 'The migration engine has never worked on this database: run the MigrationService.'],
  up_to_date: ['ok', 'Up to date', 'The database has every migration of this build that is not held for later, and no other.'],
  pending: ['warn', 'Pending', 'The database lacks migrations of this build: the next run of the MigrationService applies them.'],
  ahead: ['warn', 'Ahead', 'The database has migrations that this build does not know: a newer build has migrated it.'],
  damaged: ['bad', 'Unfinished', 'A migration was left half-done and nobody works on it: run the MigrationService, which goes on where it stopped, or `repair`.'],
};

export function render(root, api, signal) {
  live(root, signal, 5000, () => api.get('/console/api/overview', signal), show);
}

function show(content, data) {
  const [kind, word, sentence] = STATES[data.isTouched ? data.state : 'untouched'];
  fill(content,
    el('p', { class: `notice ${kind}` }, el('strong', null, `${word}. `), sentence),
    holder(data.lockHolder),
    el('dl', { class: 'tiles' },
      tile('Applied', number(data.applied)),
      tile('Pending', number(data.pending.length)),
      tile('Backfills open', number(data.backfillsOpen)),
      tile('Living instances', number(data.instances.length)),
      tile('PostgreSQL', data.serverVersion)),
    data.newest && el('p', { class: 'muted' }, 'Newest applied: ', el('code', null, data.newest)),
    ...section('Waiting for `complete`', data.waiting.length > 0 && table('Contract migrations that wait', [
      { title: 'Migration', of: row => el('code', null, row.id) },
      { title: 'Waits for', of: row => (row.reasons.length === 0 ? 'nothing: `complete` applies it' : row.reasons.map(reason => el('div', null, reason))) },
    ], data.waiting)),
    ...section('Unfinished', data.unfinished.length > 0 && table('Unfinished migrations', [
      { title: 'Migration', of: row => el('code', null, row.migrationId) },
      { title: 'Steps', numeric: true, of: row => `${row.stepsDone} of ${row.stepsTotal}` },
      { title: 'Since', of: row => date(row.startedAt) },
      { title: 'Error', of: row => row.error ?? '–' },
    ], data.unfinished)),
    ...section('Unknown to this build', data.unknown.length > 0 && el('ul', null, ...data.unknown.map(name => el('li', null, el('code', null, name))))),
    ...section('Living instances', table('Living instances', [
      { title: 'Application', of: row => row.name },
      { title: 'Version', of: row => el('code', null, row.version.split('+')[0]) },
      { title: 'Newest migration', of: row => row.heads.map(head => el('div', null, el('code', null, head))) },
      { title: 'Host', of: row => `${row.host} (process ${row.processId})` },
      { title: 'Since', of: row => date(row.since) },
      { title: 'Last beat', of: row => ago(row.lastBeat, data.at) },
    ], data.instances, 'No application has registered.')),
    el('p', { class: 'muted' }, `As of ${date(data.at)}.`));
}

const tile = (name, value) => el('div', { class: 'tile' }, el('dt', null, name), el('dd', null, value));

const section = (heading, body) => (body ? [el('h2', null, heading), body] : []);

function holder(lock) {
  if (!lock) return null;
  const place = [lock.user, lock.address].filter(Boolean).join(' from ');
  return el('div', { class: 'notice info' }, badge('migrating'), ` ${lock.application} (process ${lock.processId}${place && `, ${place}`}) holds the migration lock`,
    lock.since ? ` since ${date(lock.since)}.` : '.');
}
