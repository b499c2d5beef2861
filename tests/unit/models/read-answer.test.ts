import { describe, expect, test } from 'vitest';
import { readAnswer, readGrowing } from '#models/read-answer.ts';

const value = { tasks: [{ title: 'Say "hello {you}"', needs: [1, 2] }], note: 'ä' };
const json = JSON.stringify(value);

describe('[C5] an answer is read through whatever stands around it', () => {
  test.each<[what: string, text: string, repairs: readonly string[]]>([
    ['plain', json, []],
    ['white space', `\n\n  ${json}\n`, []],
    ['a fence', `\`\`\`json\n${json}\n\`\`\``, ['fence']],
    ['a fence without an end', `\`\`\`\n${json}`, ['fence']],
    ['words and a fence', `Here you are:\n\`\`\`json\n${json}\n\`\`\`\nEnjoy.`, ['fence']],
    ['words', `Here you are: ${json} Enjoy.`, ['words-around']],
    ['braces in the words', `The {plan} is: ${json}`, ['words-around']],
    ['thoughts', `<think>I could say {"tasks": []}.</think>${json}`, ['thoughts']],
    ['thoughts without a beginning', `Hm, well.</think>\n${json}`, ['thoughts']],
    ['thoughts, words and a fence', `<thinking>?</thinking> So: \`\`\`\n${json}\n\`\`\``, ['thoughts', 'fence']],
    ['a comma too many', json.replace(']}]', ',]}]'), ['syntax']],
    ['single quotes', "{'tasks': [{'title': 'Say \"hello {you}\"', 'needs': [1, 2]}], 'note': 'ä'}", ['syntax']],
    ['no closing braces', json.slice(0, -1), ['cut']],
  ])('%s', (_, text, repairs) => {
    expect(readAnswer(text)).toEqual({ ok: true, value: { value, repairs } });
  });

  test('a tag that thoughts end with, inside of the answer, is text', () => {
    const text = JSON.stringify({ title: 'Explain </think> to them' });
    expect(readAnswer(text)).toEqual({ ok: true, value: { value: JSON.parse(text), repairs: [] } });
  });

  test.each([
    ['nothing', ''],
    ['words', 'I would rather not.'],
    ['thoughts without an end', '<think>Let me see {"tasks": []}'],
    ['a list', '[1, 2]'],
    ['a page', '<!doctype html><title>Log in</title>'],
    ['a nest too deep', '{"a":'.repeat(150_000)],
  ])('%s is no answer', (_, text) => {
    expect(readAnswer(text).ok).toBe(false);
  });

  test('own keys that name the prototype stay own keys', () => {
    const read = readAnswer('{"__proto__": {"polluted": 1}}');
    expect(read.ok).toBe(true);
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  });
});

test('[C5] an answer can be read at every character of its growth', () => {
  let most = 0;
  for (let end = 0; end <= json.length; end++) {
    const grown = readGrowing(json.slice(0, end)) as typeof value | null;
    if (end > 0) expect(grown).not.toBeNull();
    const title = grown?.tasks?.[0]?.title ?? '';
    expect(value.tasks[0]?.title.startsWith(title), title).toBe(true);
    most = Math.max(most, title.length);
  }
  expect(most).toBe(value.tasks[0]?.title.length);
});
