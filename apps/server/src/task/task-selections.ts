import { Injectable } from '@nestjs/common';
import { Refusal } from '#domain/kernel/refusal';
import type { Role } from '#domain/account/account.events';
import { taskRoles, type TaskKind } from '#read-models/case-tasks/task-row';
import type { Filter } from '#read-store/port';
import type { Caller } from '../platform/caller.js';
import { Directory } from '../platform/directory.js';
import { unitsReached } from '../platform/reach.js';

/** What a list of tasks is narrowed to. */
export type Narrowing = Readonly<{
  kind?: readonly TaskKind[];
  role?: readonly Role[];
  unit?: string;
  householdId?: string;
  watchNumber?: number;
  leadId?: string;
}>;

/** Tasks of units in whose area reminders come as many days before. */
export type Chosen = Readonly<{ where: Filter; remindDaysBefore: number }>;

/**
 * Tasks that somebody has by what he may do, in some units; a share without a role or kind has those of all. `keptBy` are the units
 * whose files an escalated task may be about.
 */
type Share = Readonly<{ units: readonly string[]; role?: Role; kind?: TaskKind; escalated: boolean; keptBy?: readonly string[] }>;

/** Where no policy says when to remind. */
const USUAL_DAYS = 7;

const oneOf = <T extends string>(field: string, values: readonly T[] | undefined): Filter => (values ? { [field]: { in: values } } : {});
const equal = (field: string, value: string | number | undefined): Filter => (value === undefined ? {} : { [field]: { eq: value } });

/** What a share has of what is asked for; undefined where that is nothing. */
const conditionsOf = ({ role, kind, escalated, keptBy }: Share, asked: Narrowing): Filter | undefined => {
  if ((role && asked.role && !asked.role.includes(role)) || (kind && asked.kind && !asked.kind.includes(kind))) return undefined;
  return {
    open: { eq: true },
    escalated: { eq: escalated },
    ...oneOf('keptByUnitId', keptBy),
    ...oneOf('role', role ? [role] : asked.role),
    ...oneOf('kind', kind ? [kind] : asked.kind),
    ...equal('householdId', asked.householdId),
    ...equal('watchNumber', asked.watchNumber),
    ...equal('leadId', asked.leadId),
  };
};

/** A task that went up is asked for by the unit whose file it is about, wherever it is now. */
const narrowed = (share: Share, within: ReadonlySet<string> | undefined): Share => {
  if (!share.escalated || !within) return share;
  return { ...share, keptBy: share.keptBy?.filter((code) => within.has(code)) ?? [...within] };
};

/** Whose tasks are shown to whom, as conditions of which none holds a row of another. */
@Injectable()
export class TaskSelections {
  constructor(private readonly directory: Directory) {}

  /**
   * What a role does, in the units where it is held and below, also after it went up; what went up, to those who assign there or above;
   * and leads also to others who may follow them. @throws {Problem} 404 for a unit out of reach
   */
  of(asked: Narrowing, caller: Caller): readonly Chosen[] {
    const wanted = unitsReached(this.directory, { caller, permission: 'household:read', unit: asked.unit });
    const within = wanted && new Set(wanted);
    const remindDays = this.remindDays(caller.request.today);
    return this.shares(caller).flatMap((share) => {
      const where = conditionsOf(narrowed(share, within), asked);
      const isReached = (code: string) => share.escalated || !within || within.has(code);
      const reached = where ? [...new Set(share.units)].filter(isReached) : [];
      return [...Map.groupBy(reached, remindDays)].map(([remindDaysBefore, codes]) => ({
        where: { ...where, unitId: { in: codes } },
        remindDaysBefore,
      }));
    });
  }

  /** Days before its day on which a unit's task is due soon, by the policy in force. */
  remindDays(today: string): (unitId: string) => number {
    const byArea = new Map<string, number>();
    const tree = this.directory.unitTree();
    return (unitId) => {
      const area = tree.areaOf(unitId) ?? '';
      const known = byArea.get(area) ?? this.remindDaysIn(unitId, today);
      byArea.set(area, known);
      return known;
    };
  }

  private shares(caller: Caller): readonly Share[] {
    const tree = this.directory.unitTree();
    const below = (held: Caller['roles']) => held.flatMap(({ unit }) => tree.subtree(unit));
    const roles = [...new Set(caller.roles.map(({ role }) => role))];
    const own = roles.map((role) => ({ role, escalated: false, units: below(caller.roles.filter((held) => held.role === role)) }));
    const assigning = new Set(below(caller.rolesWith('watch:assign')));
    // What went up is still to be done by whoever had it; those who assign where it went have it in their own share.
    const gone = own.map(({ role, units }) => {
      const above = units.flatMap((code) => tree.ancestors(code)).filter((code) => !assigning.has(code));
      return { role, escalated: true, units: above, keptBy: units };
    });
    const followed = new Set(own.find(({ role }) => role === taskRoles.lead_to_follow)?.units);
    const leads = below(caller.rolesWith('lead:enter')).filter((code) => !followed.has(code));
    return [...own, ...gone, { escalated: true, units: [...assigning] }, { kind: 'lead_to_follow', escalated: false, units: leads }];
  }

  private remindDaysIn(unitId: string, today: string): number {
    try {
      return this.directory.rulesFor(unitId, today).rules.watch?.remindDaysBefore ?? USUAL_DAYS;
    } catch (error) {
      if (error instanceof Refusal) return USUAL_DAYS;
      throw error;
    }
  }
}
