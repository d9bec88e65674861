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

// Inline scripts are not allowed: a button that prints says so by an attribute.
document.addEventListener('click', event => {
  if (event.target.closest('[data-print]')) print();
});
