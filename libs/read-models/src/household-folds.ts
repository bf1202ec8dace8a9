import type { HouseholdEvent, HouseholdEventData } from '#domain/household/household.events';
import type { EventMeta } from '#domain/kernel/decider';
import type { Seen } from './view.js';

export type HouseholdSeen = Seen<HouseholdEvent>;

/** Id of the household whose stream this is. */
export const householdIdOf = (stream: string): string => stream.slice('household-'.length);

/** Where an event stands, for folds that show it. */
export type Place = Readonly<{ meta: EventMeta; revision: number }>;

/** What a view makes of each event after the first: an event without its entry does not compile. */
export type HouseholdFolds<Row> = {
  readonly [Type in Exclude<keyof HouseholdEventData, 'HouseholdApplied'>]: (row: Row, data: HouseholdEventData[Type], place: Place) => Row;
};

/** The entry of an event that leaves the row as it is. */
export const unchanged = <Row>(row: Row): Row => row;

/** Applies the entry for one event. */
export const foldWith = <Row, Type extends Exclude<keyof HouseholdEventData, 'HouseholdApplied'>>(
  folds: HouseholdFolds<Row>,
  row: Row,
  { type, data, meta, revision }: Readonly<{ type: Type; data: HouseholdEventData[Type] }> & Place,
): Row => folds[type](row, data, { meta, revision });
