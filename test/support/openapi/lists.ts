import { AidWork } from '../aid-work.js';
import { BatchWork, resultCsv, type Payable, type ResultRow } from '../batch-work.js';
import { ok, type CaseWork, type Office } from '../case-work.js';
import type { Clerk } from '../city.js';
import { bankCardOf } from '../people.js';
import type { TestServer } from '../server.js';

const TODAY = '2022-02-10';
const CARD = bankCardOf(900_000);

const paid = (line: number, { card }: Payable): ResultRow => [String(line), card, '1.00', '成功', '', TODAY];
const garbled: ResultRow = ['?', '?', '?', '?', '?', '?'];

/** What can be asked about lists of payments: one that is drafted, one that the bank has, a row of its answer that waits, and an answer. */
export type Lists = Readonly<{ batchIds: readonly string[]; unmatchedIds: readonly string[]; answers: readonly string[] }>;

/** Lists of a county, for which one household was granted three aids; `payer` had no part in them. */
export const listsOf = async (server: TestServer, office: Office, payer: Clerk, work: CaseWork, fundId: string): Promise<Lists> => {
  const { caseworker, reviewer, approver, matcher } = office;
  const people = { proposer: caseworker, reviewer, approver, cityOfficer: payer, keeper: payer, auditor: payer };
  const lists = new BatchWork(server, new AidWork(server, people, TODAY), matcher, payer);
  await ok(work.command(caseworker, 'bind-bank-card', { holderName: '高娟', bankName: '演示银行', cardNumber: CARD }));
  const payable = (basis: string) => lists.payable({ file: work, card: CARD }, fundId, { basis, amountFen: 100 });
  const [drafted, first, second] = [await payable('list-1'), await payable('list-2'), await payable('list-3')];
  const sent = await lists.sent([first.aidId, second.aidId]);
  const { body } = await ok(lists.send(sent, resultCsv(paid(1, first), garbled)));
  const unmatchedIds = (await lists.unmatched(sent, body.position)).map(({ unmatchedId }: { unmatchedId: string }) => unmatchedId);
  return {
    batchIds: [await lists.drafted([drafted.aidId]), sent],
    unmatchedIds,
    answers: [resultCsv(paid(2, second)), resultCsv(garbled)],
  };
};
