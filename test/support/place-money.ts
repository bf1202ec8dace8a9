import { aid } from '#domain/aid/aid';
import { paymentBatch } from '#domain/payment-batch/payment-batch';
import { decision, request, untouched } from '#domain/testing/sample-aid';
import { testContext } from '#domain/testing/scenario';
import { uuidFrom } from '#event-store/request';
import { Streams } from '#event-store/streams';
import type { TestServer } from './server.js';

/** Where something is to belong: a unit, a household of it and its fund. */
type Where = Readonly<{ unit: string; householdId: string; fundId: string; sequence: number }>;

/** A list of payments of a unit, with an aid that is still to be granted. */
export const draftedBatch = async ({ app }: TestServer, { unit, householdId, fundId, sequence }: Where): Promise<string> => {
  const [aidId, batchId, payeePersonId] = ['aid', 'batch', 'payee'].map((kind) => uuidFrom(`${kind} of a list`, sequence)) as [
    string,
    string,
    string,
  ];
  const context = (step: string) => ({ ...testContext, unit, requestId: `${step} ${sequence}` });
  const asked = request({ aidId, householdId, unitId: unit, fundId, payeePersonId });
  const { fund: standing, ...judged } = decision(request({ fundId }));
  const decided = { ...judged, ...(standing && { fund: { ...standing, fundId } }) };
  const caps = untouched(decided);
  await app.get(Streams).handle(aid, aidId, { type: 'ProposeAid', data: { ...asked, decision: decided, caps } }, context('propose'));
  const lines = [{ lineNumber: 1, aidId, householdId, payeePersonId, fundId, amountFen: asked.amountFen }];
  const data = { batchId, unitId: unit, title: '演示批次', draftedOn: testContext.today, lines };
  await app.get(Streams).handle(paymentBatch, batchId, { type: 'DraftBatch', data }, context('draft a list'));
  return batchId;
};
