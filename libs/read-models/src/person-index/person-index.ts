import type { IdentityEvent, ReleaseCause } from '#domain/identity/identity.events';
import type { Seen, View } from '../view.js';

type IdentitySeen = Seen<IdentityEvent>;

/** Which files a person is known by, under the keyed hash of his ID number. Says nothing of who he is. */
export type PersonRow = Readonly<{
  idHash: string;
  /** The one open file he is in. */
  openHouseholdId: string | null;
  /** Closed files he was in when they closed, the latest last. */
  pastHouseholdIds: readonly string[];
}>;

const without = (householdIds: readonly string[], householdId: string): readonly string[] =>
  householdIds.filter((known) => known !== householdId);

/** A file he left is none that he is known by any more; one that closed with him in it is, and a claim undone changes nothing. */
const pastAfter = (past: readonly string[], householdId: string, cause: ReleaseCause): readonly string[] => {
  switch (cause) {
    case 'file_closed':
      return [...without(past, householdId), householdId];
    case 'left_household':
      return without(past, householdId);
    case 'claim_undone':
      return past;
  }
};

const fold = (row: PersonRow | null, { type, data }: IdentitySeen): PersonRow => {
  const { identityId: idHash } = data;
  const past = row?.pastHouseholdIds ?? [];
  switch (type) {
    case 'IdentityClaimed':
      return { idHash, openHouseholdId: data.householdId, pastHouseholdIds: past };
    case 'IdentityReleased':
      return { idHash, openHouseholdId: null, pastHouseholdIds: pastAfter(past, data.householdId, data.cause) };
    case 'IdentityMoved':
      return { idHash, openHouseholdId: data.to, pastHouseholdIds: [...without(past, data.from), data.from] };
  }
};

/**
 * 人员索引: which household somebody of whom something is heard may belong to. Whether that file still lists him, and as whom, the
 * file itself says (view file-standing): who moves out after it closed has no claim left whose end could be told here.
 */
export const personIndex: View<PersonRow, IdentitySeen> = {
  collection: {
    name: 'person-index',
    key: ({ idHash }) => idHash,
    fields: { idHash: 'string' },
    indexes: [],
  },
  version: 1,
  categories: ['identity'],
  keysOf: ({ data }) => [data.identityId],
  fold,
};
