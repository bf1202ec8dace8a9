import type { Context } from '#domain/kernel/decider';
import { household } from '#domain/household/household';
import type { HouseholdEvent } from '#domain/household/household.events';
import type { Household, KnownHousehold } from '#domain/household/household.state';
import { identity, type IdentityCommand } from '#domain/identity/identity';
import type { EventStore, StoredEvent } from '#event-store/event-store';
import type { Streams } from '#event-store/streams';
import type { Reaction } from './reaction.js';

type Person = Readonly<{ idHash: string; as: 'principal' | 'member' }>;

/** Events after which someone may no longer belong to the file he was claimed for. */
const TYPES: readonly HouseholdEvent['type'][] = [
  'ApplicationRejected',
  'FactCorrected',
  'HouseholdCancelled',
  'HouseholdLeftDifficulty',
  'HouseholdMergedInto',
  'HouseholdWithdrawn',
  'MemberChanged',
  'MemberRemoved',
];

const personsIn = (file: Household): readonly Person[] => {
  if (file.status === 'absent' || file.status === 'closed') return [];
  const members = file.facts.members.flatMap(({ idHash }) => (idHash === undefined ? [] : [{ idHash, as: 'member' } as const]));
  return [{ idHash: file.facts.principal.idHash, as: 'principal' }, ...members];
};

/** Keyed hashes of everybody an event brought into the file. */
const hashesIn = ({ type, data }: StoredEvent): string[] => {
  const { principal, member, correction } = data as Record<
    string,
    { idHash?: string; identity?: { idHash?: string }; member?: { idHash?: string } }
  >;
  const found = type === 'FactCorrected' ? [correction?.identity?.idHash, correction?.member?.idHash] : [principal?.idHash, member?.idHash];
  return found.filter((hash) => hash !== undefined);
};

/**
 * Who was ever in a file and is not any more is free for another one; after a merge he belongs to the file that took his in.
 * Settling compares with the file as it is now, so doing it twice, or late, ends the same.
 */
export const settleIdentities = (events: EventStore, streams: Streams): Reaction => {
  const everIn = async (stream: string): Promise<Set<string>> => {
    const hashes = new Set<string>();
    for await (const page of events.readStream(stream)) for (const event of page) for (const hash of hashesIn(event)) hashes.add(hash);
    return hashes;
  };

  /** Moves the person to the file that took his in, or sets him free. */
  const settle = async (idHash: string, file: KnownHousehold, heir: Household, context: Context): Promise<void> => {
    const { householdId } = file;
    if ((await streams.load(identity, idHash)).state.open?.householdId !== householdId) return;
    const there = personsIn(heir).find((person) => person.idHash === idHash);
    const cause = file.status === 'closed' ? 'file_closed' : 'left_household';
    const command: IdentityCommand =
      there && heir.status !== 'absent'
        ? { type: 'MoveIdentity', data: { identityId: idHash, from: householdId, to: heir.householdId, as: there.as } }
        : { type: 'ReleaseIdentity', data: { identityId: idHash, householdId, cause } };
    await streams.handle(identity, idHash, command, { ...context, requestId: `${context.requestId}:${idHash}` });
  };

  const heirOf = async (file: KnownHousehold): Promise<Household> => {
    if (file.status !== 'closed' || file.closing.kind !== 'merged') return household.initial;
    return (await streams.load(household, file.closing.intoHouseholdId)).state;
  };

  return {
    name: 'settle-identities',
    category: 'household',
    types: TYPES,
    react: async ({ stream }, context) => {
      const { state } = await streams.load(household, stream.slice('household-'.length));
      if (state.status === 'absent') return;
      const present = new Set(personsIn(state).map(({ idHash }) => idHash));
      const gone = [...(await everIn(stream))].filter((idHash) => !present.has(idHash));
      const heir = await heirOf(state);
      for (const idHash of gone) await settle(idHash, state, heir, context);
    },
  };
};
