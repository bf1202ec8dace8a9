/**
 * Read requests and their answers in the server's own protocol. The client's wrappers around them are not used: they cannot
 * filter a bounded read, and they report `caughtUp` and checkpoints beside the stream of events instead of in its order.
 */
import shared from '@eventstore/db-client/generated/shared_pb.js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import type { Envelope, Position, Recorded } from '../port.js';
import { fromPosition, toPosition, toRevision } from './positions.js';

export type ReadRequest = streams.ReadReq;
export type ReadAnswer = streams.ReadResp;

/** What the log holds under a stream of ours is not an envelope of that place; no retry can mend it. */
export class UnreadableEvent extends Error {
  constructor(stream: string, revision: string, options?: ErrorOptions) {
    super(`stream ${stream}: revision ${revision} is not an envelope of this place`, options);
    this.name = 'UnreadableEvent';
  }
}

const { Options } = streams.ReadReq;
/** A filtered subscription tells how far it has looked after so many events that did not match. */
const CHECKPOINT_EVERY = 1000;
/** Events of the server itself (statistics, metadata) have types that begin with a dollar sign. */
const NOT_SYSTEM = '^[^$].*';

const filterOf = (categories: readonly string[] | undefined): streams.ReadReq.Options.FilterOptions => {
  const filter = new Options.FilterOptions().setMax(CHECKPOINT_EVERY).setCheckpointintervalmultiplier(1);
  const expression = new Options.FilterOptions.Expression();
  if (!categories) return filter.setEventType(expression.setRegex(NOT_SYSTEM));
  return filter.setStreamIdentifier(expression.setPrefixList(categories.map((category) => `${category}-`)));
};

const requestOf = (options: streams.ReadReq.Options): ReadRequest =>
  new streams.ReadReq().setOptions(options.setUuidOption(new Options.UUIDOption().setString(new shared.Empty())));

/** @param from where to begin; the end of the log where it is absent. */
const allFrom = (from: Position | undefined): streams.ReadReq.Options.AllOptions => {
  const all = new Options.AllOptions();
  if (from === undefined) return all.setEnd(new shared.Empty());
  const position = fromPosition(from);
  if (!position) return all.setStart(new shared.Empty());
  return all.setPosition(new Options.Position().setCommitPosition(position.commit).setPreparePosition(position.prepare));
};

const matching = (from: Position | undefined, categories: readonly string[] | undefined): streams.ReadReq.Options =>
  new Options().setAll(allFrom(from)).setFilter(filterOf(categories));

/** Up to `count` events of a stream, from `from` inclusive; backwards from the last one where it is absent. */
export const streamRequest = (
  stream: string,
  direction: 'forwards' | 'backwards',
  from: number | undefined,
  count: number,
): ReadRequest => {
  const name = new shared.StreamIdentifier().setStreamName(Buffer.from(stream).toString('base64'));
  const place = new Options.StreamOptions().setStreamIdentifier(name);
  if (from !== undefined) place.setRevision(String(from));
  else if (direction === 'forwards') place.setStart(new shared.Empty());
  else place.setEnd(new shared.Empty());
  const options = new Options().setStream(place).setCount(String(count)).setNoFilter(new shared.Empty());
  return requestOf(options.setReadDirection(Options.ReadDirection[direction === 'forwards' ? 'FORWARDS' : 'BACKWARDS']));
};

/** Up to `count` matching events of the whole log from `from`, which unlike in a subscription is inclusive. */
export const allRequest = (from: Position, categories: readonly string[] | undefined, count: number): ReadRequest =>
  requestOf(matching(from, categories).setCount(String(count)).setReadDirection(Options.ReadDirection.FORWARDS));

const lastOf = (options: streams.ReadReq.Options): ReadRequest =>
  requestOf(options.setCount('1').setReadDirection(Options.ReadDirection.BACKWARDS));

/** The last event of the whole log that is not the server's own. */
export const lastRequest = (): ReadRequest => lastOf(matching(undefined, undefined));

/** The last event of the whole log, whosever it is: found at once, however much the server has written of its own. */
export const endRequest = (): ReadRequest => lastOf(new Options().setAll(allFrom(undefined)).setNoFilter(new shared.Empty()));

/** All matching events after `after`, then those to come. */
export const subscriptionRequest = (after: Position, categories: readonly string[] | undefined): ReadRequest =>
  requestOf(matching(after, categories).setSubscription(new Options.SubscriptionOptions()));

const positionOf = (place: { getCommitPosition(): string; getPreparePosition(): string }): Position =>
  toPosition({ commit: place.getCommitPosition(), prepare: place.getPreparePosition() });

type StoredEvent = streams.ReadResp.ReadEvent.RecordedEvent;

const parse = (event: StoredEvent, stream: string): Envelope => {
  try {
    return JSON.parse(Buffer.from(event.getData_asU8()).toString()) as Envelope;
  } catch (cause) {
    throw new UnreadableEvent(stream, event.getStreamRevision(), { cause });
  }
};

/** The event of an answer, where it carries one. @throws {UnreadableEvent} */
export const eventOf = (answer: ReadAnswer): Recorded | undefined => {
  const event = answer.getEvent()?.getEvent();
  if (!event) return undefined;
  const stream = Buffer.from(event.getStreamIdentifier()!.getStreamName_asU8()).toString();
  const envelope = parse(event, stream);
  const inPlace = envelope.stream === stream && envelope.revision === toRevision(event.getStreamRevision());
  if (!inPlace || envelope.id !== event.getId()?.getString()) throw new UnreadableEvent(stream, event.getStreamRevision());
  return { position: positionOf(event), envelope };
};

/** The position of an answer's event, whatever the event is. */
export const eventPositionOf = (answer: ReadAnswer): Position | undefined => {
  const event = answer.getEvent()?.getEvent();
  return event && positionOf(event);
};

/** How far the server says it has looked, where the answer says so. */
export const checkpointOf = (answer: ReadAnswer): Position | undefined => {
  const checkpoint = answer.getCheckpoint();
  return checkpoint && positionOf(checkpoint);
};
