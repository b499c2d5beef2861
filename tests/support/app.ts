import { readFileSync } from 'node:fs';
import { expect, type Locator, type Page } from '@playwright/test';

/** What a row of the outline says about its task. */
export interface ShownTask {
  readonly id: string;
  readonly title: string;
  readonly status: string;
  readonly needs: readonly string[];
  /** 1 for a task at the top. */
  readonly level: number;
}

/** The app as a person meets it: by names and roles, never by class or test id. */
export class App {
  readonly page: Page;
  readonly address: string;

  /** @param address where the app is served, with a slash at the end */
  constructor(page: Page, address = '/') {
    this.page = page;
    this.address = address;
  }

  get goal(): Locator {
    return this.page.getByRole('textbox', { name: 'What do you want to get done?' });
  }

  get draftTasks(): Locator {
    return this.page.getByRole('list', { name: 'Draft tasks' });
  }

  get tasks(): Locator {
    return this.page.getByRole('treegrid', { name: 'Tasks' });
  }

  button(name: string): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }

  row(title: string): Locator {
    return this.tasks.locator(`[data-task-title=${JSON.stringify(title)}]`);
  }

  async open(hash = '#/'): Promise<void> {
    await this.page.goto(`${this.address}${hash}`);
  }

  /** Types a goal as a paste does, whole, and asks for a draft. */
  async draft(text: string): Promise<void> {
    await this.goal.fill(text);
    await this.button('Draft plan').click();
    await expect(this.draftTasks).toBeVisible();
  }

  /** Accepts once nothing more comes, and waits for the outline. */
  async acceptAll(): Promise<void> {
    await expect(this.button('Accept all')).toBeEnabled();
    await this.button('Accept all').click();
    await expect(this.tasks).toBeVisible();
  }

  /** Adds a task at the end through the field below the outline. */
  async addTask(title: string): Promise<void> {
    const field = this.page.getByRole('textbox', { name: 'New task', exact: true });
    await field.fill(title);
    await field.press('Enter');
    await expect(this.row(title)).toBeVisible();
    await expect(field).toHaveValue('');
  }

  /** Adds many without waiting for any, faster than a person could: each is typed and entered in one and the same task of the page. */
  async addAtOnce(titles: readonly string[]): Promise<void> {
    await this.page.getByRole('textbox', { name: 'New task', exact: true }).evaluate((field, all) => {
      const input = field as HTMLInputElement;
      for (const title of all) {
        input.value = title;
        input.dispatchEvent(new Event('input', { bubbles: true }));
        input.form?.requestSubmit();
      }
    }, titles);
  }

  /** Whether the foot of the page says that something is not on the disk yet. */
  async isSaving(): Promise<boolean> {
    return /Saving|Not saved/u.test(await this.page.getByRole('contentinfo').innerText());
  }

  /** The plan's content hash, folded anew from the log. */
  async fingerprint(): Promise<string> {
    await this.button('Plan menu').click();
    await this.page.getByRole('menuitem', { name: /^Plan details/u }).click();
    const dialog = this.page.getByRole('dialog', { name: 'Plan details' });
    const hash = dialog.locator('[data-content-hash]');
    await expect(hash).toBeVisible();
    const text = await hash.innerText();
    await this.page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
    return text;
  }

  async openDetails(title: string): Promise<void> {
    await this.row(title).click();
    await this.page.keyboard.press('e');
    await expect(
      this.page.getByRole('complementary', { name: 'Details' }).or(this.page.getByRole('dialog')),
    ).toBeVisible();
  }

  /** Opens a plan from its card on Home. */
  async openPlan(title: string): Promise<void> {
    await this.open('#/');
    await this.page.getByRole('link', { name: title }).click();
    await expect(this.tasks).toBeVisible();
  }

  /** Presses "Export log" on the screen that shows, and gives the bytes of the file. */
  async exportLog(): Promise<Buffer> {
    // Nobody is there to answer the system's own question where to save; without it, a file is a download.
    await this.page.evaluate(() => Reflect.deleteProperty(window, 'showSaveFilePicker'));
    const [download] = await Promise.all([this.page.waitForEvent('download'), this.button('Export log').click()]);
    expect(download.suggestedFilename()).toMatch(/\.foldline$/u);
    return readFileSync(await download.path());
  }

  /** Chooses a file for import. The screen must be Settings. */
  async importLog(bytes: Buffer): Promise<void> {
    await this.page
      .getByLabel('Import log file')
      .setInputFiles({ name: 'some.foldline', mimeType: 'application/octet-stream', buffer: bytes });
  }

  get importRefusal(): Locator {
    return this.page.getByRole('main').getByRole('alert');
  }

  /** The notice of what an import brought. */
  get importResult(): Locator {
    return this.page
      .getByRole('main')
      .getByRole('status')
      .filter({ hasText: /Imported|Nothing new/u });
  }

  async shownTasks(): Promise<ShownTask[]> {
    return this.tasks.locator('[data-task-id]').evaluateAll((rows) =>
      rows.map((row) => ({
        id: row.getAttribute('data-task-id') ?? '',
        title: row.getAttribute('data-task-title') ?? '',
        status: row.getAttribute('data-task-status') ?? '',
        needs: (row.getAttribute('data-task-needs') ?? '').split(' ').filter(Boolean),
        level: Number(row.getAttribute('aria-level')),
      })),
    );
  }

  get planId(): string {
    return /#\/plan\/([^/?]+)/u.exec(this.page.url())?.[1] ?? '';
  }
}
