import { chromium } from 'playwright';
import { App } from '../support/app.ts';
import { CHROMIUM_FLAGS, findChromium } from '../support/chromium.ts';
import { seededRandom } from '../support/random.ts';
import { serveBuild } from '../support/serve-build.ts';
import { median, percentile } from './median.ts';

export interface Journey {
  readonly draftOf2000Words: {
    /** Medians of milliseconds from the click on "Draft plan": to the first task on screen, and to the last with nothing more to come. */
    readonly firstTaskMs: number;
    readonly completeMs: number;
    readonly rounds: number;
  };
  /**
   * A goal without steps, drafted from a template: medians of milliseconds from the click on "Draft plan" until its first
   * task is painted. `typed` in a page that was just opened, key by key; `pasted` there and clicked at once; `again` for the next
   * goal in the same page.
   */
  readonly goalWithoutSteps: {
    readonly typedMs: number;
    readonly pastedMs: number;
    readonly againMs: number;
    readonly rounds: number;
  };
  readonly commandToScreen: {
    /** Milliseconds from the key press to the changed row in the document, through the log on disk. */
    readonly p50Ms: number;
    readonly p95Ms: number;
    /** A record added to a bare IndexedDB store from the same page, in between. */
    readonly rawAddP50Ms: number;
    /** How many raw adds one command takes. */
    readonly rawAdds: number;
  };
}

/** Times what a person waits for, in the built app, inside the page so that the driver's own delay stays out. */
export async function measureJourney({ drafts = 5, commands = 60 } = {}): Promise<Journey> {
  const server = await serveBuild();
  const browser = await chromium.launch({ ...findChromium(), args: CHROMIUM_FLAGS });
  const app = new App(await (await browser.newContext()).newPage(), server.url);

  const goals = { typed: [] as number[], pasted: [] as number[], again: [] as number[] };
  for (let round = 0; round < drafts; round += 1) {
    await app.page.goto('about:blank');
    await app.open();
    await app.goal.fill('');
    await app.goal.pressSequentially(GOALS[round % GOALS.length] ?? '', { delay: 30 });
    goals.typed.push((await timeDraft(app))[0]);
    await app.open();
    await app.goal.fill(GOALS[(round + 1) % GOALS.length] ?? '');
    goals.again.push((await timeDraft(app))[0]);
    await app.page.goto('about:blank');
    await app.open();
    await app.goal.fill(GOALS[(round + 2) % GOALS.length] ?? '');
    goals.pasted.push((await timeDraft(app))[0]);
  }
  const firsts: number[] = [];
  const wholes: number[] = [];
  for (let round = 0; round < drafts; round += 1) {
    await app.open();
    await app.goal.fill(words(2000, round));
    const [first, whole] = await timeDraft(app);
    firsts.push(first);
    wholes.push(whole);
  }
  await app.acceptAll();
  const [toScreen, raw] = await timeCommands(app, commands);

  await browser.close();
  await server.stop();
  return {
    draftOf2000Words: { firstTaskMs: round1(median(firsts)), completeMs: round1(median(wholes)), rounds: drafts },
    goalWithoutSteps: {
      typedMs: round1(median(goals.typed)),
      pastedMs: round1(median(goals.pasted)),
      againMs: round1(median(goals.again)),
      rounds: drafts,
    },
    commandToScreen: {
      p50Ms: round1(median(toScreen)),
      p95Ms: round1(percentile(toScreen, 0.95)),
      rawAddP50Ms: round1(median(raw)),
      rawAdds: round1(median(toScreen) / median(raw)),
    },
  };
}

const GOALS = [
  'plan my move to Berlin with two cats by 31 March, under 2,000 €',
  'learn Spanish in three months',
  'organise a 40th birthday for 30 people',
  'write a novel',
  'buy a used car under 10,000 €',
];

