import { hash as digest } from 'node:crypto';
import { configure } from 'safe-stable-stringify';
import type { Envelope } from './port.js';

/** `prev` of a stream's first event. */
export const NO_HASH = '0'.repeat(64);

/** Someone else's hand was in the log: `stream` at `revision` does not follow from what stands before it. */
export class ChainBroken extends Error {
  constructor(
    readonly stream: string,
    readonly revision: number,
    readonly what: 'hash' | 'prev' | 'revision',
  ) {
    super(`stream ${stream} is broken at revision ${revision}: ${what}`);
    this.name = 'ChainBroken';
  }
}

/** Sorts keys by code unit and writes numbers and strings as JSON.stringify does, which is what RFC 8785 asks for. */
const stringify = configure({ strict: true });

/** RFC 8785 text of a JSON value. @throws for what JSON cannot hold. */
export const canonicalJson = (value: unknown): string => {
  const text = stringify(value);
  if (text === undefined) throw new TypeError('not a JSON value');
  return text;
};

export const sha256 = (text: string): string => digest('sha256', text, 'hex');

/** Hash of an envelope: SHA-256 over the canonical JSON of all of it but the hash itself. */
export const hashOf = ({ hash: _, ...rest }: Envelope): string => sha256(canonicalJson(rest));

/** Completes an envelope with its hash. */
export const sealEnvelope = (rest: Omit<Envelope, 'hash'>): Envelope => ({ ...rest, hash: sha256(canonicalJson(rest)) });

/**
 * Checks that `envelope` follows `previous` in its stream and was not altered.
 * @throws {ChainBroken} naming the place.
 */
export const verifyLink = (envelope: Envelope, previous: Pick<Envelope, 'revision' | 'hash'>): void => {
  const { stream, revision } = envelope;
  if (revision !== previous.revision + 1) throw new ChainBroken(stream, revision, 'revision');
  if (envelope.prev !== previous.hash) throw new ChainBroken(stream, revision, 'prev');
  if (envelope.hash !== hashOf(envelope)) throw new ChainBroken(stream, revision, 'hash');
};
