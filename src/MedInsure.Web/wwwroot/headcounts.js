// What the headcount pages cannot do without the browser: moving between cells, block paste, the draft that survives a lost page.

// The table of one basis. The server hears of a cell when its text changed, never of single keys: an input method composes in peace.
export function watchSheet(frame, sheet, draftKey) {
  const inputs = () => [...frame.querySelectorAll('input[data-cell]')];
  const place = input => {
    const [unit, column] = input.dataset.cell.split('/');
    return [unit, Number(column)];
  };

  // A figure is grouped by thousands while it is looked at and plain while it is typed.
  const plain = text => text.replace(/,/g, '');
  const grouped = text => (/^\d{1,15}$/.test(text) ? text.replace(/\B(?=(\d{3})+$)/g, ',') : text);
  const isSaved = input => plain(input.value) === plain(input.dataset.saved);

  const drafts = {
    read: () => { try { return JSON.parse(sessionStorage.getItem(draftKey) ?? '{}'); } catch { return {}; } },
    write(all) {
      try {
        if (Object.keys(all).length === 0) sessionStorage.removeItem(draftKey);
        else sessionStorage.setItem(draftKey, JSON.stringify(all));
      } catch { /* The browser keeps nothing: the page works without drafts. */ }
    },
    keep(input) {
      const all = drafts.read();
      if (isSaved(input)) delete all[input.dataset.cell];
      else all[input.dataset.cell] = { text: input.value, saved: input.dataset.saved };
      drafts.write(all);
    },
  };

  const go = input => {
    if (!input) return;
    input.focus();
    input.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  };

  const inColumn = (input, step) => {
    const column = input.dataset.cell.split('/')[1];
    const all = inputs().filter(other => other.dataset.cell.endsWith('/' + column));
    return all[all.indexOf(input) + step];
  };

  const beside = (input, step) => inputs()[inputs().indexOf(input) + step];

  const focused = event => {
    const input = event.target;
    if (!input.matches('input[data-cell]')) return;
    input.value = plain(input.value);
    input.select();
  };

  const left = event => {
    const input = event.target;
    if (input.matches('input[data-cell]')) input.value = grouped(input.value);
  };

  const changed = event => {
    const input = event.target;
    if (!input.matches('input[data-cell]')) return;
    drafts.keep(input);
    sheet.invokeMethodAsync('CellTyped', ...place(input), input.value);
  };

  const pressed = event => {
    const input = event.target;
    if (event.isComposing || !input.matches('input[data-cell]') || event.ctrlKey || event.altKey || event.metaKey) return;
    const whole = input.selectionStart === 0 && input.selectionEnd === input.value.length;
    const atStart = whole || input.selectionEnd === 0;
    const atEnd = whole || input.selectionStart === input.value.length;
    let next;
    switch (event.key) {
      case 'Enter': next = inColumn(input, event.shiftKey ? -1 : 1); break;
      case 'ArrowDown': next = inColumn(input, 1); break;
      case 'ArrowUp': next = inColumn(input, -1); break;
      case 'ArrowRight': if (!atEnd || event.shiftKey) return; next = beside(input, 1); break;
      case 'ArrowLeft': if (!atStart || event.shiftKey) return; next = beside(input, -1); break;
      case 'Tab': next = beside(input, event.shiftKey ? -1 : 1); if (!next) return; break;
      case 'Escape':
        if (isSaved(input)) return;
        input.value = plain(input.dataset.saved);
        input.dispatchEvent(new Event('change', { bubbles: true }));
        input.select();
        event.preventDefault();
        return;
      default: return;
    }
    event.preventDefault();
    // At the edge the cell keeps the focus, and what was typed in it is told as well.
    if (next) go(next);
    else if (event.key === 'Enter') input.dispatchEvent(new Event('change', { bubbles: true }));
  };

  const pasted = event => {
    const input = event.target;
    if (!input.matches('input[data-cell]')) return;
    const text = event.clipboardData.getData('text/plain').replace(/\r?\n$/, '');
    if (!/[\t\r\n]/.test(text)) return;
    event.preventDefault();
    sheet.invokeMethodAsync('BlockPasted', ...place(input), text);
  };

  // Ctrl+S anywhere on the page.
  const saving = event => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.key.toLowerCase() !== 's') return;
    event.preventDefault();
    const input = document.activeElement;
    if (input?.matches?.('input[data-cell]') && frame.contains(input)) {
      drafts.keep(input);
      sheet.invokeMethodAsync('CellTyped', ...place(input), input.value);
    }
    sheet.invokeMethodAsync('SavePressed');
  };

  frame.addEventListener('focusin', focused);
  frame.addEventListener('focusout', left);
  frame.addEventListener('change', changed);
  frame.addEventListener('keydown', pressed);
  frame.addEventListener('paste', pasted);
  document.addEventListener('keydown', saving);

  return {
    // The draft of an earlier page, as far as the cells still show what they showed then.
    draft: () => Object.entries(drafts.read())
      .filter(([cell, { saved }]) => frame.querySelector(`input[data-cell="${CSS.escape(cell)}"]`)?.dataset.saved === saved)
      .map(([cell, { text }]) => ({ cell, text })),
    // What the server now knows to be typed but not saved.
    remember(cells) { drafts.write(Object.fromEntries(cells.map(({ cell, text, saved }) => [cell, { text, saved }]))); },
    stop() {
      frame.removeEventListener('focusin', focused);
      frame.removeEventListener('focusout', left);
      frame.removeEventListener('change', changed);
      frame.removeEventListener('keydown', pressed);
      frame.removeEventListener('paste', pasted);
      document.removeEventListener('keydown', saving);
    },
  };
}
