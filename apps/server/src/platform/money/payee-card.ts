import type { AidCommandData } from '#domain/aid/aid.commands';
import { household } from '#domain/household/household';
import { ERASED } from '#domain/kernel/message';
import { Refusal } from '#domain/kernel/refusal';
import type { Streams } from '#event-store/streams';

/** A card as it is frozen into an aid. */
export type PayeeCard = Omit<AidCommandData['PutAidInBatch'], 'batchId'>;

/**
 * The card on a household's file, with the name of whose it is; whether that is the payee is the aid's question.
 * @throws {Refusal} `card-missing` where the file has none, `person-erased` where what it had is gone
 */
export const payeeCard = async (streams: Streams, householdId: string): Promise<PayeeCard> => {
  const { state } = await streams.load(household, householdId);
  if (state.status === 'absent' || !state.facts.bankCard) throw new Refusal('card-missing', { householdId });
  const { bankCard, principal, members } = state.facts;
  const { holderPersonId, bankName, branch, cardNumber } = bankCard;
  if (cardNumber === ERASED) throw new Refusal('person-erased');
  const holder = [principal, ...members].find(({ personId }) => personId === holderPersonId);
  return {
    ...{ cardHolderPersonId: holderPersonId, bankName, cardNumber, holderName: holder?.name ?? '' },
    ...(branch !== undefined && { branch }),
  };
};
