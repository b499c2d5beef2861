import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright';
import { App } from './app.ts';
import { CHROMIUM_FLAGS, findChromium } from './chromium.ts';
import { serveBuild } from './serve-build.ts';

const GOAL = `# Move to the new flat

We have to be out by the end of March, and the budget is 2,000 €.

- [x] Give notice
- Book a van (2 h), by 12 March
- Pack the books

## The old flat

Once the movers have left, clean the kitchen, then paint the hall.
Hand over the keys after painting the hall. Someone should read the meters soon.

## The new flat

1. Order the internet connection, see https://example.org/order
2. Install the lamps
3. Invite the neighbours
`;
const SIZES = { wide: { width: 1280, height: 800 }, phone: { width: 390, height: 780 } };

/** Home, Draft and Plan: wide and on a phone, in light and dark. */
export async function takeScreenshots(folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const server = await serveBuild();
  const browser = await chromium.launch({ ...findChromium(), args: CHROMIUM_FLAGS });
  for (const colorScheme of ['light', 'dark'] as const)
    for (const [size, viewport] of Object.entries(SIZES)) {
      const context = await browser.newContext({ colorScheme, viewport, reducedMotion: 'reduce' });
      const app = new App(await context.newPage(), server.url);
      const take = (screen: string) =>
        app.page.screenshot({ path: join(folder, `${screen}-${colorScheme}${size === 'wide' ? '' : '-phone'}.png`) });

      await app.open();
      await app.goal.waitFor();
      await take('home');
      await app.draft(GOAL);
      await app.button('Accept all').and(app.page.locator(':enabled')).waitFor();
      await take('draft');
      await app.acceptAll();
      if (size === 'wide') await app.openDetails('Pack the books');
      await take('plan');
      await context.close();
    }
  await browser.close();
  await server.stop();
}
