import streams from '@eventstore/db-client/generated/streams_pb.js';
import { status } from '@grpc/grpc-js';
import { caughtUpAnswer, checkpointAnswer, confirmationAnswer, eventAnswer, notFoundAnswer, placeAt, streamOf } from './answers.js';
import type { Faults } from './faults.js';
import { Outlet, statusError, type ReadCall } from './outlet.js';
import type { Stored, StoredEvents } from './stored-events.js';
import type { TcpFront } from './tcp-front.js';

type ReadOptions = streams.ReadReq.Options;

const { FORWARDS } = streams.ReadReq.Options.ReadDirection;

const filterOf = (options: ReadOptions): ((event: Stored) => boolean) => {
  const filter = options.getFilter();
  if (!filter) return () => true;
  const expression = filter.getStreamIdentifier() ?? filter.getEventType()!;
  const textOf = (event: Stored) => (filter.hasStreamIdentifier() ? event.stream : (event.metadata['type'] ?? ''));
  const prefixes = expression.getPrefixList();
  if (prefixes.length > 0) return (event) => prefixes.some((prefix) => textOf(event).startsWith(prefix));
  const pattern = new RegExp(expression.getRegex());
  return (event) => pattern.test(textOf(event));
};

/** The place to begin at; `undefined` is the end of the log. */
const startOf = (options: ReadOptions): number | undefined => {
  const all = options.getAll()!;
  if (all.hasStart()) return 0;
  return all.hasEnd() ? undefined : placeAt(all.getPosition()!);
};

const readStream = async (events: StoredEvents, options: ReadOptions, outlet: Outlet): Promise<void> => {
  const from = options.getStream()!;
  const stream = streamOf(from.getStreamIdentifier());
  if (!(await events.exists(stream))) return outlet.send(notFoundAnswer(stream));
  const direction = options.getReadDirection() === FORWARDS ? 'forwards' : 'backwards';
  let left = Number(options.getCount());
  for await (const event of events.readStream(stream, direction, from.hasRevision() ? Number(from.getRevision()) : undefined)) {
    await outlet.send(eventAnswer(event));
    if (--left === 0 || outlet.signal.aborted) return;
  }
};

const readAll = async (events: StoredEvents, options: ReadOptions, outlet: Outlet): Promise<void> => {
  const matches = filterOf(options);
  const start = startOf(options);
  const forwards = options.getReadDirection() === FORWARDS;
  let left = Number(options.getCount());
  for await (const event of forwards ? events.readForwards(start ?? Infinity) : events.readBackwards(start)) {
    if (!matches(event)) continue;
    await outlet.send(eventAnswer(event));
    if (--left === 0 || outlet.signal.aborted) return;
  }
};

const subscribe = async (events: StoredEvents, options: ReadOptions, outlet: Outlet, saysCaughtUp: boolean): Promise<void> => {
  const matches = filterOf(options);
  const filter = options.getFilter();
  const checkpointEvery = filter ? filter.getMax() * filter.getCheckpointintervalmultiplier() : Infinity;
  let looked = 0;
  let live = !saysCaughtUp;
  await outlet.send(confirmationAnswer());
  for await (const event of events.follow(startOf(options) ?? (await events.head()), outlet.signal)) {
    if (event === 'caughtUp') {
      if (!live) await outlet.send(caughtUpAnswer());
      live = true;
      continue;
    }
    looked += 1;
    if (matches(event)) await outlet.sendEvent(eventAnswer(event), event.place);
    else if (looked % checkpointEvery === 0) await outlet.send(checkpointAnswer(event.place));
    if (outlet.signal.aborted) return;
  }
};

/** Streams.Read: a stream, the whole log, and subscriptions to it. Subscriptions to one stream are left out: nobody asks for them. */
export const readHandler = (events: StoredEvents, faults: Faults, front: TcpFront) => {
  const serve = async (options: ReadOptions, outlet: Outlet): Promise<void> => {
    if (options.hasSubscription()) return subscribe(events, options, outlet, faults.saysCaughtUp);
    await (options.hasStream() ? readStream : readAll)(events, options, outlet);
    outlet.end();
  };
  return (call: ReadCall): void => {
    const options = call.request.getOptions()!;
    const fault = options.hasSubscription() ? faults.subscriptions.shift() : undefined;
    const outlet = new Outlet(call, faults, front, fault);
    serve(options, outlet).catch((error: unknown) => outlet.failWith(statusError(status.INTERNAL, String(error))));
  };
};
