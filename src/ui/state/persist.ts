/** Asks the browser not to clear the storage on its own. Only a page can ask, and best when a person just said so. */
export async function askToPersist(): Promise<boolean> {
  return (await navigator.storage?.persist?.().catch(() => false)) ?? false;
}
