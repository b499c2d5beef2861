import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type BrowserContext, type CDPSession, chromium, type Page } from 'playwright';
import { CHROMIUM_FLAGS, findChromium } from '../support/chromium.ts';
import type { Answer, Ask, Told } from './protocol.ts';

/** What Chromium keeps IndexedDB in. SQLite is where new profiles are going; here it has to be asked for. */
export type Backend = 'LevelDB' | 'SQLite';

export const BACKENDS: readonly Backend[] = ['LevelDB', 'SQLite'];

export type Kill = 'browser' | 'renderer' | 'worker';

export const KILLS: readonly Kill[] = ['browser', 'renderer', 'worker'];

/** A Chromium on a profile that outlives it, with one page and the worker in it that holds the store. */
export interface Browser {
  /** Has a fresh worker: after a kill in the same browser, or the same profile. */
  start(): Promise<void>;
  ask<T>(request: Ask): Promise<Answer<T>>;
  /** Answers when it is dead, and everything it could still say has been heard. */
  kill(kind: Kill): Promise<void>;
  /** All the room that the page's origin has, in bytes. */
  limitRoom(bytes: number): Promise<void>;
  close(): Promise<void>;
}

export interface BrowserOptions {
  readonly profile: string;
  readonly backend: Backend;
  readonly url: string;
  readonly onTold: (told: Told) => void;
}

export function createBrowser({ profile, backend, url, onTold }: BrowserOptions): Browser {
  let context: BrowserContext | undefined;
  let page: Page | undefined;
  let session: CDPSession | undefined;

  async function launch(): Promise<BrowserContext> {
    // What a killed browser leaves behind to keep a second one off its profile.
    for (const name of ['SingletonLock', 'SingletonSocket', 'SingletonCookie'])
      rmSync(join(profile, name), { force: true });
    const sqlite = '--enable-features=IdbSqliteBackingStore,IdbSqliteOnDiskRollout';
    return chromium.launchPersistentContext(profile, {
      ...findChromium(),
      args: backend === 'SQLite' ? [...CHROMIUM_FLAGS, sqlite] : CHROMIUM_FLAGS,
      headless: true,
    });
  }

  async function openPage(): Promise<Page> {
    context ??= await launch();
    const opened = await context.newPage();
    session = await context.newCDPSession(opened);
    // A binding of the protocol and not Playwright's, which would answer each call.
    session.on('Runtime.bindingCalled', ({ payload }) => onTold(JSON.parse(payload) as Told));
    await session.send('Runtime.enable');
    await session.send('Runtime.addBinding', { name: 'tell' });
    await opened.goto(url);
    return opened;
  }

  return {
    async start() {
      page ??= await openPage();
      await page.evaluate(() => window.harness?.spawn());
    },
    async ask<T>(request: Ask) {
      if (page === undefined) throw new Error('The browser has not been started.');
      const text = await page.evaluate((given) => window.harness?.ask(given), request);
      return JSON.parse(text ?? '{"ok":false,"failure":"The page did not load its script."}') as Answer<T>;
    },
    async kill(kind) {
      if (page === undefined || context === undefined) throw new Error('The browser has not been started.');
      if (kind === 'worker') return page.evaluate(() => window.harness?.terminate());
      const gone = kind === 'renderer' ? crashed(page) : closed(context);
      if (kind === 'renderer') session?.send('Page.crash').catch(() => {});
      else killTree(profile);
      await gone;
      if (kind === 'renderer') await page.close();
      else {
        await untilGone(profile);
        context = undefined;
      }
      page = undefined;
    },
    async limitRoom(bytes) {
      const { origin } = new URL(url);
      await session?.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: bytes });
    },
    async close() {
      await context?.close();
      context = undefined;
      page = undefined;
    },
  };
}

/** The backend that the profile's own files show, whatever was asked for. */
export function backendOf(profile: string): Backend | undefined {
  const files = indexedDbFiles(profile);
  if (files.some((path) => firstBytes(path).startsWith('SQLite format 3'))) return 'SQLite';
  return files.some((path) => path.includes('.indexeddb.leveldb')) ? 'LevelDB' : undefined;
}

/** Where this profile's IndexedDB lies, whichever backend it is. */
export function indexedDbFiles(profile: string): readonly string[] {
  const folder = join(profile, 'Default', 'IndexedDB');
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return names.map((name) => join(folder, name)).filter((path) => statSync(path).isFile());
}

function firstBytes(path: string): string {
  return readFileSync(path).subarray(0, 16).toString('latin1');
}

function crashed(page: Page): Promise<void> {
  return new Promise((settle) => page.once('crash', () => settle()));
}

function closed(context: BrowserContext): Promise<void> {
  return new Promise((settle) => context.once('close', () => settle()));
}

/** All at once and without warning, the browser's own process first: it is the one that writes. */
function killTree(profile: string): void {
  for (const pid of processesOn(profile)) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It died with its parent.
    }
  }
}

async function untilGone(profile: string): Promise<void> {
  while (processesOn(profile).length > 0) await delay(5);
}

/** The processes that name the profile in their arguments, and all below them. */
function processesOn(profile: string): readonly number[] {
  const all = existsSync('/proc/self/stat') ? readdirSync('/proc').flatMap(processAt) : processesByPs();
  const found = new Set(all.filter(({ pid, args }) => pid !== process.pid && args.includes(profile)).map(toPid));
  let before = -1;
  while (found.size !== before) {
    before = found.size;
    for (const { pid, parent } of all) if (found.has(parent)) found.add(pid);
  }
  return [...found].sort((a, b) => a - b);
}

interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly args: string;
}

function toPid({ pid }: Process): number {
  return pid;
}

function processAt(name: string): readonly Process[] {
  if (!/^\d+$/u.test(name)) return [];
  try {
    const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
    // After the name, which may hold anything: state, then parent. A zombie has nothing left to kill.
    const [state, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (state === 'Z') return [];
    return [{ pid: Number(name), parent: Number(parent), args: readFileSync(`/proc/${name}/cmdline`, 'utf8') }];
  } catch {
    return [];
  }
}

/** Where there is no /proc. */
function processesByPs(): readonly Process[] {
  const lines = execFileSync('ps', ['-axo', 'pid=,ppid=,stat=,args='], { encoding: 'utf8' }).split('\n');
  return lines.flatMap((line) => {
    const [, pid, parent, state, args = ''] = /^\s*(\d+)\s+(\d+)\s+(\S+)\s+(.*)$/u.exec(line) ?? [];
    return pid === undefined || state?.startsWith('Z') ? [] : [{ pid: Number(pid), parent: Number(parent), args }];
  });
}
