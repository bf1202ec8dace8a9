import { household } from '#domain/household/household';
import type { HouseholdEventData } from '#domain/household/household.events';
import type { Streams } from '#event-store/streams';
import type { Reaction } from './reaction.js';

/** 并档 is decided in the file that goes on; the file that ends follows. */
export const closeAbsorbedFile = (streams: Streams): Reaction => ({
  name: 'close-absorbed-file',
  category: 'household',
  types: ['HouseholdAbsorbed'],
  // It was closed by somebody else meanwhile.
  expects: ['household-closed'],
  react: async ({ stream, data }, context) => {
    const { absorbedHouseholdId, mergedOn } = data as HouseholdEventData['HouseholdAbsorbed'];
    const command = { intoHouseholdId: stream.slice('household-'.length), intoOpen: true, mergedOn };
    await streams.handle(household, absorbedHouseholdId, { type: 'MergeHouseholdInto', data: command }, context);
  },
});
