import { t } from '#messages/catalogue.ts';

const mac = typeof navigator === 'object' && /Mac|iPhone|iPad/u.test(navigator.platform);

/** Keys as tinykeys reads them, `$mod+Shift+z` or `g h`, as a person reads them: `Ctrl+Shift+Z`, `G then H`. */
export function formatShortcut(keys: string, onMac = mac): string {
  return keys
    .split(' ')
    .map((press) => formatPress(press, onMac))
    .join(` ${t.shortcuts.thenPress} `);
}

/** A shortcut of plain characters, which speech input and a slip of the hand can set off (WCAG 2.1.4). */
export function isSingleKey(keys: string): boolean {
  return keys.split(' ').every((press) => /^(?:Shift\+)?.$/u.test(press));
}

function formatPress(press: string, onMac: boolean): string {
  // "Shift+?" names the key as it is printed; telling a person to press Shift as well would be wrong on some keyboards.
  if (/^Shift\+[^\p{L}]$/u.test(press)) return press.slice(-1);
  const parts = press.split(/\b\+/u).map((part) => {
    const name = part === '$mod' ? (onMac ? 'Meta' : 'Control') : part;
    return t.shortcuts.keys[name] ?? (name.length === 1 ? name.toLocaleUpperCase() : name);
  });
  return parts.join(onMac && parts.length > 1 ? '' : '+');
}
