/** The end of a `switch` that names every case: a new case fails to compile here, and is a bug if it ever runs. */
export function unreachable(value: never): never {
  throw new Error(`Unreachable case: ${JSON.stringify(value)}`);
}
