// The user menu closes on a click beside it and on Esc; the skip link moves the focus, which the router's own handling of # does not.
(() => {
  const open = () => document.querySelector('.user-menu[open]');
  document.addEventListener('click', event => {
    if (event.target.closest('.skip-link')) {
      event.preventDefault();
      event.stopPropagation();
      document.getElementById('main')?.focus();
      return;
    }
    const menu = open();
    if (menu && !menu.contains(event.target)) menu.open = false;
  }, true);
  document.addEventListener('keydown', event => {
    const menu = open();
    if (menu && event.key === 'Escape') {
      menu.open = false;
      menu.querySelector('summary').focus();
    }
  });
})();

// Esc closes the drawer from anywhere on the page, from the moment it is seen: its focus comes a round trip later. A modal dialog and a field beside the drawer keep their own Esc.
document.addEventListener('keydown', event => {
  if (event.key !== 'Escape' || event.defaultPrevented || document.querySelector('dialog[open]')) return;
  const drawer = document.querySelector('aside.drawer');
  if (drawer && (drawer.contains(event.target) || !event.target.closest?.('input, textarea, select'))) drawer.querySelector('.drawer-close').click();
});

// Inline scripts are not allowed: a button that prints says so by an attribute.
document.addEventListener('click', event => {
  if (event.target.closest('[data-print]')) print();
});
