// The pages, in the order of the navigation. A page is a module with id, title, permission and render(root, api, signal).
import * as overview from './pages/overview.js';

export const pages = [overview];
