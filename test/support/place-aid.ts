import { aid } from '#domain/aid/aid';
import type { AidCommand } from '#domain/aid/aid.commands';
import { card, countyApprover, decision, payer, request, reviewer, today, untouched } from '#domain/testing/sample-aid';
import { testContext } from '#domain/testing/scenario';
import { uuidFrom } from '#event-store/request';
import { Streams } from '#event-store/streams';
import type { TestServer } from './server.js';

/** Where an aid is to belong: a unit, a household of it and its fund. */
type Where = Readonly<{ unit: string; householdId: string; fundId: string; sequence: number }>;

/** An aid of a unit that was paid; its id. Only the aid itself knows of it: no fund, no list and no caps. */
export const paidAid = async ({ app }: TestServer, { unit, householdId, fundId, sequence }: Where): Promise<string> => {
  const [aidId, payeePersonId] = [uuidFrom('paid aid', sequence), uuidFrom('payee of a paid aid', sequence)];
  const asked = request({ aidId, householdId, unitId: unit, fundId, payeePersonId });
  const { fund: standing, ...decided } = decision(request({ fundId }));
  const judged = { ...decided, ...(standing && { fund: { ...standing, fundId } }) };
  const act = (command: AidCommand, who: Readonly<{ by?: string; role?: string }> = {}) =>
    app.get(Streams).handle(aid, aidId, command, { ...testContext, ...who, unit, requestId: `${command.type} ${aidId}` });
  const approval = { level: 'county', by: countyApprover.by, approvedOn: today } as const;
  await act({ type: 'ProposeAid', data: { ...asked, decision: judged, caps: untouched(judged) } });
  await act({ type: 'ReviewAid', data: { reviewedOn: today } }, reviewer);
  await act({ type: 'GrantAid', data: { aidId, round: 1, approval, decision: judged } }, countyApprover);
  await act({ type: 'PutAidInBatch', data: { batchId: 'batch-1', cardHolderPersonId: payeePersonId, ...card } }, payer);
  await act({ type: 'RecordAidPayment', data: { batchId: 'batch-1', paidOn: today } }, payer);
  return aidId;
};
