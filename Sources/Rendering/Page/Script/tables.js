// Sorts the tables of a page. All of a page's scripts are one strict function, put together in the order
// tables, runs, stage, lanes, replay; they write what comes from a scenario as text only.

function element(name, properties = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (key in made) made[key] = value; else made.setAttribute(key, value);
  }
  made.append(...children);
  return made;
}

function sortTables() {
  for (const table of document.querySelectorAll('table.data')) {
    const heads = [...table.tHead.rows[0].cells];
    heads.forEach((head, column) => {
      const button = element('button', { type: 'button', textContent: head.textContent });
      head.replaceChildren(button);
      button.addEventListener('click', () => {
        const falls = head.getAttribute('aria-sort') === 'ascending';
        for (const other of heads) other.removeAttribute('aria-sort');
        head.setAttribute('aria-sort', falls ? 'descending' : 'ascending');
        sort(table.tBodies[0], column, head.classList.contains('n'), falls);
      });
    });
  }
}

// What is unknown goes last in either order.
function sort(body, column, isNumber, falls) {
  const rows = [...body.rows].map(row => ({ row, text: row.cells[column].textContent }));
  const order = new Intl.Collator('en', { numeric: true }).compare;
  rows.sort((a, b) => {
    if (a.text === '' || b.text === '') return (a.text === '') - (b.text === '');
    const difference = isNumber ? a.text - b.text : order(a.text, b.text);
    return falls ? -difference : difference;
  });
  body.append(...rows.map(entry => entry.row));
}

sortTables();
