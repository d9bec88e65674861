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

  // The rate limit refuses the page its circuit: Blazor's script only writes to the console, and every button would be dead without a word.
  function sayLimited(seconds) {
    if (has('show') || box.classList.contains('circuit-limited')) return; // a lost connection is tried again anyway
    const wait = document.getElementById('reconnect-wait');
    box.classList.add('circuit-limited');
    const end = Date.now() + seconds * 1000;
    const tick = () => {
      const left = Math.ceil((end - Date.now()) / 1000);
      wait.textContent = Math.max(0, left);
      if (left > 0) setTimeout(tick, 1000);
      else location.reload();
    };
    tick();
  }

  const ask = window.fetch;
  window.fetch = async (request, options) => {
    const response = await ask(request, options);
    if (response.status === 429 && new URL(response.url).pathname.endsWith('/_blazor/negotiate')) {
      sayLimited((Number(response.headers.get('Retry-After')) || 60) + Math.random() * 2);
    }
    return response;
  };

  Blazor.start({
    // A link pressed before the circuit stands loads its page plainly: Blazor's patching of the page meanwhile and the circuit's start could lose it between them.
    ssr: { disableDomPreservation: true },
    circuit: {
      reconnectionOptions: {
        maxRetries: 60,
        retryIntervalMilliseconds: attempt => (attempt === 0 ? 0 : Math.min(500 * attempt, 5000)),
      },
    },
  });
})();
