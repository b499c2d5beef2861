import type { LogClosed } from './event-log.ts';

export const logClosed: LogClosed = { code: 'LogClosed', params: { why: 'closed' }, retry: 'never' };
