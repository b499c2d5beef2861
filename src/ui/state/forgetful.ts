interface Surroundings {
  readonly userAgent: string;
  /** Opened from the home screen or the dock. */
  readonly isInstalled: boolean;
}

/** Safari deletes what a site keeps after seven days of use without a visit to it, unless the site is installed. */
export function deletesAfterSevenDays({ userAgent, isInstalled }: Surroundings = here()): boolean {
  // Every browser on an iPhone is Safari inside; others name Safari and themselves.
  const isSafari = /Safari\//u.test(userAgent) && !/Chrome\/|Chromium\/|Android/u.test(userAgent);
  return isSafari && !isInstalled;
}

function here(): Surroundings {
  return { userAgent: navigator.userAgent, isInstalled: matchMedia('(display-mode: standalone)').matches };
}
