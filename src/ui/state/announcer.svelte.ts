/** What the eye sees anyway, said to those who listen. One live region (`parts/LiveRegion.svelte`) reads it. */
export class Announcer {
  #text = $state('');
  /** Which of the two regions speaks: the same sentence said twice has to be a change. */
  #turn = $state(0);
  #said = 0;

  get text(): string {
    return this.#text;
  }

  get turn(): number {
    return this.#turn;
  }

  say(text: string): void {
    this.#text = text;
    this.#said += 1;
    this.#turn = this.#said % 2;
  }
}
