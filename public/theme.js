// Blocks the first paint on purpose: the chosen theme has to stand before anything is drawn, or the page flashes white at
// night. `src/ui/state/preferences.svelte.ts` keeps the choice here and sets the same attribute later.
try {
  document.documentElement.dataset.theme = localStorage.getItem('foldline.theme') ?? 'system';
} catch {
  // Site data is blocked: the theme follows the system.
}
