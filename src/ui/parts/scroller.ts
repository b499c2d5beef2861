import type { Attachment } from 'svelte/attachments';

/** Makes a box that scrolls reachable by keyboard, and only while it has something to scroll: a tab stop without a use is a nuisance. */
export const scroller: Attachment<HTMLElement> = (box) => {
  const look = () => {
    if (box.scrollHeight > box.clientHeight || box.scrollWidth > box.clientWidth) box.tabIndex = 0;
    else box.removeAttribute('tabindex');
  };
  const watched = new ResizeObserver(look);
  watched.observe(box);
  for (const child of box.children) watched.observe(child);
  look();
  return () => watched.disconnect();
};
