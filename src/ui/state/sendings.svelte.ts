import { waitingSendings } from '#service/connect.ts';
import type { PlannerService, WaitingSending } from '#service/contract.ts';

/** What waits for the person to have read it before it is sent, and whether it does. */
export class Sendings {
  readonly #service: PlannerService;
  #waiting = $state.raw<readonly WaitingSending[]>([]);
  #ask = $state(false);

  constructor(service: PlannerService) {
    this.#service = service;
    waitingSendings.subscribe((waiting) => {
      this.#waiting = waiting;
    });
    service
      .subscribeSetting('askBeforeSending', (value) => {
        this.#ask = value === 'on';
      })
      .catch(() => undefined);
  }

  /** The one that has waited longest. */
  get first(): WaitingSending | null {
    return this.#waiting[0] ?? null;
  }

  /** Everything is shown before it is sent. */
  get ask(): boolean {
    return this.#ask;
  }

  set ask(on: boolean) {
    this.#ask = on;
    void this.#service.writeSetting('askBeforeSending', on ? 'on' : null).catch(() => undefined);
  }

  answer(id: string, yes: boolean): void {
    waitingSendings.answer(id, yes);
  }

  /** Sends this and all that wait, and shows no more of them. */
  stopAsking(): void {
    this.ask = false;
    for (const { id } of this.#waiting) waitingSendings.answer(id, true);
  }
}
