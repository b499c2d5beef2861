import type { Attachment } from 'svelte/attachments';
import { place } from './place.ts';

/** Long enough that a pointer passing over a toolbar doesn't make it flicker. */
const SHOW_AFTER_MS = 400;

/**
 * A hint beside a control, on hover and on keyboard focus. It can be hovered itself, stays as long as it is wanted and
 * goes with Escape (WCAG 1.4.13). One element in the top layer serves the whole page, so nothing clips it.
 *
 * `as` tells what it is to a screen reader: `label` repeats the control's own name and is not read twice; `description`
 * says more and is read after the name. null shows nothing.
 */
export function tip(text: string | null, as: 'label' | 'description' = 'description'): Attachment<HTMLElement> {
  return (control) => {
    if (text === null || text === '') return;
    if (as === 'description') control.setAttribute('aria-description', text);
    const ended = new AbortController();
    const { signal } = ended;
    let timer: ReturnType<typeof setTimeout> | undefined;

    const show = (afterMs: number) => {
      clearTimeout(timer);
      timer = setTimeout(() => bubble().show(control, text), afterMs);
    };
    const hide = () => {
      clearTimeout(timer);
      bubble().hideSoon(control);
    };
    control.addEventListener('pointerenter', (event) => event.pointerType === 'mouse' && show(SHOW_AFTER_MS), {
      signal,
    });
    control.addEventListener('pointerleave', hide, { signal });
    control.addEventListener('focus', () => control.matches(':focus-visible') && show(0), { signal });
    control.addEventListener('blur', hide, { signal });
    control.addEventListener('pointerdown', hide, { signal });
    return () => {
      clearTimeout(timer);
      bubble().hide(control);
      control.removeAttribute('aria-description');
      ended.abort();
    };
  };
}

interface Bubble {
  show(control: HTMLElement, text: string): void;
  hideSoon(control: HTMLElement): void;
  hide(control: HTMLElement): void;
}

let theBubble: Bubble | undefined;

function bubble(): Bubble {
  theBubble ??= createBubble();
  return theBubble;
}

function createBubble(): Bubble {
  const element = document.createElement('div');
  element.className = 'tip';
  element.popover = 'manual';
  // Everything in it is said by the control's own name or description.
  element.setAttribute('aria-hidden', 'true');
  document.body.append(element);
  let shownFor: HTMLElement | null = null;
  let hovered = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const hideNow = () => {
    clearTimeout(timer);
    shownFor = null;
    hovered = false;
    if (element.matches(':popover-open')) element.hidePopover();
  };
  element.addEventListener('pointerenter', () => (hovered = true));
  element.addEventListener('pointerleave', hideNow);
  document.addEventListener('keydown', (event) => event.key === 'Escape' && shownFor && hideNow(), { capture: true });
  document.addEventListener('scroll', hideNow, { capture: true, passive: true });

  return {
    show(control, text) {
      clearTimeout(timer);
      if (!control.isConnected) return;
      shownFor = control;
      element.textContent = text;
      if (element.matches(':popover-open')) element.hidePopover();
      element.showPopover();
      place(element, control, 'below');
    },
    hideSoon(control) {
      if (shownFor !== control) return;
      clearTimeout(timer);
      timer = setTimeout(() => !hovered && hideNow(), 80);
    },
    hide(control) {
      if (shownFor === control) hideNow();
    },
  };
}
