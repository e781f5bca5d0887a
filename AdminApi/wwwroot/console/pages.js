// The pages, in the order of the navigation. A page is a module with id, title, permission and render(root, api, signal).
import * as desk from './pages/desk.js';
import * as overview from './pages/overview.js';

export const pages = [overview, desk];
