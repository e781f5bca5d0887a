// The pages, in the order of the navigation. A page is a module with id, title, permission and render(root, api, signal).
import * as desk from './pages/desk.js';
import * as overview from './pages/overview.js';
import * as migrations from './pages/migrations.js';
import * as backfills from './pages/backfills.js';
import * as journal from './pages/journal.js';
import * as blockers from './pages/blockers.js';

export const pages = [overview, migrations, backfills, journal, blockers, desk];
