import { t } from '#messages/catalogue.ts';
import { cleanGoalText, MOST_GOAL_BYTES } from '../state/goal-text.ts';

export interface Dropped {
  readonly logs: readonly File[];
  readonly texts: readonly string[];
  /** A sentence for each file that was left alone. */
  readonly refused: readonly string[];
}

/** Sorts files into logs to import, texts to plan and the rest. */
export async function readDropped(files: readonly File[]): Promise<Dropped> {
  const logs: File[] = [];
  const texts: string[] = [];
  const refused: string[] = [];
  for (const file of files) {
    if (/\.foldline(?:\.gz)?$/iu.test(file.name)) {
      logs.push(file);
    } else if (!isText(file)) {
      refused.push(t.home.dropRefused(file.name));
    } else if (file.size > MOST_GOAL_BYTES) {
      refused.push(t.home.dropTooLarge(file.name, file.size));
    } else {
      texts.push(cleanGoalText(await file.text()).trim());
    }
  }
  return { logs, texts, refused };
}

/** The name tells more than the type, which systems leave empty for Markdown. */
function isText({ name, type }: File): boolean {
  return /\.(?:txt|text|md|markdown|mdown|org|rst)$/iu.test(name) || type === 'text/plain' || type === 'text/markdown';
}
