import { setTimeout as delay } from 'node:timers/promises';
import { Refusal } from '#domain/kernel/refusal';
import type { Context } from '#domain/kernel/decider';
import type { StoredEvent } from '#event-store/event-store';
import type { Reaction } from './reaction.js';

/** Why a consequence could not be brought about. What an error says may be about people; its kind and its place are not. */
export type Failure = Readonly<{ cause: string; refused: boolean; attempts: number; at?: string }>;

/** The reaction has not ended; it is left to itself, which is safe since it may be run twice. */
class ReactionTakesTooLong extends Error {
  override readonly name = 'ReactionTakesTooLong';
}

const placeOf = (error: unknown): string | undefined =>
  error instanceof Error ? /\(?([^/\s(]+\.[cm]?[jt]s:\d+:\d+)\)?$/m.exec(error.stack ?? '')?.[1] : undefined;

export const failureOf = (error: unknown, attempts: number): Failure => {
  if (error instanceof Refusal) return { cause: error.code, refused: true, attempts };
  const at = placeOf(error);
  return { cause: error instanceof Error ? error.name : typeof error, refused: false, attempts, ...(at !== undefined && { at }) };
};

/** Whether waiting in place would not help: a rule said no, or the time is over already. */
export const isNotPassing = (error: unknown): boolean => error instanceof ReactionTakesTooLong;

/** Runs a reaction once. @throws what it throws, unless it is a refusal that the reaction expects; `ReactionTakesTooLong` after `limitMs`. */
export const attempt = async (reaction: Reaction, event: StoredEvent, context: Context, limitMs: number): Promise<void> => {
  const over = new AbortController();
  const work = Promise.resolve().then(() => reaction.react(event, context));
  const limit = delay(limitMs, undefined, { signal: over.signal, ref: false }).then(() => {
    throw new ReactionTakesTooLong();
  });
  try {
    await Promise.race([work, limit]);
  } catch (error) {
    if (!(error instanceof Refusal && reaction.expects?.includes(error.code))) throw error;
  } finally {
    over.abort();
    for (const promise of [work, limit]) promise.catch(() => undefined);
  }
};
