import type { Context, EventMeta } from '#domain/kernel/decider';

/** The day and the time at which a consequence is brought about. */
export type Now = Pick<Context, 'at' | 'today'>;

/** An event whose consequence is brought about: its id, and who stood behind it. */
export type Cause = Readonly<{ id: string; meta: Pick<EventMeta, 'by' | 'role' | 'unit' | 'correlationId'> }>;

/**
 * Context of what follows from an event in the name of whoever caused it. The requestId derives from the event alone, so that
 * the request that wrote it and the reaction that finds it later do the same thing once.
 */
export const followUp = (step: string, { id, meta }: Cause, { at, today }: Now): Context => ({
  ...{ at, today, by: meta.by, role: meta.role, unit: meta.unit },
  ...{ requestId: `${step}:${id}`, correlationId: meta.correlationId, causationId: id },
});
