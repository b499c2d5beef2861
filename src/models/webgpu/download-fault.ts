/** Why a model's files did not come. Plain data; `file` is the last part of an address, `host` its server. */
export interface DownloadFault {
  readonly code: DownloadFaultCode;
  readonly host: string;
  readonly file: string;
  /** As the other side said it: a status, a code of the way out. */
  readonly detail: string;
  /** Bytes that are wanted and free, where room is what is missing. */
  readonly room: { readonly needed: number; readonly free: number } | null;
}

export type DownloadFaultCode =
  /** By the person; what has come stays. */
  | 'cancelled'
  /** The way out is closed; `detail` is its code. */
  | 'not-sent'
  | 'unreachable'
  | 'missing'
  /** 401, 403, 429: the server will not give it, or not now. */
  | 'refused'
  | 'server'
  /** A web page came in place of the file: a portal that wants a sign-in, or a wrong address. */
  | 'page'
  | 'cut'
  | 'wrong-length'
  | 'corrupt'
  | 'stalled'
  | 'no-room'
  /** What came is no model that the engine can read. */
  | 'not-a-model';

/** Seconds may mend these; the others need a person. */
export function mayPass({ code }: DownloadFault): boolean {
  switch (code) {
    case 'unreachable':
    case 'server':
    case 'cut':
    case 'wrong-length':
    case 'corrupt':
    case 'stalled':
      return true;
    default:
      return false;
  }
}

/** Waited before the second, third and fourth try of one file. */
export const PAUSES_MS: readonly number[] = [1_000, 3_000, 9_000];

export function downloadFault(
  code: DownloadFaultCode,
  url: string,
  detail = '',
  room: DownloadFault['room'] = null,
): DownloadFault {
  const { host, pathname } = new URL(url);
  return { code, host, file: pathname.slice(pathname.lastIndexOf('/') + 1), detail, room };
}

export function isDownloadFault(thrown: unknown): thrown is DownloadFault {
  return typeof thrown === 'object' && thrown !== null && 'code' in thrown && 'host' in thrown && 'room' in thrown;
}
