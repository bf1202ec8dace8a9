import { aid } from '#domain/aid/aid';
import type { AidEventData } from '#domain/aid/aid.events';
import { papersOutstanding } from '#domain/aid/aid.policies';
import type { KnownAid } from '#domain/aid/aid.state';
import { entitlement } from '#domain/entitlement/entitlement';
import { household } from '#domain/household/household';
import type { Context } from '#domain/kernel/decider';
import type { Household } from '#domain/household/household.state';
import type { Streams } from '#event-store/streams';
import type { Reaction } from './reaction.js';

type Dates = Readonly<{ registeredOn?: string; madeFormalOn?: string; closedOn?: string }>;

const later = (one: string, other: string): string => (one > other ? one : other);

/** Judged by the file as it is now and by the policy under which the aid was granted. */
const outstanding = ({ decision }: KnownAid, file: Household, onDate: string): boolean => {
  if (file.status === 'absent') return true;
  const { status, facts, steps, reopenedOn } = file;
  const { noticeClosedOn: _, ...before } = decision.household;
  const closedOn = steps.notice?.closed?.on;
  const standing = { ...before, status, origin: facts.origin, temporary: facts.temporary, reopened: reopenedOn !== undefined };
  return papersOutstanding({
    ...decision,
    onDate,
    household: { ...standing, ...(closedOn !== undefined && { noticeClosedOn: closedOn }) },
  });
};

/**
 * Help first, papers after: they are complete when the household is formally registered and its notice has run, be that
 * before or after the urgent aid was granted.
 */
export const completeUrgentAidPapers = (streams: Streams): readonly Reaction[] => {
  /** `on` is the day that may have completed the papers. */
  const complete = async (aidId: string, on: string, context: Context): Promise<void> => {
    const { state } = await streams.load(aid, aidId);
    if (state.status === 'absent' || state.papersDueOn === undefined || state.papersCompletedOn !== undefined) return;
    const completedOn = later(on, state.grantedOn ?? on);
    const file = (await streams.load(household, state.request.householdId)).state;
    if (outstanding(state, file, completedOn)) return;
    const requestId = `${context.requestId}:${aidId}`;
    await streams.handle(aid, aidId, { type: 'CompleteAidPapers', data: { completedOn } }, { ...context, requestId });
  };

  return [
    {
      name: 'complete-urgent-aid-papers',
      category: 'household',
      types: ['HouseholdRegistered', 'HouseholdMadeFormal', 'PublicNoticeClosed'],
      react: async ({ stream, data }, context) => {
        const { registeredOn, madeFormalOn, closedOn } = data as Dates;
        const on = registeredOn ?? madeFormalOn ?? closedOn ?? context.today;
        const { claims } = (await streams.load(entitlement, stream.slice('household-'.length))).state;
        for (const { aidId, request } of claims.values()) if (request.urgent) await complete(aidId, on, context);
      },
    },
    {
      name: 'complete-papers-of-granted-aid',
      category: 'aid',
      types: ['AidGranted'],
      react: async ({ stream, data }, context) => {
        const { papersDueOn, grantedOn } = data as AidEventData['AidGranted'];
        if (papersDueOn !== undefined) await complete(stream.slice('aid-'.length), grantedOn, context);
      },
    },
  ];
};
