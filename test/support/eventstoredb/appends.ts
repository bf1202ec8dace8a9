import shared from '@eventstore/db-client/generated/shared_pb.js';
import type streams from '@eventstore/db-client/generated/streams_pb.js';
import { status, type handleBidiStreamingCall, type handleClientStreamingCall, type handleUnaryCall } from '@grpc/grpc-js';
import {
  appendedAnswer,
  batchAppendedAnswer,
  batchConflictAnswer,
  conflictAnswer,
  conflictHeaders,
  deletedAnswer,
  streamOf,
} from './answers.js';
import type { Faults } from './faults.js';
import { statusError } from './outlet.js';
import type { Expected, Proposed, StoredEvents } from './stored-events.js';

type ProposedMessage = streams.AppendReq.ProposedMessage | streams.BatchAppendReq.ProposedMessage;
type Outcome = Awaited<ReturnType<StoredEvents['append']>>;
type Expectation = { hasAny(): boolean; hasNoStream(): boolean; hasStreamExists(): boolean };
type Batch = { options: streams.BatchAppendReq.Options; proposed: Proposed[] };

const internal = (error: unknown) => statusError(status.INTERNAL, String(error));

const toProposed = (message: ProposedMessage): Proposed => ({
  id: message.getId()!.getString(),
  metadata: Object.fromEntries(message.getMetadataMap().toArray()),
  customMetadata: message.getCustomMetadata_asB64(),
  data: message.getData_asB64(),
});

const expectedOf = (options: Expectation, revision: string): Expected => {
  if (options.hasAny()) return 'any';
  if (options.hasNoStream()) return 'noStream';
  return options.hasStreamExists() ? 'streamExists' : Number(revision);
};

/** Does what the next fault says; no outcome where nothing is to be answered. @throws the status of the fault */
const spoiled = async (faults: Faults, write: () => Promise<Outcome>): Promise<Outcome | undefined> => {
  const fault = faults.appends.shift();
  if (!fault) return write();
  if (fault.written) await write();
  if (fault.answer !== 'unanswered') throw statusError(fault.answer, 'failed on purpose');
  return undefined;
};

const isStatus = (error: unknown): error is ReturnType<typeof statusError> => typeof (error as { code?: unknown }).code === 'number';

/** Streams.Append: one call for one append. */
export const appendHandler = (events: StoredEvents, faults: Faults): handleClientStreamingCall<streams.AppendReq, streams.AppendResp> => {
  const serve = async (requests: readonly streams.AppendReq[]): Promise<streams.AppendResp | undefined> => {
    const options = requests[0]!.getOptions()!;
    const expected = expectedOf(options, options.getRevision());
    const proposed = requests.slice(1).map((request) => toProposed(request.getProposedMessage()!));
    const outcome = await spoiled(faults, () => events.append(streamOf(options.getStreamIdentifier()), expected, proposed));
    if (!outcome) return undefined;
    return 'actual' in outcome ? conflictAnswer(expected, outcome.actual) : appendedAnswer(outcome);
  };
  return (call, callback) => {
    const requests: streams.AppendReq[] = [];
    call.on('data', (request: streams.AppendReq) => requests.push(request));
    call.on('end', () => {
      // A connection that breaks looks like the client's regular end until the next turn, when the call counts as cancelled.
      setImmediate(() => {
        if (call.cancelled) return;
        serve(requests).then(
          (answer) => answer && callback(null, answer),
          (error: unknown) => callback(isStatus(error) ? error : internal(error)),
        );
      });
    });
  };
};

/** Streams.BatchAppend: many appends over one call, each told apart by its correlation id and complete with its final part. */
export const batchAppendHandler = (
  events: StoredEvents,
  faults: Faults,
): handleBidiStreamingCall<streams.BatchAppendReq, streams.BatchAppendResp> => {
  const serve = async ({ options, proposed }: Batch): Promise<streams.BatchAppendResp | undefined> => {
    const expected = expectedOf(options, options.getStreamPosition());
    const outcome = await spoiled(faults, () => events.append(streamOf(options.getStreamIdentifier()), expected, proposed));
    if (!outcome) return undefined;
    const answer = 'actual' in outcome ? batchConflictAnswer(expected, outcome.actual) : batchAppendedAnswer(outcome);
    return answer.setStreamIdentifier(options.getStreamIdentifier());
  };
  return (call) => {
    const begun = new Map<string, Batch>();
    call.on('data', (request: streams.BatchAppendReq) => {
      const id = request.getCorrelationId()!.getString();
      const batch = begun.get(id) ?? { options: request.getOptions()!, proposed: [] };
      begun.set(id, batch);
      batch.proposed.push(...request.getProposedMessagesList().map(toProposed));
      if (!request.getIsFinal()) return;
      begun.delete(id);
      serve(batch).then(
        (answer) => answer && call.write(answer.setCorrelationId(new shared.UUID().setString(id))),
        (error: unknown) => call.emit('error', isStatus(error) ? error : internal(error)),
      );
    });
    call.on('end', () => call.end());
  };
};

/** Streams.Delete, the kind after which a stream may begin again. */
export const deleteHandler = (events: StoredEvents): handleUnaryCall<streams.DeleteReq, streams.DeleteResp> => {
  return (call, callback) => {
    const options = call.request.getOptions()!;
    const stream = streamOf(options.getStreamIdentifier());
    const expected = expectedOf(options, options.getRevision());
    const answer = (outcome: Outcome) => {
      if (!('actual' in outcome)) return callback(null, deletedAnswer(outcome));
      callback(statusError(status.FAILED_PRECONDITION, 'WrongExpectedVersion', conflictHeaders(stream, expected, outcome.actual)));
    };
    events.delete(stream, expected).then(answer, (error: unknown) => callback(internal(error)));
  };
};
