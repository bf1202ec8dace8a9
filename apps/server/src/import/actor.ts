import type { HeldRole } from '#domain/account/account.events';
import type { UnitTree } from '#domain/unit/unit-tree';
import { permissionsOf, type Permission } from '../platform/permissions.js';

/** A role held somewhere; the system's own is held nowhere. */
export type Standing = Readonly<{ role: string; unit: string }>;

/** On whose behalf rows are written, and by which role in which unit. */
export type Actor = Readonly<{
  by: string;
  /** What goes with the import as a whole. */
  home: Standing;
  /** The role by which rows of a unit may be written; undefined where none reaches it. */
  heldIn: (permission: Permission, unitId: string, tree: UnitTree) => Standing | undefined;
}>;

const SYSTEM: Standing = { role: 'system', unit: '' };

/** Imports from the command line: whoever may run it on the machine may do everything. */
export const systemActor: Actor = { by: 'system:import', home: SYSTEM, heldIn: () => SYSTEM };

/** A person, by the roles of his account as they are now; undefined where none of them lets him import. */
export const personActor = ({ accountId, roles }: Readonly<{ accountId: string; roles: readonly HeldRole[] }>): Actor | undefined => {
  const rolesWith = (...permissions: readonly Permission[]) =>
    roles.filter(({ role }) => permissions.some((permission) => permissionsOf[role].includes(permission)));
  const [home] = rolesWith('import:run', 'unit:write');
  if (!home) return undefined;
  return {
    by: accountId,
    home,
    heldIn: (permission, unitId, tree) => rolesWith(permission).find(({ unit }) => tree.isWithin(unitId, unit)),
  };
};
