import type { Context } from '#domain/kernel/decider';
import { watch } from '#domain/watch/watch';
import type { WatchCommand } from '#domain/watch/watch.commands';
import { openCase, type WatchCase } from '#domain/watch/watch.state';
import type { EventStore, StoredEvent } from '#event-store/event-store';
import type { Streams } from '#event-store/streams';

export type Monitoring = Readonly<{ streams: Streams; events: EventStore }>;

/** The household's open case; undefined where it has none. */
export const openCaseOf = async (streams: Streams, householdId: string): Promise<WatchCase | undefined> =>
  openCase((await streams.load(watch, householdId)).state);

/** The open case where it was raised before `cause`: an event that is met again says nothing of a case raised since. */
export const caseBefore = async (
  { streams, events }: Monitoring,
  householdId: string,
  { position }: StoredEvent,
): Promise<WatchCase | undefined> => {
  const open = await openCaseOf(streams, householdId);
  if (!open) return undefined;
  const raised = await events.eventAt(`${watch.category}-${householdId}`, open.raisedRevision);
  return raised.position < position ? open : undefined;
};

/** Writes a command about one case while that is the open one; once it has ended, there is nothing to write. */
export const onCase = async (
  streams: Streams,
  { householdId, watchNumber }: WatchCase,
  command: WatchCommand,
  context: Context,
): Promise<void> => {
  const ofThisCase: typeof watch = {
    ...watch,
    decide: (wish, state, now) => (openCase(state)?.watchNumber === watchNumber ? watch.decide(wish, state, now) : []),
  };
  await streams.handle(ofThisCase, householdId, command, context);
};
