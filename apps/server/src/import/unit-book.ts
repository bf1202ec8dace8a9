import type { UnitStanding } from '#domain/import/household-row';
import type { UnitWish } from '#domain/import/unit-sheet';
import type { Unit } from '#domain/unit/unit';
import { unitTree, type UnitTree } from '#domain/unit/unit-tree';
import type { Actor } from './actor.js';

/** The union tree as it is, or will be once the table of units is written: what a dry run judges rows by as well. */
export class UnitBook {
  readonly tree: UnitTree;
  private readonly units: ReadonlyMap<string, Pick<Unit, 'code' | 'parent' | 'status'>>;

  constructor(known: readonly Unit[], wishes: readonly UnitWish[]) {
    const listed = wishes.map((wish) => [wish.code, { ...wish, status: 'open' as const }] as const);
    this.units = new Map([...known.map((unit) => [unit.code, unit] as const), ...listed]);
    this.tree = unitTree(this.units.values());
  }

  /** Whether rows of a unit may be written by the actor. */
  standingFor({ heldIn }: Actor, unitId: string): UnitStanding {
    const unit = this.units.get(unitId);
    if (!unit) return 'unknown_unit';
    if (!heldIn('import:run', unitId, this.tree)) return 'unit_out_of_scope';
    return unit.status === 'closed' ? 'unit_closed' : 'open';
  }

  /** The topmost unit: file numbers are unique below it. */
  rootOf(unitId: string): string {
    return this.tree.ancestors(unitId).at(-1) ?? unitId;
  }
}
