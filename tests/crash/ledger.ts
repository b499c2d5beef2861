import type { Ledger } from './protocol.ts';

/** The state of the campaign's own projection: a commit that is taken twice, left out or in another place shows in it. */
export function foldLedger(before: Ledger, commits: readonly { readonly id: string }[]): Ledger {
  let { chain } = before;
  for (const { id } of commits) chain = mix(chain + id);
  return { commits: before.commits + commits.length, chain };
}

export const emptyLedger: Ledger = { commits: 0, chain: '' };

/** FNV-1a, twice with different seeds. */
function mix(text: string): string {
  let [a, b] = [0x811c9dc5, 0x1234567];
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    a = Math.imul(a ^ unit, 0x01000193);
    b = Math.imul(b ^ unit, 0x01000193);
  }
  return (a >>> 0).toString(36) + (b >>> 0).toString(36);
}
