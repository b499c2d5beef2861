import { createRawSnippet } from 'svelte';
import { describe, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import '../../../src/ui/tokens.css';
import '../../../src/ui/base.css';
import Button from '../../../src/ui/parts/Button.svelte';
import Confidence from '../../../src/ui/parts/Confidence.svelte';
import Dialog from '../../../src/ui/parts/Dialog.svelte';
import ToastList from '../../../src/ui/parts/ToastList.svelte';
import MenuStage from './MenuStage.svelte';

const text = (words: string) => createRawSnippet(() => ({ render: () => `<span>${words}</span>` }));

describe('a button that can’t be pressed', () => {
  test('keeps the focus, tells why and does nothing', async () => {
    const onclick = vi.fn();
    await render(Button, { why: 'Nothing to undo.', onclick, children: text('Undo') });
    const button = page.getByRole('button', { name: 'Undo' });
    await userEvent.tab();
    await expect.element(button).toHaveFocus();
    await expect.element(button).toHaveAttribute('aria-disabled', 'true');
    await expect.element(button).toHaveAccessibleDescription('Nothing to undo.');
    await userEvent.keyboard('{Enter}');
    expect(onclick).not.toHaveBeenCalled();
  });
});

describe('a menu', () => {
  test('opens with the arrow, wraps, finds by letter, skips no entry, and gives the focus back with Escape', async () => {
    const chosen = vi.fn();
    await render(MenuStage, { chosen });
    const trigger = page.getByRole('button', { name: 'More' });
    trigger.element().focus();
    await userEvent.keyboard('{ArrowDown}');
    await expect.element(page.getByRole('menuitem', { name: 'Archive' })).toHaveFocus();
    await userEvent.keyboard('{ArrowUp}');
    await expect.element(page.getByRole('menuitem', { name: 'Remove' })).toHaveFocus();
    await userEvent.keyboard('{ArrowDown}d');
    await expect.element(page.getByRole('menuitem', { name: 'Duplicate' })).toHaveFocus();
    await userEvent.keyboard('{Escape}');
    await expect.element(trigger).toHaveFocus();
    await expect.element(page.getByRole('menu')).not.toBeInTheDocument();
    expect(chosen).not.toHaveBeenCalled();
  });

  test('runs what is chosen, and tells why an entry can’t be', async () => {
    const chosen = vi.fn();
    await render(MenuStage, { chosen });
    await page.getByRole('button', { name: 'More' }).click();
    await page.getByRole('menuitem', { name: 'Remove' }).click({ force: true });
    expect(chosen).not.toHaveBeenCalled();
    await expect.element(page.getByRole('menuitem', { name: 'Remove' })).toHaveTextContent('It is running.');
    await page.getByRole('menuitem', { name: 'Duplicate' }).click();
    expect(chosen).toHaveBeenCalledWith('Duplicate');
    await expect.element(page.getByRole('menu')).not.toBeInTheDocument();
  });
});

describe('confidence', () => {
  test('is shown where there is doubt; where there is none it can be only heard', async () => {
    const { rerender } = await render(Confidence, { confidence: 0.6, quiet: true });
    await expect.element(page.getByText('Likely')).toBeVisible();
    expect(page.getByText('Likely').element().clientWidth).toBeGreaterThan(20);
    await rerender({ confidence: 0.9, quiet: true });
    expect(page.getByText('Sure').element().clientWidth).toBe(1);
    await rerender({ confidence: 0.9, quiet: false });
    expect(page.getByText('Sure').element().clientWidth).toBeGreaterThan(20);
  });
});

describe('a dialog', () => {
  test('has a name, holds the focus and closes with Escape', async () => {
    const onclose = vi.fn();
    await render(Dialog, { title: 'Keyboard shortcuts', onclose, children: text('All of them') });
    await expect.element(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
    expect(page.getByRole('dialog').element().contains(document.activeElement)).toBe(true);
    await userEvent.keyboard('{Escape}');
    expect(onclose).toHaveBeenCalledOnce();
  });
});

describe('[U7] a message at the foot', () => {
  const toast = (id: number) => ({ id, text: `Message ${id}`, tone: 'info' as const, action: null });

  test('goes by itself', async () => {
    const ondismiss = vi.fn();
    await render(ToastList, { toasts: [toast(1)], staysMs: 100, ondismiss });
    await expect.poll(() => ondismiss.mock.calls).toEqual([[1]]);
  });

  test('waits while the focus is in it, and goes when the focus has left', async () => {
    const ondismiss = vi.fn();
    await render(ToastList, { toasts: [toast(1)], staysMs: 200, ondismiss });
    await userEvent.tab();
    await expect.element(page.getByRole('button', { name: 'Dismiss' })).toHaveFocus();
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(ondismiss).not.toHaveBeenCalled();
    (document.activeElement as HTMLElement).blur();
    await expect.poll(() => ondismiss.mock.calls).toEqual([[1]]);
  });
});
