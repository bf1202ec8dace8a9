import { starterPolicy } from '#domain/policy/starter-policy';
import { applicationOf, assets, incomes, rigidCosts, window } from '../support/case-work.js';
import { idNumberOf } from '../support/people.js';

/** One of the four places of the matrix: a unit, and something of every kind that belongs to it. */
export type Place = Readonly<{
  unit: string;
  area: string;
  accountId: string;
  householdId: string;
  fundId: string;
  aidId: string;
  leadId: string;
  lotId: string;
  batchId: string;
  policyId: string;
  importId: string;
  feedId: string;
  sequence: number;
}>;

/** What to send to a route: every field that makes it well-formed, so that whether the caller may is what decides. */
export type Sent = Readonly<{ query?: Readonly<Record<string, string>>; body?: object }>;

const uuid = '00000000-0000-4000-8000-000000000001';
const day = '2022-02-09';
const role = (held: string) => (at: Place) => ({ role: held, unit: at.unit });
const application = (at: Place) =>
  applicationOf(idNumberOf('1969-05-11', at.sequence), { unitId: at.unit, fileNumber: `N-${at.sequence}` });
const { title, effectiveFrom, rules } = starterPolicy;

/** Bodies of commands on one file, by action. */
const ofFiles: Readonly<Record<string, (at: Place) => object>> = {
  'absorb-household': (at) => ({ absorbedHouseholdId: at.householdId, mergedOn: day, members: [] }),
  'add-member': () => ({ name: '董勇', relation: 'spouse' }),
  'approve-household': () => ({ approvedOn: day }),
  'authorise-data-checks': () => ({ signedOn: day, scope: ['housing'], signedBy: [uuid] }),
  'bind-bank-card': () => ({ holderName: '高娟', bankName: '演示银行', cardNumber: '6222020000000000018' }),
  'cancel-household': () => ({ cancelledOn: day, reasonKind: 'retired' }),
  'change-member': () => ({ personId: uuid, name: '董勇', relation: 'spouse' }),
  'change-principal-contact': () => ({ phone: '19900005401' }),
  'change-principal-details': () => ({ workStatus: 'sick_leave' }),
  'close-notice': () => ({ closedOn: day }),
  'correct-fact': () => ({ correctsRevision: 0, reason: '录入有误', correction: { kind: 'date', date: 'appliedOn', on: '2022-01-16' } }),
  'declare-expenses': () => ({ rigidCosts, window }),
  'declare-income': () => ({ incomes, window }),
  'explain-data-match': () => ({ matchId: uuid, explainedOn: day, explanation: '房屋已出售' }),
  'leave-difficulty': () => ({ leftOn: day, explainedOn: day, causeRemoved: '已就业' }),
  'make-formal': () => ({ madeFormalOn: day }),
  'mark-entered': () => ({ enteredOn: day }),
  'pass-review': () => ({ reviewedOn: day }),
  'post-public-notice': () => ({ postedOn: day, place: '厂务公开栏' }),
  'raise-objection': () => ({ objectionId: uuid, raisedOn: day, text: '有车' }),
  're-verify': () => ({ verifiedOn: day, outcome: 'unchanged' }),
  'reclassify-household': () => ({ onDate: day }),
  'record-accident': () => ({ accident: { kind: '交通事故', costFen: 2, compensationFen: 1 } }),
  'record-assets': () => ({ assets }),
  'record-data-match': () => ({ matchId: uuid, source: 'housing', result: 'clean', matchedOn: day }),
  'record-home-survey': () => ({ surveyedOn: day, surveyors: [uuid], findings: '住房简陋' }),
  'record-monthly-income': () => ({ month: '2022-01', incomeFen: 1 }),
  'reject-application': () => ({ rejectedOn: day, reasonKind: 'papers_incomplete' }),
  'remove-member': () => ({ personId: uuid, removedOn: day, reasonKind: 'married' }),
  'reopen-on-relapse': () => ({ reopenedOn: day, circumstances: '再次失业' }),
  'resolve-objection': () => ({ objectionId: uuid, resolvedOn: day, outcome: 'dismissed', findings: '属实' }),
  'resubmit-application': () => ({ resubmittedOn: day }),
  'return-for-correction': () => ({ returnedOn: day, redo: ['survey'], reason: '缺少调查表' }),
  reveal: () => ({ reason: '核对银行卡' }),
  'set-archive-level': () => ({ archiveLevel: 'county' }),
  'set-causes': () => ({ main: 'critical_illness', secondary: [] }),
  'transfer-household': (at) => ({ toUnitId: at.unit, transferredOn: day, reasonKind: 'moved' }),
  'withdraw-household': () => ({ withdrawnOn: day, reasonKind: 'other', explanation: '申请有误' }),
};

