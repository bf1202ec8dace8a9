import { sealedFields } from '#domain/catalogue';
import type { Context } from '#domain/kernel/decider';
import { Refusal } from '#domain/kernel/refusal';
import { refusedRequest } from '#domain/refused-request/refused-request';
import type { RefusedRequestEvent } from '#domain/refused-request/refused-request.events';
import type { Streams } from '#event-store/streams';
import { HIDDEN, maskRules } from './masking.js';

/** What a request about money was about, and in whose name it was made. */
export type RefusableRequest = Omit<RefusedRequestEvent['data'], 'code' | 'details'> & Readonly<{ context: Context }>;

/** Not the answer of a rule about money: the request itself was ill formed, and its key names another one. */
const NOT_ABOUT_MONEY = new Set(['idempotency-key-reused']);

const lastPart = (path: string): string => path.slice(path.lastIndexOf('.') + 1);

/** Names of fields that some event seals, and of those that no page shows unmasked. */
const personalNames: ReadonlySet<string> = new Set([
  ...Object.values(sealedFields).flatMap((types) =>
    Object.values(types).flatMap((sets) => sets.flatMap(({ fields }) => fields.map(lastPart))),
  ),
  ...Object.keys(maskRules).map(lastPart),
]);

/** An ID number, a telephone or a card: digits that are a person's whatever the field is called. */
const PERSONAL_DIGITS = /(?<![\w-])(?:1\d{10}|\d{15,19}|\d{17}[\dXx])(?![\w-])/;

/** The figures that decided; what is personal, by its field's name or its look, is withheld. */
const recordable = (value: unknown): unknown => {
  if (typeof value === 'string') return PERSONAL_DIGITS.test(value) ? HIDDEN : value;
  if (Array.isArray(value)) return value.map(recordable);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([, field]) => field !== undefined);
  return Object.fromEntries(entries.map(([name, field]) => [name, personalNames.has(name) ? HIDDEN : recordable(field)]));
};

/** A refusal is no change of the subject: If-Match is about its stream and not about the record's. */
const contextOfRecord = ({ expectedRevision: _, ...context }: Context): Context => context;

/**
 * Runs a request about money. What a rule refuses is appended to `refusedRequest-<subjectId>`, once for each request, before
 * the refusal goes on to whoever asked; nothing else of the request is kept.
 * @throws {Refusal} of `work`; anything else that `work` or the recording throws. A refusal that could not be recorded is an error of ours.
 */
export const recordingRefusals = async <T>(
  streams: Streams,
  { context, ...about }: RefusableRequest,
  work: () => Promise<T>,
): Promise<T> => {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Refusal) || NOT_ABOUT_MONEY.has(error.code)) throw error;
    const data = { ...about, code: error.code, details: recordable(error.details) as Readonly<Record<string, unknown>> };
    await streams.handle(refusedRequest, about.subjectId, { type: 'RecordRefusal', data }, contextOfRecord(context));
    throw error;
  }
};
