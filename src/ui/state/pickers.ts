/** What TypeScript's own library does not know yet; missing in some browsers and all insecure contexts. */
interface PickerWindow {
  showSaveFilePicker?(options: SavePickerOptions): Promise<FileSystemFileHandle>;
  showDirectoryPicker?(options: {
    readonly id: string;
    readonly mode: 'readwrite';
  }): Promise<FileSystemDirectoryHandle>;
}

interface SavePickerOptions {
  readonly suggestedName: string;
  readonly types: readonly { readonly description: string; readonly accept: Readonly<Record<string, string[]>> }[];
}

interface AskableHandle {
  queryPermission?(mode: { readonly mode: 'readwrite' }): Promise<PermissionState>;
  requestPermission?(mode: { readonly mode: 'readwrite' }): Promise<PermissionState>;
}

/** Asks where to save. `download`: the browser has no such question; null: the person did not want to after all. */
export async function chooseFile(name: string, kind: string): Promise<FileSystemFileHandle | 'download' | null> {
  const { showSaveFilePicker } = window as PickerWindow;
  if (showSaveFilePicker === undefined) return 'download';
  try {
    const types = [{ description: kind, accept: { 'application/x-ndjson': ['.foldline'] } }];
    return await showSaveFilePicker.call(window, { suggestedName: name, types });
  } catch (error) {
    // Whatever else keeps it from asking need not keep anybody from saving.
    return error instanceof DOMException && error.name === 'AbortError' ? null : 'download';
  }
}

export function canChooseFolder(): boolean {
  return (window as PickerWindow).showDirectoryPicker !== undefined;
}

/** null: the person did not want to after all. @throws whatever else the browser says */
export async function chooseFolder(): Promise<FileSystemDirectoryHandle | null> {
  try {
    return (await (window as PickerWindow).showDirectoryPicker?.({ id: 'backups', mode: 'readwrite' })) ?? null;
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') return null;
    throw error;
  }
}

/** Whether a folder that was chosen once may still be written to. */
export async function permissionOf(folder: FileSystemDirectoryHandle): Promise<PermissionState> {
  const { queryPermission } = folder as AskableHandle;
  return (await queryPermission?.call(folder, { mode: 'readwrite' })) ?? 'granted';
}

/** Asks the person anew. Only in answer to a click. */
export async function askPermission(folder: FileSystemDirectoryHandle): Promise<PermissionState> {
  const { requestPermission } = folder as AskableHandle;
  return (await requestPermission?.call(folder, { mode: 'readwrite' })) ?? 'granted';
}
