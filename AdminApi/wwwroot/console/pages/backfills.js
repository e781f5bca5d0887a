import { badge, el, fill, notice, table } from '../dom.js';
import { ago, date, duration, number, percent, words } from '../format.js';
import { live } from '../live.js';

export const id = 'backfills';
export const title = 'Backfills';
export const permission = 'manage_migrations';

const STATES = {
  not_yet_possible: ['info', 'Its migration is not applied yet.'],
  pending: ['info', 'It waits for its first run.'],
  open: ['info', 'Nobody works on it right now: the next run goes on where the last one stopped.'],
  running: ['ok', 'Somebody works on it.'],
  paused: ['warn', 'Paused by an operator: no run touches it until it is resumed.'],
  cancelled: ['bad', 'Given up by an operator: no run touches it, and what requires it cannot run, until it is retried.'],
  failed: ['bad', 'It could not go on. The next run tries again.'],
  rows_set_aside: ['warn', 'All is done but for the rows below: correct them, then retry.'],
  finished: ['ok', 'No row needed it any more when it ended.'],
};

export function render(root, api, signal) {
  const outcome = el('div', { role: 'status' });
  const list = el('div');
  fill(root, outcome, list);
  let busy = false;
  const cards = new Map();
  const [open, finished] = [el('div'), el('div')];
  const look = live(list, signal, 2000, () => api.get('/console/api/backfills', signal), show);

  function show(content, data) {
    if (!data.isTouched) {
      fill(content, notice('The migration engine has never worked on this database: there is nothing to fill yet.'));
      return;
    }
    // Cards are kept from one look to the next, so that the keyboard's focus and an open list stay where they are.
    if (content.dataset.kept !== 'yes' || data.items.some(item => !cards.has(item.status.name)) || data.items.length !== cards.size) {
      cards.clear();
      fill(open);
      fill(finished);
      for (const { status } of data.items) cards.set(status.name, createCard(status.name));
      fill(content, el('p', { class: 'muted', 'data-part': 'at' }), open, finished);
      content.dataset.kept = 'yes';
    }
    content.querySelector('[data-part=at]').textContent = data.items.length === 0 ? 'There are no backfills.' : `As of ${date(data.at)}.`;
    for (const item of data.items) {
      const card = cards.get(item.status.name);
      const home = item.status.state === 'finished' ? finished : open;
      if (card.node.parentNode !== home) home.append(card.node);
      card.update(item, data.at);
    }
  }

  function createCard(name) {
    const [state, sentence, facts, bar, workers, aside] = ['span', 'p', 'dl', 'div', 'p', 'div'].map(tag => el(tag));
    facts.className = 'facts';
    workers.className = 'muted';
    const buttons = ['pause', 'resume', 'retry', 'cancel'].map(action => el('button', {
      type: 'button', class: action === 'cancel' ? 'danger' : 'quiet', 'aria-label': `${words(action)} ${name}`, on: { click: () => steer(action, name) },
    }, action[0].toUpperCase() + action.slice(1)));
    const heading = el('h2', { class: 'mono' }, name);
    const rows = el('div');
    const details = el('details', null, el('summary', null, 'Rows set aside'), rows);
    fill(aside, details);
    return {
      node: el('section', { class: 'card' }, el('div', { class: 'row' }, heading, state, el('div', { class: 'row end' }, ...buttons)), sentence, bar, facts, workers, aside),
      update(item, at) {
        const status = item.status;
        const [kind, text] = status.givesWay === null ? STATES[status.state] : ['warn', `Somebody works on it, and gives way: ${status.givesWay}.`];
        fill(state, badge(status.givesWay === null ? words(status.state) : 'giving way', kind));
        sentence.textContent = status.error ? `${text} ${status.error}` : status.isKnown ? text : `${text} This build does not know it.`;
        buttons.forEach((button, i) => {
          const action = ['pause', 'resume', 'retry', 'cancel'][i];
          button.hidden = !item.actions.includes(action);
          button.disabled = busy;
        });
        const part = status.fraction;
        const going = part !== null && status.state !== 'finished';
        bar.hidden = !going;
        if (going) {
          if (!bar.firstChild) fill(bar, el('progress', { max: '1', 'aria-label': `Progress of ${name}` }));
          bar.firstChild.value = part;
        }
        fill(facts,
          ...fact('Table', status.table),
          ...fact('After', status.after),
          ...fact('Rows looked at', walked(status)),
          ...fact('Rows changed', number(status.rowsChanged)),
          ...(status.state === 'finished' ? [] : factsOfWork(status)),
          ...fact('Last batch', ago(status.updatedAt, at)),
          ...fact('Set aside', number(status.rowsSetAside)));
        workers.textContent = status.workers.length > 0 ? `Working: ${status.workers.join('; ')}.` : '';
        workers.hidden = status.workers.length === 0;
        aside.hidden = item.setAside.length === 0;
        if (rows.dataset.count !== String(status.rowsSetAside)) {
          rows.dataset.count = String(status.rowsSetAside);
          fill(rows, table(`Rows that ${name} has set aside`, [
            { title: 'Key', of: row => el('code', null, row.key.join(', ')) },
            { title: 'Why', of: row => row.error },
            { title: 'Code', of: row => row.sqlState ?? '–' },
            { title: 'When', of: row => date(row.at) },
          ], item.setAside, ''), status.rowsSetAside > item.setAside.length ? el('p', { class: 'muted' }, `The first ${item.setAside.length} of ${number(status.rowsSetAside)}.`) : null);
        }
      },
    };
  }

  async function steer(action, name) {
    if (busy || (action === 'cancel' && !await confirmed(root, name))) return;
    busy = true;
    fill(outcome, notice(action === 'pause' ? `Pausing ${name}: waiting until no batch is open …` : `${words(action)} ${name} …`));
    try {
      const status = await api.post(`/console/api/backfills/${encodeURIComponent(name)}/${action}`, null, signal);
      fill(outcome, notice(`Backfill ${name} is ${words(status.state)}.`, 'ok'));
    } catch (failure) {
      if (signal.aborted) return;
      fill(outcome, notice(failure.message, failure.status === 409 ? 'warn' : 'bad'));
    } finally {
      busy = false;
      if (!signal.aborted) look();
    }
  }
}

