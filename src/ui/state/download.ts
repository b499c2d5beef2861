/** A name that every file system takes. */
export function fileName(title: string): string {
  const name = title
    .replace(/[\p{Cc}<>:"/\\|?*]+/gu, ' ')
    .replace(/\s+/gu, ' ')
    .replace(/^[.\s]+|[.\s]+$/gu, '')
    .slice(0, 80)
    .toWellFormed()
    .trim();
  return name === '' ? 'plan' : name;
}

/** Hands a file to the browser as a download. Whether it arrives, a page is not told. */
export function download(blob: Blob, name: string): void {
  const address = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The download has begun with the click, yet a big one may still be reading.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

export function localDate(): string {
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((n) => String(n).padStart(2, '0')).join('-');
}
