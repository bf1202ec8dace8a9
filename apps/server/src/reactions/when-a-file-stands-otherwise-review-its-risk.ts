import type { HouseholdEventData } from '#domain/household/household.events';
import { businessDayOf } from '#domain/kernel/time';
import { watch } from '#domain/watch/watch';
import type { FileStanding } from '#domain/watch/watch.commands';
import type { StoredEvent } from '#event-store/event-store';
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

/** 边缘易致困户: close to the line without being eligible is a risk with nothing heard of it. */
const isNearTheLine = ({ type, data }: StoredEvent): boolean =>
  type !== 'HouseholdLeftDifficulty' && (data as HouseholdEventData['HouseholdClassified']).classification.reason === 'marginal_risk';

/**
 * Other rules are for a household whose file stands otherwise now: what was heard before, and what the file says, is judged by them on
 * that day. Most files have nothing heard of them, an import's among them: these are not looked into.
 */
export const reviewRiskOfChangedFile = ({ streams, directory, standings }: Reviewing): Reaction => ({
  name: 'review-risk-of-changed-file',
  category: 'household',
  types: ['HouseholdClassified', 'HouseholdReclassified', 'HouseholdLeftDifficulty'],
  // A place may have no rules of monitoring, and nothing can be written about somebody whose key is destroyed.
  expects: ['no-policy-in-force', 'no-watch-rules', 'person-erased'],
  react: async (event, context) => {
    const { stream, meta, position } = event;
    const householdId = stream.slice('household-'.length);
    if (!isNearTheLine(event) && (await streams.load(watch, householdId)).state.signals.size === 0) return;
    const file = await standings.of(householdId, position);
    if (!file) return;
    const terms = watchTermsFor(directory, file.unitId, businessDayOf(meta.at));
    await streams.handle(watch, householdId, { type: 'ReviewRisk', data: { file, terms, standingChanged: true } }, context);
  },
});
