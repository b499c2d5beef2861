import type { PlannerService } from '#service/contract.ts';

export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

/** The theme's second copy. The settings answer too late for the first paint, and a white flash at night is rude: `public/theme.js` reads it before anything is drawn. */
const THEME_HINT = 'foldline.theme';

/** What a person chose for this device. */
export class Preferences {
  readonly #service: PlannerService;
  #theme = $state<Theme>(readTheme(hint()));
  #singleKeys = $state(true);

  constructor(service: PlannerService) {
    this.#service = service;
    this.#show();
    void this.#load();
    // Another tab chose: storage events come only from there.
    addEventListener('storage', (event) => {
      if (event.key !== THEME_HINT) return;
      this.#theme = readTheme(event.newValue);
      this.#show();
    });
  }

  get theme(): Theme {
    return this.#theme;
  }

  set theme(theme: Theme) {
    this.#theme = theme;
    this.#show();
    void this.#service.writeSetting('theme', theme).catch(() => undefined);
  }

  get singleKeys(): boolean {
    return this.#singleKeys;
  }

  set singleKeys(on: boolean) {
    this.#singleKeys = on;
    void this.#service.writeSetting('singleKeys', on ? 'on' : 'off').catch(() => undefined);
  }

  async #load(): Promise<void> {
    try {
      this.#singleKeys = (await this.#service.readSetting('singleKeys')) !== 'off';
      const theme = await this.#service.readSetting('theme');
      if (theme === null) return;
      this.#theme = readTheme(theme);
      this.#show();
    } catch {
      // The log can't be opened: the app says so elsewhere, and goes on with what is usual.
    }
  }

  #show(): void {
    document.documentElement.dataset.theme = this.#theme;
    try {
      localStorage.setItem(THEME_HINT, this.#theme);
    } catch {
      // Site data is blocked: the theme then holds until the page is closed.
    }
  }
}

function hint(): string | null {
  try {
    return localStorage.getItem(THEME_HINT);
  } catch {
    return null;
  }
}

function readTheme(text: string | null): Theme {
  return THEMES.find((theme) => theme === text) ?? 'system';
}
