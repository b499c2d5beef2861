import { App } from '../support/app.ts';
import { expect, test } from '../support/app-test.ts';
import { seededRandom } from '../support/random.ts';

const SEED = Number(process.env.SEED ?? 20261122);

test('a damaged log file is refused with its line and reason, and nothing changes', async ({ page }) => {
  test.setTimeout(120_000);
  console.log(`damaged files: SEED=${SEED}`);
  const app = new App(page);
  await app.open();
  await app.draft('- Book the hall\n- Send the invitations\n- Order the cake');
  await app.acceptAll();
  const file = await app.exportLog();
  const before = await app.fingerprint();
  const text = file.toString('utf8');
  const lines = text.split('\n');
  const random = seededRandom(SEED);

  await app.open('#/settings');
  const refuse = async (bytes: Buffer, what: string) => {
    await app.importLog(bytes);
    await expect(app.importRefusal, what).toBeVisible();
    await expect(app.importRefusal, what).toContainText(/line \d+/iu);
  };

  for (let cut = 0; cut < 20; cut += 1) {
    const at = 1 + Math.floor(random() * (file.length - 2));
    await refuse(file.subarray(0, at), `cut at byte ${at} of ${file.length}`);
  }
  for (let edit = 0; edit < 5; edit += 1) {
    const at = Math.floor(random() * (file.length - 1));
    const edited = Buffer.from(file);
    edited[at] = (edited[at] ?? 0) ^ 1;
    await refuse(edited, `a bit turned in byte ${at}`);
  }
  const shuffled = [lines[0], ...lines.slice(1, -2).reverse(), ...lines.slice(-2)];
  await refuse(Buffer.from(shuffled.join('\n')), 'lines in another order');
  const doubled = [...lines.slice(0, 2), lines[1], ...lines.slice(2)];
  await refuse(Buffer.from(doubled.join('\n')), 'a line twice');

  await app.importLog(Buffer.from(newerFormat(text)));
  await expect(app.importRefusal).toContainText(/newer/iu);

  for (let again = 0; again < 2; again += 1) {
    await app.importLog(file);
    await expect(app.importResult).toContainText(/nothing new|already/iu);
  }
  await app.openPlan('Book the hall');
  expect(await app.fingerprint()).toBe(before);
});

/** The same file as a later version of the format would say it is. */
function newerFormat(text: string): string {
  const [header = '', ...rest] = text.split('\n');
  const told = JSON.parse(header) as Record<string, unknown>;
  const version = Object.keys(told).find((key) => typeof told[key] === 'number' && /format|version/iu.test(key));
  expect(version, 'the header names its version').toBeDefined();
  return [JSON.stringify({ ...told, [version ?? '']: 99 }), ...rest].join('\n');
}
