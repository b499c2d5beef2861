import type { Attachment } from 'svelte/attachments';

/** Up to so many rows are all in the DOM; above it only those near the eye are. */
const ALL_ROWS = 500;
/** Rows drawn beyond either edge, so that a scroll shows no gap before the next frame. */
const BEYOND = 20;

export interface RowWindow {
  /** More than `ALL_ROWS`: rows stand at `index × row height` in a box of `count × row height`. */
  readonly large: boolean;
  /** The rows to draw, `[first, last)`. */
  readonly first: number;
  readonly last: number;
  /** On the box that holds the rows. Its line height is the height of a row. */
  readonly box: Attachment<HTMLElement>;
  /** Brings a row that may not be drawn into view. */
  reveal(index: number): void;
}

/** Draws a long list of rows of one height in pieces, as the page scrolls. Short lists are drawn whole. */
export function createRowWindow(count: () => number): RowWindow {
  let top = $state.raw(0);
  let height = $state.raw(innerHeight);
  let rowHeight = $state.raw(32);
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
    box: (element) => {
      rows = element;
      const ended = new AbortController();
      addEventListener('scroll', measure, { passive: true, signal: ended.signal });
      addEventListener('resize', measure, { signal: ended.signal });
      measure();
      return () => {
        ended.abort();
        rows = null;
      };
    },
    reveal(index) {
      if (!large || !rows) return;
      const start = rows.getBoundingClientRect().top + index * rowHeight;
      // A third down the page: below what sticks to its top, and above what sticks to its foot.
      if (start < innerHeight / 4 || start + rowHeight > (innerHeight * 3) / 4)
        scrollBy({ top: start - innerHeight / 3, behavior: 'instant' });
      measure();
    },
  };

  function measure(): void {
    if (!rows) return;
    const said = Number.parseFloat(getComputedStyle(rows).lineHeight);
    if (said > 0) rowHeight = said;
    top = Math.max(0, -rows.getBoundingClientRect().top);
    height = innerHeight;
  }
}
