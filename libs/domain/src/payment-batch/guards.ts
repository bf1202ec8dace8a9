import type { Context } from '../kernel/decider.js';
import { Refusal, require } from '../kernel/refusal.js';
import { requirePast } from '../kernel/guards.js';
import type { BatchLine, LineOutcome } from './payment-batch.events.js';
import type { BatchStatus, DraftedLine, KnownBatch, PaymentBatch } from './payment-batch.state.js';

/** @throws {Refusal} `batch-absent` */
export const known = (batch: PaymentBatch): KnownBatch => {
  if (batch.status === 'absent') throw new Refusal('batch-absent');
  return batch;
};

/** @throws {Refusal} `batch-absent`, `batch-not-drafted` */
export const drafted = (state: PaymentBatch): KnownBatch => {
  const batch = known(state);
  require(batch.status === 'drafted', 'batch-not-drafted', { status: batch.status });
  return batch;
};

/** @throws {Refusal} `batch-absent`, `batch-not-frozen` */
export const frozen = (state: PaymentBatch): KnownBatch => {
  const batch = known(state);
  require(batch.status === 'frozen', 'batch-not-frozen', { status: batch.status });
  return batch;
};

/** A list whose file may be handed out, for the first time or again. @throws {Refusal} `batch-absent`, `batch-not-signed-off` */
export const signedOff = (state: PaymentBatch): KnownBatch => {
  const batch = known(state);
  require(batch.status === 'signed_off' || batch.status === 'exported', 'batch-not-signed-off', { status: batch.status });
  return batch;
};

/** @throws {Refusal} `batch-absent`, `batch-not-exported` */
export const exported = (state: PaymentBatch): KnownBatch => {
  const batch = known(state);
  require(batch.status === 'exported', 'batch-not-exported', { status: batch.status });
  return batch;
};

const beforeExport: readonly BatchStatus[] = ['drafted', 'frozen', 'signed_off'];

/** @throws {Refusal} `batch-already-exported` */
export const requireBeforeExport = ({ status }: KnownBatch): void =>
  require(beforeExport.includes(status), 'batch-already-exported', { status });

/** A day not in the future and not before the step before. @throws {Refusal} `invalid-date`, `date-in-future`, `date-before-last-step` */
export const requireNextStep = (on: string, { lastStepOn }: KnownBatch, context: Context): void => {
  requirePast(on, context);
  require(on >= lastStepOn, 'date-before-last-step', { on, lastStepOn });
};

/** @throws {Refusal} `batch-empty` */
export const requireLines = (count: number): void => require(count > 0, 'batch-empty');

/** The lines that count. */
export const countingLines = ({ lines }: KnownBatch): DraftedLine[] => [...lines.values()].filter(({ dropped }) => !dropped);

/** @throws {Refusal} `batch-line-unknown` */
export const lineOf = ({ lines }: KnownBatch, { aidId, lineNumber }: Pick<BatchLine, 'aidId'> & { lineNumber?: number }): DraftedLine => {
  const line = lines.get(aidId);
  require(line !== undefined && (lineNumber ?? line.lineNumber) === line.lineNumber, 'batch-line-unknown', { aidId });
  return line;
};

/**
 * The line that an outcome answers: one that counts, and is answered for the first time, on a day that was.
 * @throws {Refusal} `batch-line-unknown`, `batch-line-answered`, `invalid-date`, `date-in-future`
 */
export const answeredLine = (batch: KnownBatch, outcome: LineOutcome, context: Context): DraftedLine => {
  const line = lineOf(batch, outcome);
  const { aidId, lineNumber } = line;
  require(!line.dropped, 'batch-line-unknown', { aidId });
  require(line.outcome === undefined, 'batch-line-answered', { aidId, lineNumber });
  requirePast(outcome.outcome === 'paid' ? outcome.paidOn : outcome.bouncedOn, context);
  return line;
};
