// Starts Blazor and keeps the reconnect box: retry while the server is away, reload once it is back with nothing to return to.
(() => {
  const box = document.getElementById('components-reconnect-modal');
  const has = state => box.classList.contains(`components-reconnect-${state}`);

  // Asks until the server answers, then loads the page afresh.
  let waiting = false;
  async function reloadWhenServerIsBack() {
    if (waiting) return;
    waiting = true;
    for (;;) {
      try {
        if ((await fetch('health/live', { cache: 'no-store' })).ok) break;
      } catch { /* still away */ }
      await new Promise(resolve => setTimeout(resolve, 2000));
    }
    location.reload();
  }

  new MutationObserver(() => {
    // Rejected: the server is there but no longer knows this page's circuit.
    if (has('rejected') || has('failed')) reloadWhenServerIsBack();
  }).observe(box, { attributes: true, attributeFilter: ['class'] });

  document.getElementById('reconnect-now').addEventListener('click', async () => {
    try {
      if (!has('failed') && await Blazor.reconnect()) return;
    } catch { /* the box stays and says so */ }
    reloadWhenServerIsBack();
  });

  Blazor.start({
    circuit: {
      reconnectionOptions: {
        maxRetries: 60,
        retryIntervalMilliseconds: attempt => (attempt === 0 ? 0 : Math.min(500 * attempt, 5000)),
      },
    },
  });
})();
