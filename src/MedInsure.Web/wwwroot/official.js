// <official-cells data-id="…">: the cells of an official table. They belong to the browser and not to the circuit: the server renders them into
// the page once, the circuit renders this element empty and names by data-id which cells it means. What leaves the page is kept, so that the
// cells of the prerendered page, another unit or another tab come back without being sent again.
(() => {
  const kept = new Map();
  const most = 4;
  const step = 60;

  class OfficialCells extends HTMLElement {
    static observedAttributes = ['data-id'];

    connectedCallback() {
      if (this.firstElementChild) this.shown = this.dataset.id;
      this.take();
    }

    disconnectedCallback() {
      this.keep();
    }

    attributeChangedCallback() {
      if (this.isConnected && this.shown !== undefined) this.take();
    }

    /** Whether the cells of this id stand here. */
    has(id) {
      return this.shown === id;
    }

    fill(id, html) {
      this.keep();
      this.innerHTML = html;
      this.shown = id;
      this.take();
    }

    take() {
      const id = this.dataset.id;
      if (this.shown !== id && kept.has(id)) {
        const cells = kept.get(id);
        kept.delete(id);
        this.keep();
        this.replaceChildren(cells);
        this.shown = id;
      }
      // Figures of another unit are not shown under this one's name.
      this.toggleAttribute('data-waiting', this.shown !== id);
      this.later();
    }

    keep() {
      if (!this.shown || !this.firstElementChild) return;
      const cells = document.createDocumentFragment();
      cells.append(...this.childNodes);
      kept.delete(this.shown);
      kept.set(this.shown, cells);
      this.shown = null;
      if (kept.size > most) kept.delete(kept.keys().next().value);
    }

    /** The rows behind the first screen, some with each frame. */
    later() {
      const rest = this.querySelector(':scope > template');
      this.toggleAttribute('data-partial', rest !== null);
      if (!rest || this.coming) return;
      this.coming = true;
      requestAnimationFrame(() => setTimeout(() => {
        this.coming = false;
        const now = this.querySelector(':scope > template');
        const table = this.querySelector(':scope > table');
        if (!this.isConnected || !now || !table) return;
        const rows = document.createDocumentFragment();
        rows.append(...[...now.content.children].slice(0, step));
        table.tBodies[0].append(rows);
        if (!now.content.firstElementChild) {
          table.tFoot?.remove();
          now.remove();
        }
        this.later();
      }));
    }
  }

  customElements.define('official-cells', OfficialCells);
})();
