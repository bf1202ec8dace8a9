import { createHash } from 'node:crypto';
import { NO_HASH, verifyLink } from './envelope.js';
import { START, type EventLog, type Position } from './port.js';

/** A whole log in a few words: `digest` covers the hash of every event in store order, so that none can be missing or moved. */
export type LogSummary = Readonly<{ events: number; streams: number; lastPosition: Position; lastHash: string; digest: string }>;

const BEFORE_FIRST = { revision: -1, hash: NO_HASH };

/**
 * Checks every link of every stream's chain, in one walk over the log. Memory grows with the number of streams.
 * @throws {ChainBroken} at the first event that does not follow from what stands before it.
 */
export const verifyWholeLog = async (log: Pick<EventLog, 'readAll'>, onPage?: (events: number) => void): Promise<LogSummary> => {
  const tails = new Map<string, Readonly<{ revision: number; hash: string }>>();
  const digest = createHash('sha256');
  let [events, lastPosition, lastHash] = [0, START, NO_HASH];
  for await (const page of log.readAll({ after: START })) {
    for (const { position, envelope } of page) {
      const { stream, revision, hash } = envelope;
      verifyLink(envelope, tails.get(stream) ?? BEFORE_FIRST);
      tails.set(stream, { revision, hash });
      digest.update(hash);
      [lastPosition, lastHash] = [position, hash];
    }
    events += page.length;
    onPage?.(events);
  }
  return { events, streams: tails.size, lastPosition, lastHash, digest: digest.digest('hex') };
};
