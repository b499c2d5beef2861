import type { Attachment } from 'svelte/attachments';

/** Nobody types so much at once: it comes from dictation, an input method, an extension or a program. */
const MANY_CHARACTERS = 1000;

/**
 * Takes a long text that arrives as if it were typed in one step. The browser would insert it line by line, measure the whole
 * field after each, and stand still for seconds. What is pasted arrives whole and is left to the browser.
 */
export const quickInsert: Attachment<HTMLTextAreaElement> = (area) => {
  const take = (event: InputEvent) => {
    const { data } = event;
    if (event.inputType !== 'insertText' || data === null || data.length < MANY_CHARACTERS) return;
    event.preventDefault();
    area.setRangeText(data, area.selectionStart, area.selectionEnd, 'end');
    area.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'insertText', data }));
  };
  area.addEventListener('beforeinput', take);
  return () => area.removeEventListener('beforeinput', take);
};
