import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, expect, test } from '@playwright/test';
import { CHROMIUM_FLAGS, findChromium } from '../support/chromium.ts';

test('the browser finds the app installable, and nothing wrong with its manifest', async ({ baseURL }) => {
  const profile = mkdtempSync(join(tmpdir(), 'foldline-profile-'));
  // Installing needs a profile on disk: a private window can't.
  const context = await chromium.launchPersistentContext(profile, { ...findChromium(), args: CHROMIUM_FLAGS });
  const page = await context.newPage();
  await page.goto(baseURL ?? '');
  const devtools = await context.newCDPSession(page);
  const manifest = await devtools.send('Page.getAppManifest');
  expect(manifest.url).toContain('manifest.webmanifest');
  expect(manifest.errors).toEqual([]);
  const { installabilityErrors } = await devtools.send('Page.getInstallabilityErrors');
  expect(installabilityErrors).toEqual([]);
  await context.close();
  rmSync(profile, { recursive: true });
});
