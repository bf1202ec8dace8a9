import type { Context } from '#domain/kernel/decider';
import type { FileStanding } from '#domain/watch/watch.commands';
import type { Signal } from '#domain/watch/watch.events';
import { watch } from '#domain/watch/watch';
import type { Receipt } from '#event-store/folding';
import type { Streams } from '#event-store/streams';
import type { Directory } from '../directory.js';
import { watchTermsFor } from './watch-terms.js';

/** Something heard of a household, and how its file stands. */
export type Heard = Readonly<{ file: FileStanding; signal: Signal }>;

/**
 * Hears a signal of a household: recorded once, and judged in the same append by the rules of the day it was received, however
 * late or often that is done.
 * @throws {Refusal} `no-policy-in-force`, `no-watch-rules`, and those of ReceiveSignal.
 */
export const hearSignal = (
  { streams, directory }: Readonly<{ streams: Streams; directory: Directory }>,
  { file, signal }: Heard,
  context: Context,
): Promise<Receipt> => {
  const terms = watchTermsFor(directory, file.unitId, signal.receivedOn);
  return streams.handle(watch, file.householdId, { type: 'ReceiveSignal', data: { signal, file, terms } }, context);
};