/** Bodies of commands on one fund, by action. */
const ofFunds: Readonly<Record<string, (at: Place) => object>> = {
  allocate: (at) => ({ toUnitId: at.unit, amountFen: 1, allocatedOn: day, document: '拨付通知1号' }),
  'carry-over': () => ({ amountFen: 1, carriedOverOn: day, document: '结转批复1号' }),
  close: () => ({ closedOn: day }),
  'receive-amount': () => ({ fundType: 'own_union_budget', amountFen: 1, voucher: '记-1', receivedOn: day }),
  'return-amount': () => ({ amountFen: 1, returnedOn: day, voucher: '记-2', payee: '演示市总工会' }),
  'take-back': (at) => ({ toUnitId: at.unit, amountFen: 1, takenBackOn: day, document: '收回通知1号' }),
};

/** Bodies of commands on one lot of goods, by action. */
const ofGoods: Readonly<Record<string, (at: Place) => object>> = {
  'cancel-procurement': () => ({ cancelledOn: day, document: '解除合同1号' }),
  issue: () => ({ aidId: uuid, issuedOn: day }),
  'record-delivery': () => ({ deliveredOn: day, quantity: 1 }),
  'record-supplier-payment': () => ({ paidOn: day, voucher: '记-3' }),
  'write-off': () => ({ quantity: 1, reasonKind: 'damaged', writtenOffOn: day, document: '报损单1号' }),
};

/** Bodies of commands on one list of payments, by action. */
const ofBatches: Readonly<Record<string, () => object>> = {
  cancel: () => ({ cancelledOn: day, explanation: '名单有误' }),
  'export-bank-file': () => ({ format: 'csv_utf8' }),
  freeze: () => ({ frozenOn: day }),
  reconcile: () => ({ reconciledOn: day, statementFen: 1 }),
  'resolve-unmatched-row': () => ({ unmatchedId: uuid, explanation: '与银行核对' }),
  'sign-off': () => ({ signedOffOn: day }),
};

const aidRequest = (at: Place) => ({
  ...{ item: 'living_aid', form: 'cash', amountFen: 30_000, fundId: at.fundId, payeePersonId: uuid, basis: '2022-02' },
});

/** Bodies of commands on one aid, by action. */
const ofAids: Readonly<Record<string, (at: Place) => object>> = {
  approve: () => ({ approvedOn: day }),
  cancel: () => ({ cancelledOn: day, reasonKind: 'asked_by_worker' }),
  'order-claw-back': () => ({ orderedOn: day, amountFen: 1, reasonKind: 'false_statement' }),
  'pass-review': () => ({ reviewedOn: day }),
  'record-claw-back': () => ({ recoveryId: uuid, receivedOn: day, amountFen: 1, voucher: '收-1' }),
  reject: () => ({ rejectedOn: day, reasonKind: 'not_needed' }),
  return: () => ({ returnedOn: day, explanation: '缺收入证明' }),
  revise: aidRequest,
  'sign-receipt': () => ({ signedOn: day, proof: 'signature' }),
};

const watchRaising = (at: Place) => ({
  ...{ householdId: at.householdId, kind: 'sudden_hardship_household', severity: 'yellow', cause: 'critical_illness' },
  ...{ source: 'caseworker', urgent: false, statement: '突发重病' },
});

/** Bodies of commands on the watch over one household, by action. */
const ofWatches: Readonly<Record<string, () => object>> = {
  assign: () => ({ assignees: [uuid], assignedOn: day }),
  'clear-risk': () => ({ clearedOn: day, costsSettled: true, explanation: '收入稳定' }),
  'confirm-relapse': () => ({ confirmedOn: day, circumstances: '再次患病' }),
  'deliver-measure': () => ({ measureId: uuid, deliveredOn: day }),
  'drop-measure': () => ({ measureId: uuid, droppedOn: day, explanation: '不再需要' }),
  'follow-up': () => ({ followedUpOn: day, method: 'phone', findings: '尚可', severity: 'green', stable: true }),
  'keep-under-watch': () => ({ reviewedOn: day, explanation: '仍有风险' }),
  'mark-urgent': () => ({ markedOn: day, explanation: '家中断粮' }),
  'plan-measures': () => ({ plannedOn: day, measures: [{ measureId: uuid, kind: 'visit', dueOn: day, description: '走访' }] }),
  'record-visit-finding': () => ({ visitedOn: day, judgement: 'unchanged', findings: '与上次相同' }),
  reject: () => ({ rejectedOn: day, reasonKind: 'not_confirmed', explanation: '情况不属实' }),
  verify: () => ({ visitedOn: day, visitors: [uuid], findings: '属实', severity: 'red', cause: 'critical_illness', hasLabour: true }),
  'withdraw-signal': () => ({ signalId: uuid, explanation: '报送有误' }),
};

