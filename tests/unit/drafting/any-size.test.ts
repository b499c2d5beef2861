import { describe, expect, test } from 'vitest';
import { validDraft } from '../../support/goals/valid-draft.ts';

/** Only against a hang: a shared machine can be ten times slower than a free one. */
const PATIENCE_MS = 120_000;

const fill = (piece: string, length: number) => piece.repeat(Math.ceil(length / piece.length)).slice(0, length);
const lines = (count: number, line: (n: number) => string) =>
  Array.from({ length: count }, (_, n) => line(n)).join('\n');

/** A page as it is saved from a browser. */
const HTML = `<!doctype html><html><head><style>body { color: red }</style><script>let a = "<b>" && 1 < 2;</script></head>
<body class="x"><h1>Our plan</h1><p>First <b>book</b> the hall &amp; then <a href="https://example.org/?a=1&b=2">invite</a> all.</p>
<ul><li>Buy cake<li>Order chairs</ul><table><tr><td>Task</td></tr></table><!-- never closed </body>`;
const MARKDOWN = `# A\n## B\n\`\`\`\ncode - [ ] no\n~~~\n* [x] **done *not
> - quote\n1. one\n   - two\n\t- three\n| Task | Owner |\n|---|\n| a |\n[link](http://x \n---\n***\n![](a.png)\n[^1]: note\n`;
const LOG = (n: number) =>
  `2026-11-20T10:${String(n % 60).padStart(2, '0')}:02Z [worker-${n % 7}] ERROR failed to open file "/var/x/${n}.log": timeout after 30000 ms (attempt ${n % 3})`;
const RTL = ['קנה חלב', 'התקשר לאמא לפני יום שישי', 'اتصل بالطبيب غدا', 'احجز القاعة ثم أرسل الدعوات', 'شراء الخبز'];
/** Every byte, as a file of another kind looks when it is read as text; the same each time. */
const garbage = (length: number) => {
  let state = 1;
  let text = '';
  while (text.length < length) {
    state = (state * 48271) % 2147483647;
    text += String.fromCharCode(state % 256);
  }
  return text;
};

describe('[R2] every text gives a draft that parses and can be carried out', () => {
  test.each<[string, string]>([
    ['nothing', ''],
    ['white space', ' \n\t\r\n \u00a0\u2003\n'],
    ['one character', 'x'],
    ['signs only', fill('!?.,;:()[]{}<>|/\\"\'`~@#$%^&*_+=-', 4000)],
    ['zeros', '\u0000'.repeat(5000)],
    ['emoji', fill('🎉👩‍👩‍👧‍👦🇩🇪 👍🏽\n', 20_000)],
    ['halves of surrogate pairs', fill('\ud83d \udc69 - \ud83d\n', 5000)],
    ['right to left', lines(500, (n) => `- ${RTL[n % RTL.length]}`)],
    ['right to left in running text', lines(500, (n) => `${RTL[n % RTL.length]}.`)],
    ['marks that turn the direction', fill('- \u202ebook\u202c the \u200fhall\u200e\n', 5000)],
    ['HTML', fill(HTML, 60_000)],
    ['Markdown that closes nothing', fill(MARKDOWN, 60_000)],
    ['a log file', lines(2000, LOG)],
    ['a file of another kind', garbage(60_000)],
    ['one word', fill('a', 200_000)],
    ['one number', fill('7', 100_000)],
    ['opening brackets', fill('(', 100_000)],
    ['quotation marks', fill('"', 50_000)],
    ['stars', fill('*', 50_000)],
    ['angle brackets', fill('<', 50_000)],
    ['a sentence without an end', fill('book the hall and call Tom then paint the wall, ', 150_000)],
    ['nothing but words of order', fill('before after then once until finally if and ', 60_000)],
    ['words of order in German', fill('bevor nachdem dann sobald wenn und muss die Wand streichen, ', 60_000)],
    ['words of order in French', fill("avant de peindre, après avoir fini, puis il faut que j'envoie et ", 60_000)],
    ['words of order in Spanish', fill('antes de pintar, después de que y luego hay que enviar ', 60_000)],
    ['headings in headings', lines(3000, (n) => `${'#'.repeat((n % 6) + 1)} Part ${n}`)],
    ['a list in a list in a list', lines(400, (n) => `${' '.repeat(n * 2)}- Call number ${n}`)],
    ['circles in words', lines(300, (n) => `Paint room ${n} before room ${(n + 1) % 300} is painted.`)],
    ['circles in numbers', lines(500, (n) => `${n + 1}. Do part ${n} (needs ${500 - n})`)],
  ])(
    '%s',
    async (_, text) => {
      await validDraft(text);
    },
    PATIENCE_MS,
  );

  test('nothing at all gives a draft without changes', async () => {
    for (const text of ['', ' \n\t\n', '\u200e\u200f', '***\n---\n']) {
      const { draft } = await validDraft(text);
      expect(draft.changes).toEqual([]);
    }
  });

  test('a log file asks nothing of anybody', async () => {
    const { draft } = await validDraft(lines(500, LOG));
    expect(draft.changes).toEqual([]);
  });
});

describe('large texts', () => {
  test(
    '10,000 list entries are 10,000 tasks',
    async () => {
      const { draft } = await validDraft(lines(10_000, (n) => `- Call customer ${n} by Friday`));
      expect(draft.changes.filter(({ type }) => type === 'add-task')).toHaveLength(10_000);
      expect(draft.changes.filter(({ type }) => type === 'add-need')).toHaveLength(0);
    },
    PATIENCE_MS,
  );

  test(
    '10,000 numbered steps follow each other',
    async () => {
      const { draft } = await validDraft(lines(10_000, (n) => `${n + 1}. Check valve ${n}`));
      expect(draft.changes.filter(({ type }) => type === 'add-need')).toHaveLength(9999);
    },
    PATIENCE_MS,
  );

  test(
    'a megabyte of notes',
    async () => {
      const day = `## Day\n\nWe talked for long. Then Anna will call the bank, and Ben has to book the hall before Friday.\n
- buy milk, eggs and bread\n- [x] send the form (2 h)\n\n1. Load the van\n2. Drive home\n\n`;
      const text = fill(day, 1_000_000);
      const { draft, deltas } = await validDraft(text);
      expect(draft.changes.length).toBeGreaterThan(10_000);
      expect(deltas).toBeGreaterThan(text.length / 65_536);
    },
    PATIENCE_MS,
  );

  // Turns are given by work done, so their number tells work without a clock.
  test(
    '[R10] twice the text is about twice the work',
    async () => {
      for (const piece of [
        'Call the bank and then book the hall. ',
        '- Paint the wall before the floor\n',
        'Die Wand streichen, dann den Boden legen. ',
        'book it and then call Tom, ',
      ]) {
        const once = await validDraft(fill(piece, 40_000));
        const twice = await validDraft(fill(piece, 80_000));
        expect(twice.deltas / once.deltas, piece).toBeLessThan(2.5);
      }
    },
    PATIENCE_MS,
  );
});
