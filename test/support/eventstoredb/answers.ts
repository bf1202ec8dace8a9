import codes from '@eventstore/db-client/generated/code_pb.js';
import shared from '@eventstore/db-client/generated/shared_pb.js';
import statuses from '@eventstore/db-client/generated/status_pb.js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import any from 'google-protobuf/google/protobuf/any_pb.js';
import empty from 'google-protobuf/google/protobuf/empty_pb.js';
import type { Expected, Stored, Written } from './stored-events.js';

/** Past 2^53, so that a position that was ever a number on its way is no longer the same. */
const FIRST_BYTE = 2n ** 53n + 1n;
const BYTES = 128n;

/**
 * Where the event at `place` lies in the server's files. Two neighbours share their commit position, as events of one
 * transaction do: only the prepare position tells them apart.
 */
const logPosition = (place: number): { commit: string; prepare: string } => {
  const prepare = FIRST_BYTE + BigInt(place) * BYTES;
  return { commit: String(place % 2 === 0 ? prepare + BYTES : prepare), prepare: String(prepare) };
};

/** The place that a client's position points at. */
export const placeAt = (position: { getPreparePosition(): string }): number =>
  Number((BigInt(position.getPreparePosition()) - FIRST_BYTE) / BYTES);

const identifier = (stream: string) => new shared.StreamIdentifier().setStreamName(Buffer.from(stream).toString('base64'));

export const streamOf = (name: shared.StreamIdentifier | undefined): string => Buffer.from(name?.getStreamName_asU8() ?? []).toString();

export const eventAnswer = ({ id, stream, revision, place, metadata, customMetadata, data }: Stored): streams.ReadResp => {
  const { commit, prepare } = logPosition(place);
  const event = new streams.ReadResp.ReadEvent.RecordedEvent()
    .setId(new shared.UUID().setString(id))
    .setStreamIdentifier(identifier(stream))
    .setStreamRevision(String(revision))
    .setCommitPosition(commit)
    .setPreparePosition(prepare)
    .setCustomMetadata(customMetadata)
    .setData(data);
  for (const [key, value] of Object.entries(metadata)) event.getMetadataMap().set(key, value);
  return new streams.ReadResp().setEvent(new streams.ReadResp.ReadEvent().setEvent(event).setCommitPosition(commit));
};

export const checkpointAnswer = (place: number): streams.ReadResp => {
  const { commit, prepare } = logPosition(place);
  return new streams.ReadResp().setCheckpoint(new streams.ReadResp.Checkpoint().setCommitPosition(commit).setPreparePosition(prepare));
};

export const confirmationAnswer = (): streams.ReadResp =>
  new streams.ReadResp().setConfirmation(new streams.ReadResp.SubscriptionConfirmation().setSubscriptionId(crypto.randomUUID()));

export const caughtUpAnswer = (): streams.ReadResp => new streams.ReadResp().setCaughtUp(new streams.ReadResp.CaughtUp());

export const notFoundAnswer = (stream: string): streams.ReadResp =>
  new streams.ReadResp().setStreamNotFound(new streams.ReadResp.StreamNotFound().setStreamIdentifier(identifier(stream)));

export const appendedAnswer = ({ revision, place }: Written): streams.AppendResp => {
  const { commit, prepare } = logPosition(place);
  const position = new streams.AppendResp.Position().setCommitPosition(commit).setPreparePosition(prepare);
  return new streams.AppendResp().setSuccess(new streams.AppendResp.Success().setCurrentRevision(String(revision)).setPosition(position));
};

export const conflictAnswer = (expected: Expected, actual: number): streams.AppendResp => {
  const conflict = new streams.AppendResp.WrongExpectedVersion();
  if (actual < 0) conflict.setCurrentNoStream(new shared.Empty());
  else conflict.setCurrentRevision(String(actual));
  if (typeof expected === 'number') conflict.setExpectedRevision(String(expected));
  if (expected === 'noStream') conflict.setExpectedNoStream(new shared.Empty());
  if (expected === 'streamExists') conflict.setExpectedStreamExists(new shared.Empty());
  return new streams.AppendResp().setWrongExpectedVersion(conflict);
};

export const batchAppendedAnswer = ({ revision, place }: Written): streams.BatchAppendResp => {
  const { commit, prepare } = logPosition(place);
  const position = new shared.AllStreamPosition().setCommitPosition(commit).setPreparePosition(prepare);
  const success = new streams.BatchAppendResp.Success().setCurrentRevision(String(revision)).setPosition(position);
  return new streams.BatchAppendResp().setSuccess(success);
};

export const batchConflictAnswer = (expected: Expected, actual: number): streams.BatchAppendResp => {
  const conflict = new shared.WrongExpectedVersion();
  if (actual < 0) conflict.setCurrentNoStream(new empty.Empty());
  else conflict.setCurrentStreamRevision(String(actual));
  if (typeof expected === 'number') conflict.setExpectedStreamPosition(String(expected));
  if (expected === 'noStream') conflict.setExpectedNoStream(new empty.Empty());
  if (expected === 'streamExists') conflict.setExpectedStreamExists(new empty.Empty());
  const details = new any.Any();
  details.pack(conflict.serializeBinary(), 'event_store.client.WrongExpectedVersion');
  const error = new statuses.Status().setCode(codes.Code.FAILED_PRECONDITION).setMessage('WrongExpectedVersion').setDetails(details);
  return new streams.BatchAppendResp().setError(error);
};

export const deletedAnswer = ({ place }: Written): streams.DeleteResp => {
  const { commit, prepare } = logPosition(place);
  return new streams.DeleteResp().setPosition(new streams.DeleteResp.Position().setCommitPosition(commit).setPreparePosition(prepare));
};

/** How a unary call tells of a conflict: in the headers of its error. */
export const conflictHeaders = (stream: string, expected: Expected, actual: number): Record<string, string> => ({
  exception: 'wrong-expected-version',
  'stream-name': stream,
  'expected-version': String(typeof expected === 'number' ? expected : -2),
  ...(actual < 0 ? {} : { 'actual-version': String(actual) }),
});