const purchase = (at: Place) => ({
  ...{ fundId: at.fundId, category: '粮油', description: '大米', quantity: 1, unitPriceFen: 1 },
  ...{ supplier: { name: '演示粮油公司', creditCode: '91350100M000100Y43' }, procurementKind: 'direct_purchase' },
  ...{ document: '合同1号', procuredOn: day, commercialSponsor: false },
});

/** Bodies of commands on one lead, by action: none of them ends it. */
const ofLeads: Readonly<Record<string, (at: Place) => object>> = {
  assign: () => ({ assignees: [uuid], assignedOn: day }),
  link: () => ({ linkedOn: day }),
  dismiss: () => ({ reasonKind: 'other', dismissedOn: day }),
  reveal: () => ({ reason: '电话核实' }),
};

/** By route; a route that is not here takes an empty body and nothing in its query. Nothing that is sent takes the place apart. */
const sentTo: Readonly<Record<string, (at: Place) => Sent>> = {
  'POST /api/units': (at) => ({ body: { code: `${at.unit}-N`, parent: at.unit, kind: 'base_union', name: '新建工会' } }),
  'POST /api/units/:code/rename-unit': (at) => ({ body: { name: `更名${at.sequence}` } }),
  'POST /api/units/:code/move-unit': (at) => ({ body: { parent: at.unit } }),
  'POST /api/accounts': (at) => ({
    body: { username: `newcomer-${at.sequence}`, displayName: '新来的人', roles: [role('auditor')(at)] },
  }),
  'POST /api/accounts/:accountId/assign-role': (at) => ({ body: role('auditor')(at) }),
  'POST /api/accounts/:accountId/remove-role': (at) => ({ body: role('dashboard_viewer')(at) }),
  'GET /api/policies/in-force': (at) => ({ query: { unit: at.unit } }),
  'POST /api/policies/:policyId/draft-policy': (at) => ({ body: { title, effectiveFrom, rules, area: at.area } }),
  'POST /api/policies/:policyId/publish-policy': () => ({ body: { version: 2 } }),
  'POST /api/policies/:policyId/supersede-policy': () => ({ body: { version: 1, from: day } }),
  'POST /api/policies/:policyId/try': () => ({ body: { version: 1 } }),
  'POST /api/households': (at) => ({ body: application(at) }),
  'GET /api/funds/unspent': () => ({ query: { year: '2022' } }),
  'GET /api/funds/unspent/export.csv': () => ({ query: { year: '2022' } }),
  'GET /api/funds/unspent/export.xlsx': () => ({ query: { year: '2022' } }),
  'POST /api/funds': (at) => ({
    body: { source: 'union_funds', sourceLevel: 'city', purpose: 'warmth', unitId: at.unit, year: 2022 },
  }),
  'POST /api/goods-lots': (at) => ({ body: purchase(at) }),
  'POST /api/aids': (at) => ({ body: { ...aidRequest(at), householdId: at.householdId } }),
  'POST /api/aids/preview': (at) => ({ body: { ...aidRequest(at), householdId: at.householdId } }),
  'POST /api/aids/search': () => ({ body: { name: '高娟', limit: 200 } }),
  'GET /api/dashboards/risk': (at) => ({ query: { unit: at.unit } }),
  'GET /api/dashboards/risk/course': (at) => ({ query: { unit: at.unit } }),
  'GET /api/dashboards/verification': (at) => ({ query: { unit: at.unit } }),
  'GET /api/dashboards/relapse': (at) => ({ query: { unit: at.unit } }),
  'GET /api/dashboards/signals': (at) => ({ query: { unit: at.unit } }),
  'POST /api/watches': (at) => ({ body: watchRaising(at) }),
  'POST /api/payment-batches': (at) => ({ body: { unitId: at.unit, title: '演示批次', draftedOn: day, aidIds: [uuid] } }),
  'POST /api/feeds/:kind': (at) => ({ query: { unit: at.unit } }),
  'POST /api/feeds/:kind/rows': (at) => ({ query: { unit: at.unit }, body: { rows: [{ 姓名: '高娟' }] } }),
  'GET /report': (at) => ({ query: { unit: at.unit } }),
  'POST /api/self-reports': (at) => ({
    body: {
      unitCode: at.unit,
      name: '高娟',
      idNumber: idNumberOf('1969-05-12', at.sequence),
      phone: '19900005401',
      change: 'illness',
      words: '住院',
    },
  }),
  'POST /api/households/search': () => ({ body: { name: '高娟', limit: 200 } }),
};

