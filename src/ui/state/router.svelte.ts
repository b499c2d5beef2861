import { tick } from 'svelte';
import type { TaskId } from '#planner/ids.ts';
import { type Place, parsePlace, printPlace } from './place.ts';

/** The address's hash as state. Reload, back and forward keep working because the address is the only memory. */
export class Router {
  #place = $state.raw<Place>(parsePlace(location.hash));
  /** Counts what the person did since the page was loaded; 0 means the page is as it was opened. */
  #moves = $state(0);
  #isReturning = false;
  readonly #stopped = new AbortController();

  constructor() {
    const { signal } = this.#stopped;
    // Going back, the browser itself returns to where one had scrolled; a new screen begins at its top.
    window.navigation?.addEventListener(
      'navigate',
      ({ navigationType }) => {
        this.#isReturning = navigationType === 'traverse';
      },
      { signal },
    );
    addEventListener('popstate', () => this.#read(), { signal });
    addEventListener('hashchange', () => this.#read(), { signal });
  }

  get place(): Place {
    return this.#place;
  }

  get moved(): boolean {
    return this.#moves > 0;
  }

  /** A new entry in the browser's history. */
  go(place: Place): void {
    if (printPlace(place) === printPlace(this.#place)) return;
    history.pushState(null, '', printPlace(place));
    this.#read();
  }

  /** Without a new entry: for what a person would not want to press Back for. */
  replace(place: Place): void {
    history.replaceState(history.state, '', printPlace(place));
    this.#place = place;
  }

  /** Selects a task of the open plan, or nothing. */
  select(task: TaskId | null): void {
    const place = this.#place;
    if (place.screen === 'plan' && place.task !== task) this.replace({ ...place, task });
  }

  stop(): void {
    this.#stopped.abort();
  }

  #read(): void {
    const place = parsePlace(location.hash);
    // Both events come with one step back; the second is not a move.
    if (printPlace(place) === printPlace(this.#place)) return;
    this.#moves += 1;
    this.#place = place;
    if (!this.#isReturning) void tick().then(() => scrollTo(0, 0));
  }
}
