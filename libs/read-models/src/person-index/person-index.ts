import type { IdentityEvent } from '#domain/identity/identity.events';
import { householdIdOf, type HouseholdSeen } from '../household-folds.js';
import type { Seen, View } from '../view.js';

type IdentitySeen = Seen<IdentityEvent>;
type Released = Extract<IdentitySeen, { type: 'IdentityReleased' }>;
type PersonSeen = HouseholdSeen | IdentitySeen;

/** Where a person is known, by the keyed hash of his ID number. Says nothing of who he is. */
export type PersonRow = Readonly<{
  idHash: string;
  /** The one open file he is in. */
  openHouseholdId: string | null;
  /** Closed files he was in when they closed, the latest last. */
  pastHouseholdIds: readonly string[];
  /** By household, the person he is there. */
  personIds: Readonly<Record<string, string>>;
}>;

type Recognised = Readonly<{ idHash: string; personId: string }>;

const isOfIdentity = (event: PersonSeen): event is IdentitySeen => event.stream.startsWith('identity-');

/** Whom an event of a file names by an ID number. A correction of an older record names him too: he was there under that number. */
const namedIn = ({ type, data }: HouseholdSeen): Recognised | undefined => {
  const named = (person: Readonly<{ idHash?: string; personId: string }>): Recognised | undefined =>
    person.idHash === undefined ? undefined : { idHash: person.idHash, personId: person.personId };
  if (type === 'HouseholdApplied') return named(data.principal);
  if (type === 'MemberAdded' || type === 'MemberChanged') return named(data.member);
  if (type !== 'FactCorrected') return undefined;
  if (data.correction.kind === 'identity') return named(data.correction.identity);
  return data.correction.kind === 'member' ? named(data.correction.member) : undefined;
};

const without = (householdIds: readonly string[], householdId: string): readonly string[] =>
  householdIds.filter((known) => known !== householdId);

/** A file he left is none that he is known by any more; one that closed with him in it is, and a claim undone changes nothing. */
const pastAfter = (past: readonly string[], { householdId, cause }: Released['data']): readonly string[] => {
  switch (cause) {
    case 'file_closed':
      return [...without(past, householdId), householdId];
    case 'left_household':
      return without(past, householdId);
    case 'claim_undone':
      return past;
  }
};

const placed = (row: PersonRow, { type, data }: IdentitySeen): PersonRow => {
  switch (type) {
    case 'IdentityClaimed':
      return { ...row, openHouseholdId: data.householdId };
    case 'IdentityReleased':
      return { ...row, openHouseholdId: null, pastHouseholdIds: pastAfter(row.pastHouseholdIds, data) };
    case 'IdentityMoved':
      return { ...row, openHouseholdId: data.to, pastHouseholdIds: [...without(row.pastHouseholdIds, data.from), data.from] };
  }
};

const unknown = (idHash: string): PersonRow => ({ idHash, openHouseholdId: null, pastHouseholdIds: [], personIds: {} });

const fold = (known: PersonRow | null, event: PersonSeen, idHash: string): PersonRow => {
  const row = known ?? unknown(idHash);
  if (isOfIdentity(event)) return placed(row, event);
  const { personId } = namedIn(event) ?? {};
  return personId === undefined ? row : { ...row, personIds: { ...row.personIds, [householdIdOf(event.stream)]: personId } };
};

const keysOf = (event: PersonSeen): readonly string[] => {
  if (isOfIdentity(event)) return [event.data.identityId];
  const named = namedIn(event);
  return named === undefined ? [] : [named.idHash];
};

/**
 * 人员索引: which household somebody of whom something is heard belongs to. Whether he is still in that file, the file itself says
 * (view file-standing): who moves out after it closed has no claim left whose end could be told here.
 */
export const personIndex: View<PersonRow, PersonSeen> = {
  collection: {
    name: 'person-index',
    key: ({ idHash }) => idHash,
    fields: { idHash: 'string' },
    indexes: [],
  },
  version: 1,
  categories: ['household', 'identity'],
  keysOf,
  fold,
};
