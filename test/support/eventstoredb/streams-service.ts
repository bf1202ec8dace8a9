import shared from '@eventstore/db-client/generated/shared_pb.js';
import type { IStreamsServer } from '@eventstore/db-client/generated/streams_grpc_pb.js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import { status } from '@grpc/grpc-js';
import {
  appendedAnswer,
  batchAppendedAnswer,
  batchConflictAnswer,
  caughtUpAnswer,
  checkpointAnswer,
  confirmationAnswer,
  conflictAnswer,
  conflictHeaders,
  deletedAnswer,
  eventAnswer,
  notFoundAnswer,
  placeAt,
  streamOf,
} from './answers.js';
import type { Faults } from './faults.js';
import { Outlet, statusError, type ReadCall } from './outlet.js';
import type { Expected, Proposed, Stored, StoredEvents } from './stored-events.js';
import type { TcpFront } from './tcp-front.js';

type ReadOptions = streams.ReadReq.Options;
type ProposedMessage = streams.AppendReq.ProposedMessage | streams.BatchAppendReq.ProposedMessage;

const FORWARDS = streams.ReadReq.Options.ReadDirection.FORWARDS;

const toProposed = (message: ProposedMessage): Proposed => ({
  id: message.getId()!.getString(),
  metadata: Object.fromEntries(message.getMetadataMap().toArray()),
  customMetadata: message.getCustomMetadata_asB64(),
  data: message.getData_asB64(),
});

type Expectation = { hasAny(): boolean; hasNoStream(): boolean; hasStreamExists(): boolean };

const expectedOf = (options: Expectation, revision: string): Expected => {
  if (options.hasAny()) return 'any';
  if (options.hasNoStream()) return 'noStream';
  return options.hasStreamExists() ? 'streamExists' : Number(revision);
};

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
  const place = options.getStream()!;
  const stream = streamOf(place.getStreamIdentifier());
  const direction = options.getReadDirection() === FORWARDS ? 'forwards' : 'backwards';
  const from = place.hasRevision() ? Number(place.getRevision()) : undefined;
  let left = Number(options.getCount());
  let found = false;
  for await (const event of events.readStream(stream, direction, from)) {
    found = true;
    await outlet.send(eventAnswer(event));
    if (--left === 0 || outlet.signal.aborted) break;
  }
  if (!found && (await events.tail(stream)) < 0) await outlet.send(notFoundAnswer(stream));
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

const subscribe = async (events: StoredEvents, options: ReadOptions, outlet: Outlet, faults: Faults): Promise<void> => {
  const matches = filterOf(options);
  const filter = options.getFilter();
  const checkpointEvery = filter ? filter.getMax() * filter.getCheckpointintervalmultiplier() : Infinity;
  let looked = 0;
  let live = false;
  await outlet.send(confirmationAnswer());
  for await (const event of events.follow(startOf(options) ?? (await events.head()), outlet.signal)) {
    if (event === 'caughtUp') {
      if (!live && faults.saysCaughtUp) await outlet.send(caughtUpAnswer());
      live = true;
      continue;
    }
    looked += 1;
    if (matches(event)) await outlet.sendEvent(eventAnswer(event), event.place);
    else if (looked % checkpointEvery === 0) await outlet.send(checkpointAnswer(event.place));
    if (outlet.signal.aborted) return;
  }
};

/** The Streams service of an EventStoreDB over events kept here. Subscriptions to one stream are left out: nobody asks for them. */
export const streamsService = (events: StoredEvents, faults: Faults, front: TcpFront): IStreamsServer => {
  const serveRead = async (call: ReadCall): Promise<void> => {
    const options = call.request.getOptions()!;
    const fault = options.hasSubscription() ? faults.subscriptions.shift() : undefined;
    const outlet = new Outlet(call, faults, front, fault);
    try {
      if (options.hasSubscription()) return await subscribe(events, options, outlet, faults);
      await (options.hasStream() ? readStream : readAll)(events, options, outlet);
      outlet.end();
    } catch (error) {
      outlet.failWith(statusError(status.INTERNAL, String(error)));
    }
  };

  /** Writes as the next fault says; answers nothing where it says so. */
  const write = async <Answer>(work: () => Promise<Answer>, answer: (result: Answer) => void, fail: (code: status) => void) => {
    const fault = faults.appends.shift();
    const result = fault?.written === false ? undefined : await work();
    if (fault?.answer === 'unanswered') return;
    if (fault) return fail(fault.answer);
    answer(result!);
  };

  return {
    read: (call: ReadCall) => void serveRead(call),

    append: (call, callback) => {
      const fail = (code: status, details = 'failed on purpose') => callback(statusError(code, details));
      const serve = async () => {
        const requests: streams.AppendReq[] = [];
        for await (const request of call) requests.push(request as streams.AppendReq);
        const options = requests[0]!.getOptions()!;
        const stream = streamOf(options.getStreamIdentifier());
        const expected = expectedOf(options, options.getRevision());
        const proposed = requests.slice(1).map((request) => toProposed(request.getProposedMessage()!));
        await write(
          () => events.append(stream, expected, proposed),
          (result) => callback(null, 'actual' in result ? conflictAnswer(expected, result.actual) : appendedAnswer(result)),
          fail,
        );
      };
      serve().catch((error: unknown) => fail(status.INTERNAL, String(error)));
    },

    batchAppend: (call) => {
      const fail = (code: status, details = 'failed on purpose') => call.emit('error', statusError(code, details));
      const begun = new Map<string, { options: streams.BatchAppendReq.Options; proposed: Proposed[] }>();
      const serve = async (id: string): Promise<void> => {
        const { options, proposed } = begun.get(id)!;
        begun.delete(id);
        const expected = expectedOf(options, options.getStreamPosition());
        await write(
          () => events.append(streamOf(options.getStreamIdentifier()), expected, proposed),
          (result) => {
            const answer = 'actual' in result ? batchConflictAnswer(expected, result.actual) : batchAppendedAnswer(result);
            call.write(answer.setCorrelationId(new shared.UUID().setString(id)).setStreamIdentifier(options.getStreamIdentifier()));
          },
          fail,
        );
      };
      call.on('data', (request: streams.BatchAppendReq) => {
        const id = request.getCorrelationId()!.getString();
        const batch = begun.get(id) ?? { options: request.getOptions()!, proposed: [] };
        begun.set(id, batch);
        batch.proposed.push(...request.getProposedMessagesList().map(toProposed));
        if (request.getIsFinal()) serve(id).catch((error: unknown) => fail(status.INTERNAL, String(error)));
      });
      call.on('end', () => call.end());
    },

    delete: (call, callback) => {
      const options = call.request.getOptions()!;
      const stream = streamOf(options.getStreamIdentifier());
      const expected = expectedOf(options, options.getRevision());
      const answer = (result: Awaited<ReturnType<StoredEvents['delete']>>) => {
        if (!('actual' in result)) return callback(null, deletedAnswer(result));
        callback(statusError(status.FAILED_PRECONDITION, 'WrongExpectedVersion', conflictHeaders(stream, expected, result.actual)));
      };
      events.delete(stream, expected).then(answer, (error: unknown) => callback(statusError(status.INTERNAL, String(error))));
    },

    tombstone: (_call, callback) => callback(statusError(status.UNIMPLEMENTED, 'tombstones are not kept')),
  };
};
