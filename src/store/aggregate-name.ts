import type { AggregateQuery } from './event-log.ts';

/** What a stream is about: `a/b/c` is the aggregate `c` of the type `a/b`; a stream without `/` is the only one of its type. */
export function aggregateOf(stream: string): { readonly type: string; readonly id: string } {
  const slash = stream.lastIndexOf('/');
  return slash < 0 ? { type: stream, id: '' } : { type: stream.slice(0, slash), id: stream.slice(slash + 1) };
}

/** Whether a stream is one of the aggregates asked for. Without a question every stream is. */
export function isOfAggregate(stream: string, asked: AggregateQuery | undefined): boolean {
  if (asked === undefined) return true;
  const { type, id } = aggregateOf(stream);
  return (asked.type === undefined || asked.type === type) && (asked.id === undefined || asked.id === id);
}
