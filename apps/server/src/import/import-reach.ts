import type { Caller } from '../platform/caller.js';
import type { Permission } from '../platform/permissions.js';
import { notFound } from '../platform/problem.js';

/** Whose an import is, and in which unit he held the role by which he began it; '' for the system itself. */
export type ImportOwner = Readonly<{ by: string; unit: string }>;

const reaches = (caller: Caller, permission: Permission, unit: string): boolean => {
  if (unit !== '') return caller.roleIn(permission, unit) !== undefined;
  return caller.rolesWith(permission).length > 0 && caller.unitsWith(permission) === undefined;
};

/** An import is its sender's, and of those who hold one of `anyOf` where he held his. @throws {Problem} 404 */
export const requireReach = (caller: Caller, anyOf: readonly Permission[], { by, unit }: ImportOwner): void => {
  if (by !== caller.accountId && !anyOf.some((permission) => reaches(caller, permission, unit))) throw notFound();
};
