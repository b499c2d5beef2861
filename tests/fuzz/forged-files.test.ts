import { beforeAll, describe, expect, it } from 'vitest';
import { exportLog } from '#store/export-log.ts';
import { importLog } from '#store/import-log.ts';
import { failure, readAll, value } from '../contract/log/log-contract.ts';
import { sampleCommit } from '../contract/log/sample-commits.ts';
import { type ForgedFile, forgeFile, putTogether, readForged, sha256Of, type TakenApart, takeApart } from './forge.ts';
import { fileText, fillLog, openFreshLog } from './fresh-log.ts';

const deep = '['.repeat(200_000) + ']'.repeat(200_000);

/**
 * Files whose every check was made again after the change. They prove no origin, so what a log could have written is
 * taken in; all else is refused, and nothing can be planted that makes the log unreadable. The rules are those of
 * `src/store/README.md`.
 */
describe('forged files', () => {
  let text: string;
  let file: ForgedFile;
  let last: TakenApart;

  beforeAll(async () => {
    const { log } = await openFreshLog();
    await fillLog(log);
    text = await fileText(log);
    file = readForged(text);
    last = takeApart(file.commits.at(-1) ?? '');
  });

  /** The file with its last commit changed. */
  const withLast = (change: Partial<TakenApart>) =>
    forgeFile({ ...file, commits: [...file.commits.slice(0, -1), putTogether({ ...last, ...change })] });
  const withBody = (from: string | RegExp, to: string) => withLast({ body: last.body.replace(from, to) });

  it('[S14] what is forged without a change is the file itself', async () => {
    expect(await forgeFile(file)).toBe(text);
  });

  it.each<[string, () => Promise<string> | string, number]>([
    ['a number that JSON can say and a log cannot', () => withBody('"v":1', '"v":1e999'), 16],
    ['half a surrogate pair', () => withBody('Task of', '\\ud800'), 16],
    ['two hundred thousand brackets', () => withBody('"v":1', `"v":1,"z":${deep}`), 16],
    ['white space', () => withBody('{"title"', '{ "title"'), 16],
    ['a key twice', () => withBody('"v":1', '"v":1,"v":1'), 16],
    ['keys out of order', () => withBody(/"type":"TaskAdded","v":1/, '"v":1,"type":"TaskAdded"'), 16],
    ['no body', () => withLast({ body: '5' }), 16],
    ['a body without a place', () => withBody(/,"zone":"[^"]*"/, ''), 16],
    ['events of no type', () => withBody('"type":"TaskAdded",', ''), 16],
    ['an index that jumps', () => withLast({ index: last.index + 1 }), 16],
    ['a hash that nothing has', () => withLast({ previous: 'f'.repeat(32) }), 16],
    ['a feed that begins in the middle', () => withLast({ stream: 'plan/new' }), 16],
    ['an id twice', () => withLast({ id: 'a-0' }), 16],
    ['a time in no form', () => withLast({ hlc: '12' }), 16],
    ['a stream of half a surrogate pair in the header', () => forgeFile({ ...file, streams: ['\ud800'] }), 1],
    ['brackets in the header', () => text.replace('"streams":null', `"streams":${deep}`), 1],
    ['a header that says more', () => forgeFile({ ...file, header: { extra: 1 } }), 1],
    ['a version that is a text', () => forgeFile({ ...file, header: { version: '1' } }), 1],
    ['counts below zero', () => forgeFile({ ...file, header: { commits: -13 } }), 17],
    ['a blob that says more', () => withBlob('"z":1e999'), 2],
    ['a blob with a member that sorts before the others', () => withBlob('"__proto__":1', true), 2],
    ['a blob with half a surrogate pair', () => withBlob('"z":"\\ud800"'), 2],
    ['a blob with two hundred thousand brackets', () => withBlob(`"z":${deep}`), 2],
  ])('[S15] %s is refused, and nothing is taken in', async (_, forged, line) => {
    const target = await openFreshLog();
    const refused = failure(await importLog(target.log, new Blob([await forged()])));
    expect(refused).toMatchObject({ code: 'FileDamaged', params: { line } });
    expect(await readAll(target.log)).toEqual([]);
  });

  it.each<[string, () => Promise<string>]>([
    ['the end of time', () => withLast({ hlc: 'ffffffffffff-ffff' })],
    ['almost the end of time', () => withLast({ hlc: 'ffffffffffff-fffe' })],
    ['no events', () => withBody(/"events":\[.*?\]/, '"events":[]')],
    ['types that nobody knows', () => withBody('"TaskAdded","v":1', '"__proto__","v":1e+300')],
    ['keys of prototypes', () => withBody('{"title"', '{"__proto__":{"a":1},"constructor":5,"title"')],
    ['an empty device', () => withFirstOf({ device: '' })],
    ['blanks in a device', () => withFirstOf({ device: 'a b' })],
    ['an empty stream', () => withFirstOf({ stream: '' })],
    ['a stream called like a prototype', () => withFirstOf({ stream: '__proto__' })],
    ['a size that is not the blob’s', () => withBody('"events"', `"blobs":[${reference()}],"events"`)],
  ])('[S15] %s is taken in, and the log stays whole, writable and its own file', async (_, forged) => {
    const content = await forged();
    const target = await openFreshLog();
    expect(value(await importLog(target.log, new Blob([content])))).toMatchObject({ added: file.commits.length });
    expect(await fileText(target.log)).toBe(content);
    value(await target.log.append([sampleCommit('own-1')]));
    value(await target.log.append([sampleCommit('own-2')]));
    const reopened = value(await target.reopen());
    expect(await readAll(reopened)).toHaveLength(file.commits.length + 2);
    const another = await openFreshLog();
    value(await importLog(another.log, value(await exportLog(reopened))));
    expect(await fileText(another.log)).toBe(await fileText(reopened));
  });

  function withFirstOf(change: Partial<TakenApart>): Promise<string> {
    return withLast({ stream: 'plan/first', index: 0, previous: '', ...change });
  }

  /** To a blob of the file, as a commit refers to it, with another size. */
  function reference(): string {
    const [, first = ''] = /"blobs":\[(\{.*?\})/.exec(file.commits.join()) ?? [];
    return first.replace(/"size":\d+/, '"size":7');
  }

  async function withBlob(member: string, isFirst = false): Promise<string> {
    const members = [`"data":"AAAA"`, `"hash":"${await sha256Of(new Uint8Array(3))}"`];
    const blobs = [`{${(isFirst ? [member, ...members] : [...members, member]).join()}}`, ...file.blobs];
    return forgeFile({ ...file, blobs });
  }
});
