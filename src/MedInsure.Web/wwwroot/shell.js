// The user menu closes on a click beside it and on Esc.
(() => {
  const open = () => document.querySelector('.user-menu[open]');
  document.addEventListener('click', event => {
    const menu = open();
    if (menu && !menu.contains(event.target)) menu.open = false;
  });
  document.addEventListener('keydown', event => {
    const menu = open();
    if (menu && event.key === 'Escape') {
      menu.open = false;
      menu.querySelector('summary').focus();
    }
  });
})();
