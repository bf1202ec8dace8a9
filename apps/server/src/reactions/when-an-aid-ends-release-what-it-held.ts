import { aid } from '#domain/aid/aid';
import type { AidEventData } from '#domain/aid/aid.events';
import type { Context } from '#domain/kernel/decider';
import { entitlement } from '#domain/entitlement/entitlement';
import type { EntitlementCommandData } from '#domain/entitlement/entitlement.commands';
import { fund } from '#domain/fund/fund';
import type { StoredEvent } from '#event-store/event-store';
import type { Streams } from '#event-store/streams';
import { releaseReserved } from '../platform/money/grants.js';
import type { Reaction } from './reaction.js';

type Ended = AidEventData['AidRejected'] | AidEventData['AidCancelled'];
type Recovered = AidEventData['ClawBackReceived'];

const ENDED = ['AidRejected', 'AidCancelled'] as const;

const aidIdOf = ({ stream }: StoredEvent): string => stream.slice(`${aid.category}-`.length);

const causeOf = ({ type }: StoredEvent) => (type === 'AidRejected' ? 'rejected' : 'cancelled');

/** What an aid claimed and held is free again when it comes to nothing, and what came back of it when it was clawed back. */
export const releaseWhatAnAidHeld = (streams: Streams): readonly Reaction[] => {
  const release = (householdId: string, data: EntitlementCommandData['ReleaseClaim'], context: Context) =>
    streams.handle(entitlement, householdId, { type: 'ReleaseClaim', data }, context);

  /** Money for goods was spent under the lot's name. */
  const useIdOf = async (aidId: string): Promise<string> => {
    const { state } = await streams.load(aid, aidId);
    return state.status === 'absent' ? aidId : (state.request.lotId ?? aidId);
  };

  return [
    {
      name: 'release-claim-of-ended-aid',
      category: 'aid',
      types: ENDED,
      react: async (event, context) => {
        const { householdId } = event.data as Ended;
        await release(householdId, { aidId: aidIdOf(event), cause: causeOf(event), releaseId: event.id }, context);
      },
    },
    {
      name: 'release-reservation-of-ended-aid',
      category: 'aid',
      types: ENDED,
      react: (event, context) => releaseReserved(streams, aidIdOf(event), causeOf(event), context),
    },
    {
      name: 'release-claim-of-recovered-money',
      category: 'aid',
      types: ['ClawBackReceived'],
      react: async (event, context) => {
        const { householdId, recoveryId: releaseId, amountFen } = event.data as Recovered;
        await release(householdId, { aidId: aidIdOf(event), cause: 'clawed_back', amountFen, releaseId }, context);
      },
    },
    {
      name: 'book-recovered-money',
      category: 'aid',
      types: ['ClawBackReceived'],
      react: async (event, context) => {
        const { fundId, recoveryId, amountFen, receivedOn: recoveredOn, voucher } = event.data as Recovered;
        const data = { useId: await useIdOf(aidIdOf(event)), recoveryId, amountFen, recoveredOn, voucher };
        await streams.handle(fund, fundId, { type: 'RecoverPayment', data }, context);
      },
    },
  ];
};
