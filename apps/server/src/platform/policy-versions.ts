import { policyVersionOf, type PublishedVersion } from '#domain/policy/policy';
import type { Directory } from './directory.js';

/** A version by its name. A draft counts as one here: what it would do is asked before it is published. */
export const versionNamed = (directory: Directory, policyVersion: string): PublishedVersion | undefined => {
  const [policyId = ''] = policyVersion.split('@');
  const known = directory.policies().get(policyId);
  const draft = known?.draft && { ...known.draft, policyId, supersededFrom: null };
  return [...(known?.published ?? []), ...(draft ? [draft] : [])].find((each) => policyVersionOf(each) === policyVersion);
};

/** Which units a version would rule on a day, of those that are `reached` (undefined: all). */
type Reach = Readonly<{ reached: readonly string[] | undefined; onDate: string }>;

/** Units in the version's area, but for those whose own, narrower policy goes before it on that day. Undefined: every unit. */
export const unitsRuledBy = (
  directory: Directory,
  { area, policyId }: PublishedVersion,
  { reached, onDate }: Reach,
): readonly string[] | undefined => {
  const narrower = directory
    .publishedPolicies()
    .filter((each) => each.policyId !== policyId && each.area.length > area.length && each.effectiveFrom <= onDate)
    .filter(({ supersededFrom }) => supersededFrom === null || onDate < supersededFrom);
  const all = reached ?? directory.units().map(({ code }) => code);
  const ruled = all.filter((code) => {
    const own = directory.unitTree().areaOf(code) ?? '';
    return own.startsWith(area) && !narrower.some((each) => own.startsWith(each.area));
  });
  return reached === undefined && ruled.length === all.length ? undefined : ruled;
};
