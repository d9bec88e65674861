// What the policy editor cannot do without the browser: going to a field by its JSON path, Ctrl+S, and keeping what is typed until the server says it is saved.
export function watchEditor(frame, page, key) {
  const store = {
    read(name) { try { return JSON.parse(sessionStorage.getItem(name)); } catch { return null; } },
    write(name, value) {
      try {
        if (value === null) sessionStorage.removeItem(name);
        else sessionStorage.setItem(name, JSON.stringify(value));
      } catch { /* The browser keeps nothing: the page works without it. */ }
    },
  };
  const [typedKey, wholeKey] = [key, key + '/text'];
  const keptBefore = store.read(typedKey) ?? {};
  const wholeBefore = store.read(wholeKey);
  const form = () => frame.querySelector('.editor-form') ?? frame;

  // What the server heard of: a field was left, or Ctrl+S pressed.
  const told = {};
  const left = event => {
    const path = event.target.dataset?.text;
    if (path) told[path] = event.target.value;
  };

  // Kept locally while a field is typed in; the server hears of it when the field is left.
  const typed = event => {
    const path = event.target.dataset?.text;
    if (!path) return;
    const all = store.read(typedKey) ?? {};
    all[path] = event.target.value;
    store.write(typedKey, all);
  };

  const saving = event => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.key.toLowerCase() !== 's') return;
    event.preventDefault();
    const field = document.activeElement;
    if (field?.matches?.('input, textarea') && frame.contains(field)) field.dispatchEvent(new Event('change', { bubbles: true }));
    page.invokeMethodAsync('SavePressed');
    sent();
  };

  // Between a change and the server's word on it, the page does not say 已保存: what it says was true before. Messages arrive in the order in which they were sent, so the answer
  // to this question comes after everything that the change made the server say.
  let unheard = 0;
  const sent = () => {
    const words = document.querySelector('.save-state');
    unheard++;
    words?.setAttribute('data-unheard', '');
    // After this event has reached everybody: Blazor's own listener sends the change.
    setTimeout(() => page.invokeMethodAsync('Heard').catch(() => {}).finally(() => {
      if (--unheard === 0) document.querySelector('.save-state')?.removeAttribute('data-unheard');
    }));
  };

  const controls = 'input, select, textarea, button.item-title, button';
  const show = path => {
    for (let at = path; at && at !== '$'; at = at.replace(/(\.[^.[]+|\[\d+\])$/, '')) {
      const place = form().querySelector(`[data-path="${CSS.escape(at)}"]`);
      if (!place) continue;
      for (let closed = place.parentElement.closest('details:not([open])'); closed; closed = closed.parentElement.closest('details:not([open])')) closed.open = true;
      if (place.matches('details')) place.open = true;
      const seen = selector => [...place.querySelectorAll(selector)].find(one => one.checkVisibility());
      const control = place.matches(controls) ? place : seen('input:not(.pick), select, textarea') ?? seen(controls);
      control?.focus({ preventScroll: true });
      place.scrollIntoView({ block: 'center' });
      place.classList.add('shown');
      setTimeout(() => place.classList.remove('shown'), 2500);
      return;
    }
    // The document as a whole has no field.
    frame.querySelector('#section-title')?.focus();
  };

  frame.addEventListener('input', typed);
  frame.addEventListener('change', left);
  document.addEventListener('keydown', saving);
  addEventListener('change', sent);
  addEventListener('click', sent);
  return {
    // Bytes travel as a stream: a whole document is longer than a message of the circuit may be.
    kept: () => new TextEncoder().encode(JSON.stringify({
      fields: Object.entries(keptBefore).map(([path, text]) => ({ path, text })),
      document: wholeBefore,
    })),
    keepText(whole) { store.write(wholeKey, whole); },
    forget() {
      // What is being typed in a field right now is not saved yet.
      const field = document.activeElement;
      const path = frame.contains(field) ? field.dataset?.text : undefined;
      const all = store.read(typedKey) ?? {};
      store.write(typedKey, path && path in all && field.value !== told[path] ? { [path]: all[path] } : null);
      store.write(wholeKey, null);
    },
    focus(path) {
      history.replaceState(history.state, '', location.pathname + location.search + '#' + path);
      show(path);
    },
    stop() {
      frame.removeEventListener('input', typed);
      frame.removeEventListener('change', left);
      document.removeEventListener('keydown', saving);
      removeEventListener('change', sent);
      removeEventListener('click', sent);
    },
  };
}
