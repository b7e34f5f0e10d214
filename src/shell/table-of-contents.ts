/**
 * Marks in the table of contents where the reader is. Replaces Starlight's class (see astro.config.ts), which in 0.42 asks `:has` of every
 * element of the page for each of its two tables: half a second on a slow phone. Upstream put that off until the page is idle
 * (https://github.com/withastro/starlight/pull/2155); nobody has reported the search itself. To go when Starlight finds headings by their
 * ids.
 */
export class StarlightTOC extends HTMLElement {
  #current = this.querySelector<HTMLAnchorElement>('a[aria-current="true"]');

  /** Starlight's table for phones extends this, to show the heading in its bar. */
  protected set current(link: HTMLAnchorElement) {
    if (link === this.#current) return;
    this.#current?.removeAttribute('aria-current');
    link.setAttribute('aria-current', 'true');
    this.#current = link;
  }

  connectedCallback(): void {
    const places = [...this.querySelectorAll('a')].flatMap((link) => {
      const heading = document.getElementById(decodeURIComponent(link.hash.slice(1)));
      return heading ? [{ link, heading }] : [];
    });
    let line = 0;
    const mark = (): void => {
      const passed = places.filter(({ heading }) => heading.getBoundingClientRect().top <= line + 1).at(-1) ?? places[0];
      if (passed) this.current = passed.link;
    };
    let observer: IntersectionObserver | undefined;
    const observe = (): void => {
      observer?.disconnect();
      // The window's width decides which table is visible.
      if (!this.checkVisibility()) return;
      line = 32 + [document.querySelector('header'), this.querySelector('summary')].reduce((sum, bar) => sum + (bar?.offsetHeight ?? 0), 0);
      // Above a line below the bars: a heading enters or leaves it when another becomes current.
      observer = new IntersectionObserver(mark, { rootMargin: `1000000px 0px ${String(line - innerHeight)}px 0px` });
      for (const { heading } of places) observer.observe(heading);
    };
    requestAnimationFrame(observe);
    addEventListener('resize', observe);
  }
}

customElements.define('starlight-toc', StarlightTOC);
