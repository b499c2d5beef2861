import type { Attachment } from 'svelte/attachments';

/** Up to so many rows are all in the DOM; above it only those near the eye are. */
export const ALL_ROWS = 500;
/** Rows drawn beyond either edge, so that a scroll shows no gap before the next frame. */
const BEYOND = 20;

export interface RowWindow {
  /** More than `ALL_ROWS`: rows stand at `index × row height` in a box of `count × row height`. */
  readonly large: boolean;
  /** The rows to draw, `[first, last)`. */
  readonly first: number;
  readonly last: number;
  /** On the element that scrolls. */
  readonly scroller: Attachment<HTMLElement>;
  /** On the box that holds the rows; it may stand anywhere inside the scroller. */
  readonly box: Attachment<HTMLElement>;
  /** Brings a row that may not be drawn into view. */
  reveal(index: number): void;
}

/** Draws a long list of rows of one height in pieces. Small lists are drawn whole. */
export function createRowWindow(count: () => number): RowWindow {
  let top = $state.raw(0);
  let height = $state.raw(800);
  let rowHeight = $state.raw(32);
  let scrolling: HTMLElement | null = null;
  let rows: HTMLElement | null = null;
  const large = $derived(count() > ALL_ROWS);
  const first = $derived(large ? Math.max(0, Math.min(count() - 1, Math.floor(top / rowHeight)) - BEYOND) : 0);
  const last = $derived(large ? Math.min(count(), Math.ceil((top + height) / rowHeight) + BEYOND) : count());

  return {
    get large() {
      return large;
    },
    get first() {
      return first;
    },
    get last() {
      return last;
    },
    scroller: (element) => {
      scrolling = element;
      const ended = new AbortController();
      element.addEventListener('scroll', measure, { passive: true, signal: ended.signal });
      const resized = new ResizeObserver(measure);
      resized.observe(element);
      return () => {
        ended.abort();
        resized.disconnect();
        scrolling = null;
      };
    },
    box: (element) => {
      rows = element;
      measure();
      return () => {
        rows = null;
      };
    },
    reveal(index) {
      if (!large || !scrolling || !rows) return;
      const start = boxStart() + index * rowHeight;
      if (start < scrolling.scrollTop) scrolling.scrollTop = start;
      else if (start + rowHeight > scrolling.scrollTop + scrolling.clientHeight) {
        scrolling.scrollTop = start + rowHeight - scrolling.clientHeight;
      }
      measure();
    },
  };

  function measure(): void {
    if (!scrolling || !rows) return;
    // The box says its row height in its own unit; the browser turns it into pixels.
    const said = Number.parseFloat(getComputedStyle(rows).getPropertyValue('line-height'));
    if (Number.isFinite(said) && said > 0) rowHeight = said;
    top = Math.max(0, scrolling.scrollTop - boxStart());
    height = scrolling.clientHeight;
  }

  function boxStart(): number {
    if (!scrolling || !rows) return 0;
    return rows.getBoundingClientRect().top - scrolling.getBoundingClientRect().top + scrolling.scrollTop;
  }
}
