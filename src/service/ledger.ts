import type { LedgerEvent } from '#planner/ledger.ts';
import type { Commit, EventLog } from '#store/event-log.ts';
import { orThrowLog } from './or-throw.ts';
import { planOfStream } from './plan-kind.ts';
import type { LedgerPage, LedgerQuery, LedgerRow, OriginTotal } from './privacy.ts';

export interface Ledger {
  read(query: LedgerQuery): Promise<LedgerPage>;
}

/** The ledger as it stands in the log, kept in memory once somebody has asked, and brought up to date at each question. */
export function createLedger(log: EventLog): Ledger {
  const rows: Mutable<LedgerRow>[] = [];
  const bySending = new Map<string, Mutable<LedgerRow>>();
  /** Answers whose request has not been met: a file may bring them in another order. */
  const early = new Map<string, LedgerRow['answer']>();
  let position = 0;
  let catchingUp: Promise<void> = Promise.resolve();

  return {
    async read({ before, planId, origin }) {
      catchingUp = catchingUp.catch(() => undefined).then(catchUp);
      await catchingUp;
      const fitting = rows.filter(
        (row) => (planId === null || row.planId === planId) && (origin === null || row.origin === origin),
      );
      const older = fitting.filter((row) => row.position < (before ?? Number.POSITIVE_INFINITY));
      const page = older.slice(-rowsPerPage).toReversed();
      return {
        rows: page,
        before: older.length > page.length ? (page.at(-1)?.position ?? null) : null,
        totals: totalsOf(fitting),
      };
    },
  };

  async function catchUp(): Promise<void> {
    orThrowLog(await log.wake());
    for await (const batch of log.read({ after: position, types: ['BytesSent', 'BytesReceived'] })) {
      for (const commit of orThrowLog(batch)) {
        position = commit.position;
        for (const event of commit.events) take(commit, event as unknown as LedgerEvent);
      }
    }
  }

  function take(commit: Commit, event: LedgerEvent): void {
    const { position: at, stream, device } = commit;
    if (event.type === 'BytesSent') {
      const { sendingId, origin, method, purpose, attempt, bytes } = event;
      if (bySending.has(sendingId)) return;
      const row: Mutable<LedgerRow> = {
        sendingId,
        position: at,
        planId: planOfStream(stream),
        isHere: device === log.device,
        at: commit.at,
        origin,
        method,
        purpose,
        attempt,
        sent: bytes,
        answer: early.get(sendingId) ?? null,
      };
      early.delete(sendingId);
      rows.push(row);
      bySending.set(sendingId, row);
    } else if (event.type === 'BytesReceived') {
      const { sendingId, bytes, status, ended } = event;
      const answer = { at: commit.at, bytes, status, ended };
      const row = bySending.get(sendingId);
      if (row === undefined) early.set(sendingId, answer);
      else row.answer ??= answer;
    }
  }
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

function totalsOf(rows: readonly LedgerRow[]): readonly OriginTotal[] {
  const totals = new Map<string, Mutable<OriginTotal>>();
  for (const { origin, sent, answer, at } of rows) {
    const total = totals.get(origin) ?? { origin, requests: 0, sent: 0, received: 0, lastAt: 0 };
    total.requests += 1;
    total.sent += sent;
    total.received += answer?.bytes ?? 0;
    total.lastAt = Math.max(total.lastAt, at);
    totals.set(origin, total);
  }
  return [...totals.values()].sort((a, b) => b.sent + b.received - (a.sent + a.received));
}

const rowsPerPage = 50;
