import type { EventMeta } from '#domain/kernel/decider';
import type { FundEvent, FundEventData } from '#domain/fund/fund.events';
import type { Seen } from './view.js';

export type FundSeen = Seen<FundEvent>;

/** Id of the fund whose stream this is. */
export const fundIdOf = (stream: string): string => stream.slice('fund-'.length);

/** What a view makes of each event after the first: an event without its entry does not compile. */
export type FundFolds<Row> = {
  readonly [Type in Exclude<keyof FundEventData, 'FundOpened'>]: (row: Row, data: FundEventData[Type], meta: EventMeta) => Row;
};

/** Applies the entry for one event. */
export const foldFundWith = <Row, Type extends Exclude<keyof FundEventData, 'FundOpened'>>(
  folds: FundFolds<Row>,
  row: Row,
  { type, data, meta }: Readonly<{ type: Type; data: FundEventData[Type]; meta: EventMeta }>,
): Row => folds[type](row, data, meta);
