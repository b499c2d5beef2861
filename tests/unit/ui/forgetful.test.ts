import { expect, test } from 'vitest';
import { deletesAfterSevenDays } from '../../../src/ui/state/forgetful.ts';

const safari = 'Mozilla/5.0 (Macintosh) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Safari/605.1.15';
const iPhone = 'Mozilla/5.0 (iPhone; CPU iPhone OS 26_0) AppleWebKit/605.1.15 CriOS/150.0 Mobile/15E148 Safari/604.1';
const chrome = 'Mozilla/5.0 (X11; Linux) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36';
const firefox = 'Mozilla/5.0 (X11; Linux; rv:150.0) Gecko/20100101 Firefox/150.0';

test.each([
  ['Safari', safari, false, true],
  ['Safari, installed', safari, true, false],
  ['an iPhone, by whatever name', iPhone, false, true],
  ['Chrome', chrome, false, false],
  ['Firefox', firefox, false, false],
])('[U11] whether %s deletes what is not visited for seven days', (_, userAgent, isInstalled, deletes) => {
  expect(deletesAfterSevenDays({ userAgent, isInstalled })).toBe(deletes);
});
