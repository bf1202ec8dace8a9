import { Injectable } from '@nestjs/common';
import { household } from '#domain/household/household';
import type { HouseholdCommandData } from '#domain/household/household.commands';
import type { Member, Principal } from '#domain/household/household.facts';
import type { HouseholdRow } from '#domain/import/household-row';
import type { RowReading, SoundRow } from '#domain/import/household-sheet';
import type { MemberRow } from '#domain/import/member-row';
import { accepted, type Verdict } from '#domain/import/verdict';
import { addDays, addMonths } from '#domain/kernel/calendar';
import type { Context } from '#domain/kernel/decider';
import { Refusal } from '#domain/kernel/refusal';
import { classify } from '#domain/policy/classification';
import { inForce, type PublishedVersion } from '#domain/policy/policy';
import { starterPolicy } from '#domain/policy/starter-policy';
import { EventStore } from '#event-store/event-store';
import { uuidFrom } from '#event-store/request';
import { Streams } from '#event-store/streams';
import { Clock } from '../platform/clock.js';
import { Directory } from '../platform/directory.js';
import { IdentityClaims, type Claim } from '../platform/identity-claims.js';
import { contextOf, type Run } from './run.js';
import type { UnitBook } from './unit-book.js';

type Imported = HouseholdCommandData['ImportHousehold'];

/** A row that may be written: the file it becomes, who is in it, and whether writing it changes anything. */
export type Takeover = Readonly<{ verdict: Verdict; data: Imported; claims: readonly Claim[]; context: Context; changes: boolean }>;

/** A row that may not. */
export type Rejection = Readonly<{ verdict: Verdict }>;

/** What the log refuses reads like what the table refuses. */
const rejected = ({ row, fileNumber }: Pick<Verdict, 'row' | 'fileNumber'>, code: string, column?: string): Verdict => ({
  row,
  fileNumber,
  verdict: 'rejected',
  code: code.replaceAll('-', '_'),
  ...(column !== undefined && { column }),
});

const claimsOf = ({ principal, members }: Imported): Claim[] => [
  { idHash: principal.idHash, as: 'principal' },
  ...members.flatMap(({ idHash }) => (idHash === undefined ? [] : [{ idHash, as: 'member' } as const])),
];

/** Persons whose keys seal what a takeover writes. */
export const personsOf = ({ data: { principal, members } }: Takeover): string[] => [principal, ...members].map(({ personId }) => personId);

/** Takes over one row of a legacy table: first what it would come to, then the writing. */
@Injectable()
export class HouseholdTakeover {
  constructor(
    private readonly streams: Streams,
    private readonly events: EventStore,
    private readonly directory: Directory,
    private readonly claims: IdentityClaims,
    private readonly clock: Clock,
  ) {}

  /** Judges a row by the policy and by what is stored, writing nothing. */
  async plan(reading: RowReading, run: Run, units: UnitBook): Promise<Takeover | Rejection> {
    if ('fault' in reading) return { verdict: rejected(reading, reading.fault.code, reading.fault.column) };
    try {
      const data = this.dataOf(reading, run, units);
      const held = run.actor.heldIn('import:run', data.unitId, units.tree);
      const context = contextOf(run, this.clock, `row ${data.fileNumber}`, held);
      return await this.judged(reading, data, context);
    } catch (error) {
      if (error instanceof Refusal) return { verdict: rejected(reading, error.code) };
      throw error;
    }
  }

  /** Writes a planned row: its people's identities, then its file. @returns the verdict, which another writer may have changed. */
  async take(takeover: Takeover): Promise<Verdict> {
    const { data, context, claims, verdict } = takeover;
    try {
      await this.claims.during(data.householdId, claims, context, () =>
        this.streams.handle(household, data.householdId, { type: 'ImportHousehold', data }, context),
      );
      return verdict;
    } catch (error) {
      if (error instanceof Refusal) return rejected(verdict, error.code);
      throw error;
    }
  }

  private async judged(reading: SoundRow, data: Imported, context: Context): Promise<Takeover> {
    const { state } = await this.streams.load(household, data.householdId);
    const events = household.decide({ type: 'ImportHousehold', data }, state, context);
    const claims = claimsOf(data);
    if (events.length > 0) await this.claims.requireFree(data.householdId, claims, context);
    // A run that was cut off and resumed finds its own writing done.
    const written = state.status !== 'absent' && state.imported?.requestId === context.requestId;
    return {
      verdict: accepted(reading, data.classification, reading.facts.claim),
      data,
      claims,
      context,
      changes: events.length > 0 || written,
    };
  }

  private dataOf(reading: SoundRow, { importId }: Run, units: UnitBook): Imported {
    const { row, facts } = reading;
    const { claim, persons: _, bankCard, ...stated } = facts;
    const area = units.tree.areaOf(facts.unitId) ?? '';
    const { rules, policyVersion } = inForce(this.policies(), area, facts.appliedOn);
    const householdId = uuidFrom('household', units.rootOf(facts.unitId), facts.fileNumber);
    const principal = this.principalOf(householdId, facts);
    return {
      ...stated,
      householdId,
      importId,
      row,
      registeredOn: facts.appliedOn,
      reverifyDueOn: addMonths(facts.appliedOn, rules.reverifyMonths),
      ...(claim.category && { claimedCategory: claim.category }),
      principal,
      members: this.membersOf(householdId, reading.members),
      window: { from: addMonths(facts.appliedOn, -rules.windowMonths), to: addDays(facts.appliedOn, -1) },
      ...(bankCard && { bankCard: { ...bankCard, holderPersonId: principal.personId } }),
      classification: classify({ ...inputsOf(facts), area }, rules, policyVersion),
    };
  }

  /** A dry run on an empty log judges by the rules that a first start publishes. */
  private policies(): readonly PublishedVersion[] {
    const published = this.directory.publishedPolicies();
    return published.length > 0 ? published : [{ ...starterPolicy, version: 1, supersededFrom: null }];
  }

  private principalOf(householdId: string, { principal }: HouseholdRow): Principal {
    const idHash = this.events.keyring.identityHash(principal.idNumber);
    return { ...principal, personId: uuidFrom('person', householdId, idHash), idHash };
  }

  /** Who has no number yet is known by name and relation: hashed with our key, for a name alone is soon guessed. */
  private membersOf(householdId: string, members: readonly MemberRow[]): Member[] {
    const { keyring } = this.events;
    const seen = new Map<string, number>();
    return members.map((member) => {
      const idHash = member.idNumber === undefined ? undefined : keyring.identityHash(member.idNumber);
      const known = idHash ?? keyring.identityHash(`${householdId} ${member.relation} ${member.name}`);
      const twin = seen.get(known) ?? 0;
      seen.set(known, twin + 1);
      return { ...member, personId: uuidFrom('person', householdId, known, twin), ...(idHash !== undefined && { idHash }) };
    });
  }
}

const inputsOf = ({ appliedOn: onDate, persons, incomes, rigidCosts, assets, accident }: HouseholdRow) => ({
  onDate,
  persons,
  incomes,
  rigidCosts,
  assets,
  ...(accident && { accident }),
});
