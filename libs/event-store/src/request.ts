import type { Context, EventMeta } from '#domain/kernel/decider';
import type { DomainEvent } from '#domain/kernel/message';
import { sha256 } from './envelope.js';
import type { NewEvent } from './event-store.js';

/** What makes a request this one and no other. */
export type Request = Pick<Context, 'by' | 'requestId' | 'requestDigest'>;

/** A version-8 (custom) UUID from a digest: the same parts give the same id. */
export const uuidFrom = (...parts: readonly (string | number)[]): string => {
  const hex = sha256(JSON.stringify(parts));
  const variant = ((parseInt(hex[16]!, 16) & 0x3) | 0x8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
};

/** Event ids derive from the request, so that a retry would write the same events, which the log then refuses to repeat. */
export const eventId = (stream: string, { by, requestId, requestDigest = '' }: Request, index: number): string =>
  uuidFrom(stream, by, requestId, requestDigest, index);

/** A request is one person's: another's requestId that happens to be the same is another request. */
export const requestKey = ({ by, requestId }: Pick<EventMeta, 'by' | 'requestId'>): string => `${by} ${requestId}`;

const given = (fields: Readonly<Record<string, string | undefined>>): Record<string, string> =>
  Object.fromEntries(Object.entries(fields).filter((entry): entry is [string, string] => entry[1] !== undefined));

const metaOf = (context: Context, { effectiveOn, reason }: DomainEvent): EventMeta => ({
  at: context.at,
  by: context.by,
  role: context.role,
  unit: context.unit,
  requestId: context.requestId,
  correlationId: context.correlationId,
  ...given({ effectiveOn, causationId: context.causationId, reason: reason ?? context.reason }),
});

/** What a decision returned, made ready for the log. */
export const newEvents = (stream: string, context: Context, decided: readonly DomainEvent[]): NewEvent[] =>
  decided.map((event, index) => ({
    id: eventId(stream, context, index),
    type: event.type,
    data: event.data as NewEvent['data'],
    meta: metaOf(context, event),
  }));