/** Notes that a person might paste: lists, sentences, order and dates, from a seed. */
function words(count: number, seed: number): string {
  const random = seededRandom(seed + 1);
  const pick = (from: readonly string[]) => from[Math.floor(random() * from.length)] ?? '';
  const verbs = ['Call', 'Write', 'Order', 'Check', 'Book', 'Repair', 'Paint', 'Send', 'Compare', 'Pack'];
  const things = [
    'the landlord',
    'a letter to the bank',
    'two paint rollers',
    'the smoke alarm',
    'the moving van',
    'the kitchen door',
  ];
  const ends = ['', ' by Friday', ' before the visit', ' after lunch', ', about 2 hours', ' on 3 March'];
  const lines: string[] = [];
  let written = 0;
  while (written < count) {
    const line = `${pick(verbs)} ${pick(things)}${pick(ends)}`;
    if (random() < 0.05) lines.push(`\n## Week ${lines.length}\n`);
    lines.push(random() < 0.7 ? `- ${line}` : `\n${line}. Then ${line.toLowerCase()}.\n`);
    written += line.split(' ').length;
  }
  return lines.join('\n');
}

async function timeDraft(app: App): Promise<readonly [number, number]> {
  return app.page.evaluate(
    () =>
      new Promise<readonly [number, number]>((resolve) => {
        const isButton = (name: string) => (button: HTMLButtonElement) => button.textContent?.trim() === name;
        const buttons = () => [...document.querySelectorAll('button')];
        let from = 0;
        let first = 0;
        let seen = false;
        const look = () => {
          const listed = document.querySelector('[aria-label="Draft tasks"] li');
          // Painted by the frame behind the next one.
          if (listed && first === 0 && !seen) {
            seen = true;
            requestAnimationFrame(() =>
              setTimeout(() => {
                first = performance.now() - from;
                look();
              }),
            );
          }
          const accept = buttons().find(isButton('Accept all'));
          if (first > 0 && listed && accept && !accept.disabled && accept.getAttribute('aria-disabled') !== 'true') {
            observer.disconnect();
            resolve([first, performance.now() - from]);
          }
        };
        const observer = new MutationObserver(look);
        observer.observe(document.body, { subtree: true, childList: true, attributes: true });
        from = performance.now();
        buttons().find(isButton('Draft plan'))?.click();
      }),
  );
}

/** Completes and reopens one task by key, and between two of them adds a record to a bare store. */
async function timeCommands(app: App, commands: number): Promise<readonly [number[], number[]]> {
  await app.tasks.locator('[data-task-id]').last().focus();
  await app.page.evaluate(() => {
    const times: number[] = [];
    let from = 0;
    addEventListener('keydown', () => (from = performance.now()), { capture: true });
    new MutationObserver((records) => {
      if (from === 0 || !records.some(({ target }) => target === document.activeElement?.closest('[data-task-id]')))
        return;
      times.push(performance.now() - from);
      from = 0;
    }).observe(document.body, { subtree: true, attributeFilter: ['data-task-status'] });
    Object.assign(globalThis, { journeyTimes: times });
  });
  const raw: number[] = [];
  for (let n = 0; n < commands; n += 1) {
    await app.page.keyboard.press('x');
    await app.page.waitForFunction(
      (count) => (globalThis as unknown as { journeyTimes: number[] }).journeyTimes.length > count,
      n,
    );
    raw.push(await app.page.evaluate(rawAdd));
  }
  return [await app.page.evaluate(() => (globalThis as unknown as { journeyTimes: number[] }).journeyTimes), raw];
}

async function rawAdd(): Promise<number> {
  const settle = <T>(request: IDBRequest<T>) =>
    new Promise<T>((resolve) => (request.onsuccess = () => resolve(request.result)));
  const opening = indexedDB.open('raw-add', 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore('records', { autoIncrement: true });
  const database = await settle(opening);
  const from = performance.now();
  const transaction = database.transaction('records', 'readwrite', { durability: 'relaxed' });
  transaction.objectStore('records').add({ text: 'x'.repeat(400) });
  await new Promise((resolve) => (transaction.oncomplete = resolve));
  const took = performance.now() - from;
  database.close();
  return took;
}

function round1(value: number): number {
  return Math.round(value * 10) / 10;
}
