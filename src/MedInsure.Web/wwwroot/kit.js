// What the shared components cannot do without the browser. Loaded by them on first use.

// An element that is null has left the page while its call was on its way: nothing is to be done for it.

// A native modal dialog: the browser keeps the focus inside and gives it back. Esc only asks: the server closes it, or not while it works.
const staysOpen = event => event.preventDefault();
export function openModal(dialog) {
  if (!dialog) return;
  dialog.addEventListener('cancel', staysOpen);
  if (!dialog.open) dialog.showModal();
}

export function closeModal(dialog) {
  if (dialog?.open) dialog.close();
}

// Remembers what had the focus before a drawer opened, so that closing it returns there.
let before = null;
export function focusDrawer(drawer) {
  if (!drawer) return;
  if (!drawer.contains(document.activeElement)) before = document.activeElement;
  drawer.focus();
}

export function leaveDrawer() {
  if (before && before.isConnected) before.focus();
  before = null;
}

// One listener for all figures of an official table: a click tells the server the figure's key; the arrow keys move between figures,
// of which one at a time is in the Tab order. What stands in the table is told to official-cells.
export function watchCells(frame, table) {
  const cells = frame.querySelector('official-cells');
  const keys = () => [...frame.querySelectorAll('.cell-key')];
  const place = button => {
    const cell = button.closest('td, th');
    return [cell.parentElement.sectionRowIndex, cell.cellIndex];
  };

  const refresh = () => {
    if (frame.querySelector('.cell-key[tabindex="0"]')) return;
    const first = frame.querySelector('.cell-key');
    if (first) first.tabIndex = 0;
  };
  refresh();

  const take = button => {
    frame.querySelectorAll('.cell-key[tabindex="0"]').forEach(other => { other.tabIndex = -1; });
    button.tabIndex = 0;
  };

  const clicked = event => {
    const button = event.target.closest('.cell-key');
    if (!button) return;
    take(button);
    table.invokeMethodAsync('CellChosen', button.value, button.closest('tr').querySelector('th')?.textContent ?? '');
  };

  const pressed = event => {
    const button = event.target.closest('.cell-key');
    if (!button || event.ctrlKey || event.altKey || event.metaKey) return;
    const body = button.closest('tbody');
    const [row, column] = place(button);
    const inRow = index => [...(body.rows[index]?.cells ?? [])];
    let next = null;
    if (event.key === 'ArrowRight' || event.key === 'ArrowLeft') {
      const all = keys();
      next = all[all.indexOf(button) + (event.key === 'ArrowRight' ? 1 : -1)];
    } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      const step = event.key === 'ArrowDown' ? 1 : -1;
      for (let index = row + step; body.rows[index] && !next; index += step) next = inRow(index)[column]?.querySelector('.cell-key');
    } else if (event.key === 'Home' || event.key === 'End') {
      const line = inRow(row).map(cell => cell.querySelector('.cell-key')).filter(Boolean);
      next = event.key === 'Home' ? line[0] : line.at(-1);
    } else {
      return;
    }
    event.preventDefault();
    if (next) {
      take(next);
      next.focus();
      next.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    }
  };

  frame.addEventListener('click', clicked);
  frame.addEventListener('keydown', pressed);
  return {
    has(id) {
      return cells.has(id);
    },
    fill(id, bytes) {
      cells.fill(id, new TextDecoder().decode(bytes));
      refresh();
    },
    mark(key) {
      frame.querySelectorAll('.cell-key[aria-current]').forEach(other => other.removeAttribute('aria-current'));
      const chosen = key !== null && frame.querySelector(`.cell-key[value="${CSS.escape(key)}"]`);
      if (chosen) {
        chosen.setAttribute('aria-current', 'true');
        chosen.scrollIntoView({ block: 'nearest', inline: 'nearest' });
      }
    },
    stop() {
      frame.removeEventListener('click', clicked);
      frame.removeEventListener('keydown', pressed);
    },
  };
}
