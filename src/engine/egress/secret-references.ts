/** `{{secret:<id>}}`, as it stands in a header's value. */
const REFERENCE = /\{\{secret:([^{}]{1,120})\}\}/g;

export function secretsNamed(text: string): readonly string[] {
  return [...new Set([...text.matchAll(REFERENCE)].map(([, id = '']) => id))];
}

export function putSecrets(text: string, secrets: ReadonlyMap<string, string>): string {
  return text.replace(REFERENCE, (reference, id: string) => secrets.get(id) ?? reference);
}
