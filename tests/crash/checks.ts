import { BACKENDS, type Backend, KILLS } from './browser.ts';
import type { Damage, Tried } from './damage.ts';
import type { DiskFullReport, Shortage } from './disk-full.ts';
import type { Killed, SeriesReport } from './series.ts';

/** One thing that had to be so. */
export interface Check {
  readonly claim: string;
  /** What was found instead, or `''`. */
  readonly failure: string;
}

export function checksOfKills(killed: readonly Killed[], reports: readonly SeriesReport[]): readonly Check[] {
  const checks: Check[] = [];
  for (const backend of BACKENDS) {
    for (const kill of KILLS) {
      const of = killed.filter((one) => one.backend === backend && one.kill === kill);
      checks.push({
        claim: `${backend}, ${kill} killed ${of.length} times: nothing acknowledged is lost, nothing torn`,
        failure: of.length === 0 ? 'no such kill' : spell(of.flatMap(({ findings }) => findings)),
      });
    }
    const of = reports.filter((report) => report.backend === backend);
    checks.push({
      claim: `${backend}: calls of unknown fate, made again by id, are there once; mirror and projection have every commit`,
      failure: of.length === 0 ? 'no such series' : spell(of.flatMap(({ findings }) => findings)),
    });
  }
  const hits = killed.filter(({ inFlight }) => inFlight > 0).length;
  checks.push({
    claim: `kills that hit an append in flight: ${hits} of ${killed.length}`,
    failure: hits * 2 >= killed.length ? '' : 'below half: these kills show nothing',
  });
  return checks;
}

export function checkOfControl({ backend, killed, findings }: SeriesReport): Check {
  const caught = killed.at(-1)?.findings ?? [];
  const claim = `${backend}, negative control: a store with data and head in two transactions is caught at kill ${killed.length}`;
  // Red for another reason than the kills would prove nothing.
  if (findings.length > 0) return { claim, failure: `found before any kill: ${spell(findings)}` };
  return { claim, failure: caught.length > 0 ? '' : 'it was not caught: this campaign finds nothing' };
}

export function checksOfDamage(
  backend: Backend,
  kinds: readonly Damage[],
  withCopy: readonly Tried[],
  without: readonly Tried[],
): readonly Check[] {
  const checks: Check[] = [];
  for (const kind of kinds) {
    const of = withCopy.filter(({ damage }) => damage === kind);
    // What has hit nothing that is still needed has nothing to be detected.
    const harmful = of.filter(({ outcome }) => outcome !== 'harmless');
    const silent = harmful.filter(({ outcome }) => outcome === 'silent');
    const kept = harmful.filter(({ afterRestore }) => afterRestore?.length === 0).length;
    checks.push({
      claim: `${backend}, ${DAMAGE_NAMES[kind]} ${of.length} times, ${harmful.length} with harm: all detected`,
      failure:
        silent.length > 0
          ? `not: ${silent[0]?.where}: ${silent[0]?.code}`
          : harmful.length === 0
            ? 'none with harm'
            : '',
    });
    checks.push({
      claim: `${backend}, ${DAMAGE_NAMES[kind]}: restored from the mirror to the last commit`,
      failure: kept === harmful.length ? '' : `only ${kept} of ${harmful.length}`,
    });
  }
  const unseen = without.filter(({ outcome }) => outcome === 'silent').length;
  checks.push({
    claim: `${backend}, negative control: without the witness ${unseen} of ${without.length} damages go unseen`,
    failure: unseen > 0 ? '' : 'none: the witness is not what finds them',
  });
  return checks;
}

const DAMAGE_NAMES: Readonly<Record<Damage, string>> = {
  bytes: '16 bytes overwritten',
  tail: 'the end cut off',
  file: 'the file of a large value deleted',
};

export function checkOfShortage(backend: Backend, shortage: Shortage, full: DiskFullReport | null): Check {
  const what = shortage === 'quota' ? 'no room left for this origin' : 'no room left on the disk';
  if (full === null) return { claim: `${backend}, ${what}: no small disk can be mounted here`, failure: '' };
  const { acknowledged, refused, failed, readsWhenFull, findings } = full;
  const calls = `${acknowledged} calls written, ${refused} refused, ${failed} failed`;
  const reading = readsWhenFull ? 'reading and exporting go on' : 'the browser reads nothing until there is room';
  const claim = `${backend}, ${what} (${calls}): nothing torn, ${reading}, writing goes on with room`;
  return { claim, failure: refused === 0 ? 'nothing was refused' : spell(findings) };
}

function spell(findings: SeriesReport['findings']): string {
  return findings
    .slice(0, 3)
    .map(({ kind, detail }) => `${kind}: ${detail}`)
    .join('; ');
}
