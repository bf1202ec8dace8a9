import type { Caller } from './caller.js';
import type { Directory } from './directory.js';
import type { Permission } from './permissions.js';
import { notFound } from './problem.js';

/** What the caller wants to see, and by which right. */
export type Wanted = Readonly<{ caller: Caller; permission: Permission; unit?: string | undefined }>;

/**
 * Units whose rows a list may show: `unit` with all below it, or all that the caller reaches; undefined where that is every
 * unit there is, so that queries need no list.
 * @throws {Problem} 404 for a unit that does not exist or lies outside the caller's reach.
 */
export const unitsReached = (directory: Directory, { caller, permission, unit }: Wanted): readonly string[] | undefined => {
  if (unit === undefined) return caller.unitsWith(permission);
  if (!directory.unit(unit) || !caller.roleIn(permission, unit)) throw notFound();
  const below = directory.unitTree().subtree(unit);
  return below.length === directory.units().length ? undefined : below;
};
