import type { HouseholdEventData } from '#domain/household/household.events';
import { businessDayOf } from '#domain/kernel/time';
import { watch } from '#domain/watch/watch';
import type { FileStanding } from '#domain/watch/watch.commands';
import type { Streams } from '#event-store/streams';
import type { Directory } from '../platform/directory.js';
import { watchTermsFor } from '../platform/monitoring/watch-terms.js';
import type { Reaction } from './reaction.js';

/** What the review needs; `of` answers how a file stands once it shows the event at a position. */
export type Reviewing = Readonly<{
  streams: Streams;
  directory: Directory;
  standings: Readonly<{ of: (householdId: string, after: string) => Promise<FileStanding | undefined> }>;
}>;

/** 边缘易致困户: found close to the line without being eligible, so its risk is judged by the rules of that day, with nothing heard of it. */
export const reviewRiskNearTheLine = ({ streams, directory, standings }: Reviewing): Reaction => ({
  name: 'review-risk-near-the-line',
  category: 'household',
  types: ['HouseholdClassified', 'HouseholdReclassified'],
  // A place may have no rules of monitoring, and nothing can be written about somebody whose key is destroyed.
  expects: ['no-policy-in-force', 'no-watch-rules', 'person-erased'],
  react: async ({ stream, data, meta, position }, context) => {
    if ((data as HouseholdEventData['HouseholdClassified']).classification.reason !== 'marginal_risk') return;
    const file = await standings.of(stream.slice('household-'.length), position);
    if (!file) return;
    const terms = watchTermsFor(directory, file.unitId, businessDayOf(meta.at));
    await streams.handle(watch, file.householdId, { type: 'ReviewRisk', data: { file, terms } }, context);
  },
});