/** What to send to `route` so that it is about `at`. */
export const requestTo = (route: string, at: Place): Sent & Readonly<{ method: string; path: string }> => {
  const [method = '', pattern = ''] = route.split(' ');
  const names: Readonly<Record<string, string>> = {
    ...{ code: at.unit, accountId: at.accountId, householdId: at.householdId, fundId: at.fundId, lotId: at.lotId },
    ...{ feedId: at.feedId, kind: 'medical_cost' },
    ...{ unitId: at.unit, leadId: at.leadId },
    ...{ policyId: at.policyId, version: '1', importId: at.importId, batchId: at.batchId, aidId: at.aidId },
  };
  // The few routes outside the API are reached from it.
  const within = pattern.startsWith('/api/') ? pattern.slice('/api'.length) : `/..${pattern}`;
  const path = within.replace(/:(\w+)/g, (_, name: string) => names[name] ?? `no-${name}`);
  const ofHouseholds = pattern.startsWith('/api/watches/') ? ofWatches : ofFiles;
  const bodyOfFile = ofHouseholds[pattern.split('/:householdId/')[1] ?? ''];
  const bodyOfFund = ofFunds[pattern.split('/:fundId/')[1] ?? ''];
  const bodyOfLot = ofGoods[pattern.split('/:lotId/')[1] ?? ''];
  const bodyOfBatch = ofBatches[pattern.split('/:batchId/')[1] ?? ''];
  const bodyOfAid = ofAids[pattern.split('/:aidId/')[1] ?? ''];
  const bodyOfLead = ofLeads[pattern.split('/:leadId/')[1] ?? ''];
  const bodyOf = bodyOfLead ?? bodyOfFile ?? bodyOfFund ?? bodyOfLot ?? bodyOfBatch ?? bodyOfAid;
  const sent = sentTo[route]?.(at) ?? (bodyOf && method === 'POST' ? { body: bodyOf(at) } : {});
  return { method, path, ...sent, ...(method === 'POST' && !sent.body ? { body: {} } : {}) };
};

/** The units that the rows of a list belong to. A list whose rows belong to none is not here. */
export const unitsShownBy: Readonly<Record<string, (row: Record<string, unknown>) => readonly string[]>> = {
  'GET /api/units': ({ code }) => [String(code)],
  'GET /api/accounts': ({ roles }) => (roles as { unit: string }[]).map(({ unit }) => unit),
  'GET /api/households': ({ unitId }) => [String(unitId)],
  'POST /api/households/search': ({ unitId }) => [String(unitId)],
  'GET /api/tasks': ({ unitId }) => [String(unitId)],
  'GET /api/watches': ({ unitId }) => [String(unitId)],
  'GET /api/dashboards/risk/households': ({ unitId }) => [String(unitId)],
  'GET /api/dashboards/relapse/households': ({ unitId }) => [String(unitId)],
  'GET /api/dashboards/signals/households': ({ unitId }) => [String(unitId)],
  'GET /api/policies/:policyId/versions/:version/effects': ({ unitId }) => [String(unitId)],
  'GET /api/leads': ({ unitId }) => [String(unitId)],
  'GET /api/goods-lots': ({ unitId }) => [String(unitId)],
  'GET /api/payment-batches': ({ unitId }) => [String(unitId)],
  'GET /api/aids': ({ unitId }) => [String(unitId)],
  'POST /api/aids/search': ({ unitId }) => [String(unitId)],
  'GET /api/publicity/aids': ({ unitId }) => [String(unitId)],
  'GET /api/funds': ({ unitId }) => [String(unitId)],
  'GET /api/funds/trial-balance': ({ unitId }) => [String(unitId)],
  'GET /api/funds/unspent': ({ unitId }) => [String(unitId)],
  'GET /api/publicity/donations': ({ unitId }) => [String(unitId)],
  'GET /api/feeds': ({ unitId }) => [String(unitId)],
  'GET /api/imports': ({ unit }) => [String(unit)],
  'GET /api/refusals': ({ unitId }) => [String(unitId)],
};

/** Exports of tables that are answered whole, by the name of their rows: they know no pages. */
export const tables: Readonly<Record<string, string>> = { 'GET /api/dashboards/risk/export.xlsx': 'units' };
