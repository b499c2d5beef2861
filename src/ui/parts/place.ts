const GAP_PX = 6;
const EDGE_PX = 8;

/** Puts a floating element (fixed, in the top layer) beside a control, turned and shifted so that it stays in the window. */
export function place(
  floating: HTMLElement,
  control: Element,
  side: 'below' | 'above' | 'right',
  align: 'start' | 'centre' | 'end' = 'centre',
): void {
  const anchor = control.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = floating;
  const { clientWidth, clientHeight } = document.documentElement;
  floating.style.inset = 'auto';

  if (side === 'right' && anchor.right + GAP_PX + width + EDGE_PX <= clientWidth) {
    floating.style.left = `${anchor.right + GAP_PX}px`;
    floating.style.top = `${within(anchor.top, height, clientHeight)}px`;
    return;
  }
  const roomBelow = clientHeight - anchor.bottom - GAP_PX - EDGE_PX;
  const roomAbove = anchor.top - GAP_PX - EDGE_PX;
  const above =
    side === 'above' ? height <= roomAbove || roomAbove > roomBelow : height > roomBelow && roomAbove > roomBelow;
  const left = { start: anchor.left, centre: anchor.left + (anchor.width - width) / 2, end: anchor.right - width }[
    align
  ];
  floating.style.left = `${within(left, width, clientWidth)}px`;
  floating.style.top = `${within(above ? anchor.top - GAP_PX - height : anchor.bottom + GAP_PX, height, clientHeight)}px`;
}

function within(start: number, length: number, room: number): number {
  return Math.max(EDGE_PX, Math.min(start, room - length - EDGE_PX));
}
