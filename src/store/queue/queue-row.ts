import type { JsonObject, JsonValue } from '#kit/canonical-json.ts';
import { err, ok, type Result } from '#kit/result.ts';
import type { NewCommit } from '../event-log.ts';

/**
 * Why a row of the older queue cannot be taken in: which member is missing or is not what its column holds.
 * `data` and `metadata` may be JSON or its text.
 */
export type RowProblem =
  | 'row'
  | 'stream_id'
  | 'aggregate_type'
  | 'aggregate_id'
  | 'event_type'
  | 'event_version'
  | 'sequence'
  | 'created_at'
  | 'data'
  | 'metadata';

/** A row of the older queue, read. */
export interface QueueRow {
  /** Rows of one line were numbered together: the whole stream at first, each aggregate later. */
  readonly line: string;
  readonly sequence: number;
  readonly commit: NewCommit;
}

/**
 * One row of either generation as a commit: told apart by `aggregate_type`, which only the later one has. Its stream is
 * `queue/<stream>/<aggregate>`, or `queue/<stream>/<aggregate type>/<aggregate>`, with `/` and `%` in a name escaped as
 * in a URL. Its id is made of the row's key, so that the same row is the same commit. All that the row says is kept, and
 * nothing is added: what the commit needs and the row has not is empty (`at` 0: no time was written down).
 */
export function readQueueRow(row: unknown): Result<QueueRow, RowProblem> {
  if (!isObject(row)) return err('row');
  const { data: rawData, metadata: rawMetadata, event_type: type, ...rest } = row;
  const { stream_id: stream, aggregate_type: aggregateType, aggregate_id: aggregate, event_version, sequence } = rest;
  const isLater = aggregateType !== undefined;
  if (typeof stream !== 'string') return err('stream_id');
  if (isLater && typeof aggregateType !== 'string') return err('aggregate_type');
  if (typeof aggregate !== 'string') return err('aggregate_id');
  if (typeof type !== 'string' || type === '') return err('event_type');
  const v = versionOf(event_version);
  if (v === undefined) return err('event_version');
  if (typeof sequence !== 'number' || !Number.isSafeInteger(sequence)) return err('sequence');
  const at = isLater ? 0 : timeOf(rest.created_at);
  if (at === undefined) return err('created_at');
  const data = fromText(rawData);
  if (data === undefined) return err('data');
  const metadata = rawMetadata === undefined ? null : fromText(rawMetadata);
  if (metadata === undefined || !(metadata === null || isObject(metadata))) return err('metadata');
  const correlation = idOf(metadata, 'correlation_id');
  const causation = idOf(metadata, 'causation_id');
  if (correlation === undefined || causation === undefined) return err('metadata');

  const path = isLater ? [stream, aggregateType, aggregate] : [stream, aggregate];
  const key = isLater ? [stream, aggregateType, aggregate, sequence] : [stream, type, aggregate, sequence];
  const id = `queue-${isLater ? 2 : 1}/${key.map(escaped).join('/')}`;
  const event = { type, v, data, row: rest };
  return ok({
    line: JSON.stringify(isLater ? path : [stream]),
    sequence,
    commit: {
      id,
      stream: `queue/${path.map(escaped).join('/')}`,
      at,
      zone: 'UTC',
      locale: 'und',
      actor: { type: 'queue', metadata },
      correlation: correlation ?? id,
      causation,
      events: [event],
    },
  });
}

/** The first whole number in it: versions were texts such as `1.0`. The text itself stays in the row. */
function versionOf(version: JsonValue | undefined): number | undefined {
  if (typeof version !== 'string' && typeof version !== 'number') return undefined;
  const digits = /\d+/.exec(String(version));
  return digits === null ? undefined : Number(digits[0]);
}

/** Epoch milliseconds of an ISO 8601 time, or of what the two databases print. A time without a zone is in UTC. */
function timeOf(text: JsonValue | undefined): number | undefined {
  const parts = typeof text === 'string' ? timeShape.exec(text) : null;
  if (parts === null) return undefined;
  const [, date = '', time = '', fraction = '', zone = ''] = parts;
  const offset =
    zone === '' || zone === 'Z' ? 'Z' : zone.replace(/^([+-]\d\d)$/, '$1:00').replace(/^([+-]\d\d)(\d\d)$/, '$1:$2');
  const at = Date.parse(`${date}T${time}${fraction.slice(0, 4)}${offset}`);
  return Number.isNaN(at) ? undefined : at;
}

const timeShape = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)(\.\d+)?\s?(?:UTC)?(Z|[+-]\d\d(?::?\d\d)?)?$/;

/** JSON, or the JSON that a text holds. Text that does not begin as an object or a list is a value of its own. */
function fromText(value: JsonValue | undefined): JsonValue | undefined {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value);
  } catch {
    return /^\s*[{[]/.test(value) ? undefined : value;
  }
}

/** null: not given. Undefined: given, and not an id. */
function idOf(metadata: JsonObject | null, member: string): string | null | undefined {
  const id = metadata?.[member] ?? null;
  return id === null || typeof id === 'string' ? id : undefined;
}

function escaped(part: JsonValue | undefined): string {
  return String(part).replace(/[%/]/g, encodeURIComponent);
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
