import type { AidEvent, AidEventData } from '#domain/aid/aid.events';
import type { EventMeta } from '#domain/kernel/decider';
import type { Seen, ViewEvent } from './view.js';

export type AidSeen = Seen<AidEvent>;

/** Id of the aid whose stream this is. */
export const aidIdOf = (stream: string): string => stream.slice('aid-'.length);

/** Of views over events of several categories. */
export const isOfAid = (event: ViewEvent): event is AidSeen => event.stream.startsWith('aid-');

/** What a view makes of each event after the first: an event without its entry does not compile. */
export type AidFolds<Row> = {
  readonly [Type in Exclude<keyof AidEventData, 'AidProposed'>]: (row: Row, data: AidEventData[Type], meta: EventMeta) => Row;
};

/** Applies the entry for one event. */
export const foldAidWith = <Row, Type extends Exclude<keyof AidEventData, 'AidProposed'>>(
  folds: AidFolds<Row>,
  row: Row,
  { type, data, meta }: Readonly<{ type: Type; data: AidEventData[Type]; meta: EventMeta }>,
): Row => folds[type](row, data, meta);
