import { test as base, expect, type Page } from '@playwright/test';

/**
 * `test` for the built app. Any page of the context that writes an error or warning to its console, throws, or breaks the
 * security policy fails the test, whatever else it shows. A test that means to provoke one says so with `expectTrouble`.
 */
export const test = base.extend<{ expectTrouble: (pattern: RegExp) => void; noTrouble: undefined }>({
  expectTrouble: async ({ context: _ }, use) => {
    await use((pattern) => expected.push(pattern));
    expected.length = 0;
  },
  noTrouble: [
    async ({ context, expectTrouble: _ }, use) => {
      const trouble: string[] = [];
      context.on('page', (page) => watchTrouble(page, trouble));
      for (const page of context.pages()) watchTrouble(page, trouble);
      await use(undefined);
      expect(trouble, 'console errors, uncaught errors and policy violations').toEqual([]);
    },
    { auto: true },
  ],
});
export { expect };

const expected: RegExp[] = [];

/** What Chromium says, without Chrome's services, whenever a page asks how it stands with the browser's own model. */
const NO_BUILTIN_MODEL = /^warning: Unable to create a text session because the service is not running\.$/;

/** Collects what a page complains about. For pages that a test opens outside the fixture's context, too. */
export function watchTrouble(page: Page, trouble: string[]): void {
  const note = (line: string) => {
    if (![NO_BUILTIN_MODEL, ...expected].some((pattern) => pattern.test(line))) trouble.push(line);
  };
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) note(`${message.type()}: ${message.text()}`);
  });
  page.on('pageerror', (error) => note(`uncaught: ${error.message}`));
  page.on('worker', (worker) =>
    worker.on('console', (message) => message.type() === 'error' && note(`worker: ${message.text()}`)),
  );
}
