import type { Context } from '#domain/kernel/decider';
import { addDays } from '#domain/kernel/calendar';
import { household } from '#domain/household/household';
import type { HouseholdCommand } from '#domain/household/household.commands';
import type { ClosedHousehold, Household, KnownHousehold } from '#domain/household/household.state';
import type { WatchEventData } from '#domain/watch/watch.events';
import type { EventStore, StoredEvent } from '#event-store/event-store';
import type { Receipt } from '#event-store/folding';
import type { Streams } from '#event-store/streams';
import type { Directory } from '../directory.js';
import { claimsOfAll, type IdentityClaims } from '../identity-claims.js';
import { followUp, type Now } from '../money/follow-up.js';

/** What reopening a file takes. */
export type Reopening = Readonly<{ streams: Streams; events: EventStore; claims: IdentityClaims; directory: Directory }>;

type Relapse = Pick<WatchEventData['RelapseConfirmed'], 'confirmedOn' | 'circumstances'>;

/** The command that reopens a file for a relapse; the home survey is due anew by the policy of that day. @throws {Refusal} `no-policy-in-force` */
const reopeningOf = (directory: Directory, { facts }: KnownHousehold, { confirmedOn: reopenedOn, circumstances }: Relapse) => {
  const { surveyWithinDays } = directory.rulesFor(facts.unitId, reopenedOn).rules;
  const surveyDueOn = addDays(reopenedOn, surveyWithinDays);
  return { type: 'ReopenOnRelapse', data: { reopenedOn, circumstances, surveyDueOn } } as const satisfies HouseholdCommand;
};

/**
 * Whether a relapse could reopen the file as it is now; writes nothing.
 * @throws {Refusal} those of ReopenOnRelapse, `no-policy-in-force`, `person-in-another-open-file`
 */
export const requireReopenable = async (
  { claims, directory }: Pick<Reopening, 'claims' | 'directory'>,
  file: KnownHousehold,
  relapse: Relapse,
  context: Context,
): Promise<void> => {
  household.decide(reopeningOf(directory, file, relapse), file, context);
  await claims.requireFree(file.householdId, claimsOfAll(file.facts), context);
};

const leftDifficulty = (file: Household): file is ClosedHousehold => file.status === 'closed' && file.closing.kind === 'left_difficulty';

/**
 * Reopens the file of a household whose relapse was confirmed, in the name of who confirmed it, with everybody in it claimed again.
 * A file that is open already, or that left difficulty again after the relapse, is left as it is: so it may be done by the request, by a
 * reaction and any number of times, and the relapse is counted once. Answers undefined where nothing was to be done.
 * @throws {Refusal} as requireReopenable.
 */
export const reopenFile = async (tools: Reopening, cause: StoredEvent, now: Now): Promise<Receipt | undefined> => {
  const { streams, events, claims, directory } = tools;
  const relapse = cause.data as WatchEventData['RelapseConfirmed'];
  const { householdId } = relapse;
  const { state: file, receipt } = await streams.load(household, householdId);
  if (!leftDifficulty(file)) return undefined;
  const exit = await events.eventAt(receipt.stream, file.closing.revision);
  if (exit.position > cause.position) return undefined;
  const context = followUp('reopen', cause, now);
  const command = reopeningOf(directory, file, relapse);
  return claims.during(householdId, claimsOfAll(file.facts), context, () => streams.handle(household, householdId, command, context));
};