function walked(status) {
  if (status.startedAt === null) return '–';
  if (status.state === 'finished') return status.rowsWalked > 0 ? number(status.rowsWalked) : 'none: there was nothing to do';
  const estimate = status.state === 'rows_set_aside' ? '' : ` of about ${number(Math.max(status.estimatedRows, status.rowsWalked))}`;
  return `${number(status.rowsWalked)}${estimate}${status.fraction === null ? '' : ` (${percent(status.fraction)})`}`;
}

const factsOfWork = status => [
  ...fact('Rate', status.rowsPerSecond === null ? '–' : `${number(status.rowsPerSecond, 0)} rows/s`),
  ...fact('Time left', duration(status.timeLeft)),
  ...fact('Batch size', status.batchSize ? number(status.batchSize) : '–'),
];

const fact = (name, value) => [el('div', null, el('dt', null, name), el('dd', null, value))];

/** Asks; true for yes. Escape and the first button are no. */
function confirmed(root, name) {
  const heading = el('h2', { id: 'confirm-title' }, 'Give up this backfill?');
  const dialog = el('dialog', { 'aria-labelledby': 'confirm-title' }, heading,
    el('p', null, 'What ', el('code', null, name), ' has done stays. No run works on it any more, and the migration that requires it cannot run, until it is retried.'),
    el('div', { class: 'row' },
      el('button', { type: 'button', class: 'quiet', autofocus: true, on: { click: () => dialog.close('') } }, 'Keep it'),
      el('button', { type: 'button', class: 'danger', on: { click: () => dialog.close('yes') } }, 'Give it up')));
  root.append(dialog);
  dialog.showModal();
  return new Promise(resolve => dialog.addEventListener('close', () => {
    dialog.remove();
    resolve(dialog.returnValue === 'yes');
  }));
}
