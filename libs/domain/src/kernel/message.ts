/** A fact or a wish with a name: the base of every event and command union. */
export type Message<Type extends string = string, Payload = unknown> = Readonly<{ type: Type; data: Payload }>;

/**
 * An event as a decider returns it. `effectiveOn` is the business date (YYYY-MM-DD) where it differs from the day of
 * recording; `reason` is the person's own explanation. Both end up in the envelope's meta.
 */
export type DomainEvent<Type extends string = string, Payload = unknown> = Message<Type, Payload> &
  Readonly<{ effectiveOn?: string; reason?: string }>;

/** The member of a union of messages with the given type. */
export type Of<Union extends Message, Type extends Union['type']> = Extract<Union, { type: Type }>;

/** Stands where a personal value stood before its person's key was destroyed. */
export const ERASED = '[erased]';

/** One set of sealed fields of an event: whose key seals them, and which they are (dotted paths into `data`). */
export type SealedFields = Readonly<{ subject: string; fields: readonly string[] }>;

/**
 * Personal fields of every event of a union, declared once and completely: an event without any says so with `[]`.
 * `subject` is the path of the person's id inside `data`; absent values are passed over.
 */
export type PersonalFields<Event extends Message> = Readonly<Record<Event['type'], readonly SealedFields[]>>;
