// Which browser the tests drive, decided in one place for Vitest, Playwright, the benchmarks and the test runner.
import { execFileSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from 'playwright';

/** Launch options for Playwright: a path, or an installed channel, or neither, which means Playwright's own browser. */
export type Chromium = { executablePath?: string; channel?: 'chrome' | 'msedge' };

const NAMES_ON_PATH = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];

/** No background traffic, so that a request counted by a test is a request made by the app. */
export const CHROMIUM_FLAGS = [
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // Two of its own errands have no switch; a port that it refuses to use ends them before they start.
  '--component-updater=url-source=http://localhost:9/',
  '--gaia-url=http://localhost:9/',
  '--autofill-server-url=http://localhost:9/',
];

/**
 * The rule: 1. `CHROMIUM_PATH` if set, which must exist (the value `playwright` asks for step 4); 2. the first Chromium
 * or Chrome on PATH; 3. on macOS and Windows an installed Chrome, then Edge; 4. Playwright's own browser.
 */
export function findChromium(): Chromium {
  const wanted = process.env.CHROMIUM_PATH;
  if (wanted === 'playwright') return {};
  if (wanted) {
    if (!existsSync(wanted)) throw new Error(`CHROMIUM_PATH names ${wanted}, and there is no such file.`);
    return { executablePath: wanted };
  }
  const executablePath = onPath();
  if (executablePath) return { executablePath };
  const channel = installedChannel();
  return channel ? { channel } : {};
}

/** What the rule chose, in words; throws an Error of one sentence when that browser isn't there. */
export function describeChromium({ executablePath, channel }: Chromium): string {
  if (channel) return `installed ${channel}`;
  if (executablePath) return `${version(executablePath)}, ${executablePath}`;
  if (existsSync(chromium.executablePath())) return "Playwright's Chromium";
  throw new Error(
    'The tests need Chromium or Chrome: install one, or set CHROMIUM_PATH, or run "npx playwright install chromium".',
  );
}

function onPath(): string | undefined {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    for (const name of NAMES_ON_PATH) {
      const path = join(folder, name);
      try {
        accessSync(path, constants.X_OK);
        return path;
      } catch {}
    }
  }
  return undefined;
}

function installedChannel(): 'chrome' | 'msedge' | undefined {
  const places: Partial<Record<NodeJS.Platform, Record<'chrome' | 'msedge', string[]>>> = {
    darwin: {
      chrome: ['/Applications/Google Chrome.app'],
      msedge: ['/Applications/Microsoft Edge.app'],
    },
    win32: {
      chrome: windowsFolders().map((folder) => join(folder, 'Google/Chrome/Application/chrome.exe')),
      msedge: windowsFolders().map((folder) => join(folder, 'Microsoft/Edge/Application/msedge.exe')),
    },
  };
  const here = places[process.platform];
  if (here?.chrome.some(existsSync)) return 'chrome';
  if (here?.msedge.some(existsSync)) return 'msedge';
  return undefined;
}

function windowsFolders(): string[] {
  const { PROGRAMFILES, LOCALAPPDATA } = process.env;
  return [PROGRAMFILES, process.env['PROGRAMFILES(X86)'], LOCALAPPDATA].filter((folder) => folder !== undefined);
}

function version(path: string): string {
  try {
    const answer = execFileSync(path, ['--version'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
    return answer.trim();
  } catch {
    return 'a browser that does not tell its version';
  }
}
