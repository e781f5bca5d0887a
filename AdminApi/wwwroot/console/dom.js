// Elements are made here and nowhere from markup: a text that came from the database stays a text.

/** An element. Attributes that are null or false are left out; `on` maps events to handlers; children are nodes or texts. */
export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (name === 'on') for (const [event, handler] of Object.entries(value)) node.addEventListener(event, handler);
    else if (name === 'class') node.className = value;
    else if (value === true) node.setAttribute(name, '');
    else if (value !== null && value !== undefined && value !== false) node.setAttribute(name, value);
  }
  append(node, children);
  return node;
}

/** Puts children in the place of what a node has. */
export function fill(node, ...children) {
  node.textContent = '';
  append(node, children);
}

/** A word with a colour: ok, warn, bad or info. The word alone says it too. */
export const badge = (text, kind = 'info') => el('span', { class: `badge ${kind}` }, text);

/** A sentence in a box. */
export const notice = (text, kind = 'info') => el('p', { class: `notice ${kind}` }, text);

/** A table that scrolls by itself where the screen is narrow. Columns: { title, of(row), numeric }. */
export function table(caption, columns, rows, empty) {
  if (rows.length === 0) return el('p', { class: 'muted' }, empty);
  const head = el('tr', null, ...columns.map(column => el('th', { scope: 'col', class: column.numeric ? 'number' : '' }, column.title)));
  const body = rows.map(row => el('tr', null, ...columns.map(column =>
    el('td', { class: column.numeric ? 'number' : '', 'data-title': column.title }, ...[column.of(row)].flat()))));
  return el('div', { class: 'table-wrap', tabindex: '0', role: 'region', 'aria-label': caption },
    el('table', null, el('caption', null, caption), el('thead', null, head), el('tbody', null, ...body)));
}

function append(node, children) {
  for (const child of children.flat())
    if (child !== null && child !== undefined && child !== false) node.append(child instanceof Node ? child : document.createTextNode(String(child)));
}
