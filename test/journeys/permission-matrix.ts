import type { Role } from '#domain/account/account.events';

/**
 * Who may do what where: one row for each route of the server, to be read and agreed on as a whole. The spec beside this file
 * takes the routes from the running server, sends every one of them as each role, and fails on a route without a row here.
 *
 * Each role is held in one county. An answer is expected for what belongs to that county itself, to a unit below it, to the
 * county beside it, and to the city above it: `yes` (let through, whatever then becomes of it), 403 (this role never, or not
 * there though it may look), 404 (as if it were not there). A role that a row does not name gets 403 everywhere.
 */
export type Expected = 'yes' | 403 | 404;
export type Places = Readonly<{ own: Expected; below: Expected; sibling: Expected; above: Expected }>;
export type Row = Readonly<{ roles: readonly Role[]; places: Places }>;

const inReach: Places = { own: 'yes', below: 'yes', sibling: 404, above: 404 };
/** For what belongs to no unit. */
const anywhere: Places = { own: 'yes', below: 'yes', sibling: 'yes', above: 'yes' };
/** Rules of other regions are open to read, but not to write. */
const inRegion: Places = { own: 'yes', below: 'yes', sibling: 403, above: 403 };

const caseworkers: readonly Role[] = ['base_caseworker', 'service_centre_officer'];
const matchers: readonly Role[] = ['service_centre_officer'];
const reviewers: readonly Role[] = ['township_reviewer', 'county_approver'];
const approvers: readonly Role[] = ['county_approver'];
const importers: readonly Role[] = ['county_approver', 'service_centre_officer', 'rights_dept_officer', 'administrator'];
/** Who books what comes, goes and stays; who moves money between units, and approves aid. */
const fundKeepers: readonly Role[] = ['finance_officer'];
const allocators: readonly Role[] = ['county_approver', 'rights_dept_officer'];
/** Who orders goods, who keeps them, counts them in and hands them out. */
const buyers: readonly Role[] = ['service_centre_officer'];
const goodsKeepers: readonly Role[] = caseworkers;
/** 部门数据: who takes it in, and who reads what it came to. */
const runnersOfFeeds: readonly Role[] = ['county_approver', 'service_centre_officer', 'rights_dept_officer'];
/** People without a file of whom something was heard, and those who report themselves. */
const readersOfLeads: readonly Role[] = [...caseworkers, ...reviewers, 'rights_dept_officer', 'auditor'];
const workersOnLeads: readonly Role[] = [...caseworkers, 'township_reviewer'];
/** Who says who looks into a watch case. */
const assigners: readonly Role[] = ['township_reviewer', 'county_approver', 'service_centre_officer', 'rights_dept_officer'];
const policyMakers: readonly Role[] = ['rights_dept_officer'];
const administrators: readonly Role[] = ['administrator'];
const readersOfCases: readonly Role[] = [
  ...(['base_caseworker', 'township_reviewer', 'county_approver', 'service_centre_officer'] as const),
  ...(['finance_officer', 'rights_dept_officer', 'auditor'] as const),
];
/** ID numbers, cards, telephones and health in the clear; each look is recorded. */
const whoSeesUnmasked: readonly Role[] = [...caseworkers, ...reviewers, 'auditor'];
const readersOfCounts: readonly Role[] = [...readersOfCases, 'dashboard_viewer'];
const preparers: readonly Role[] = ['service_centre_officer'];
const readersOfPayments: readonly Role[] = [
  'county_approver',
  'service_centre_officer',
  'finance_officer',
  'rights_dept_officer',
  'auditor',
];
const overseers: readonly Role[] = ['administrator', 'auditor'];
const readersOfUnits: readonly Role[] = [...readersOfCases, 'dashboard_viewer', 'administrator'];

/** Routes that need no session. */
export const open: readonly string[] = [
  'GET /api/health/live',
  'GET /api/health/ready',
  'GET /api/openapi.json',
  'POST /api/self-reports',
  'GET /report',
  'GET /report/form.css',
  'GET /report/form.js',
  'POST /api/sessions',
];

/** Routes that every role may use, because they are about the caller himself. */
export const forEverybody: readonly string[] = ['GET /api/accounts/me', 'POST /api/accounts/me/change-password', 'DELETE /api/sessions'];

/** Routes that show nothing of any unit, so that nothing in their answers is foreign to anybody. */
export const ofNoUnit: readonly string[] = ['GET /api/metrics', 'GET /api/health/reactions', 'GET /api/policies', 'POST /api/imports'];

/** A stream shows what will come, which is nothing yet: what it then tells to whom is a journey of its own. */
export const endless: readonly string[] = ['GET /api/live'];

const rows = (roles: readonly Role[], places: Places, routes: readonly string[]): Record<string, Row> =>
  Object.fromEntries(routes.map((route) => [route, { roles, places }]));

/** A command on one file, by its action. */
const onFiles = (...actions: readonly string[]): string[] => actions.map((action) => `POST /api/households/:householdId/${action}`);

/** A command on one fund, by its action. */
const onFunds = (...actions: readonly string[]): string[] => actions.map((action) => `POST /api/funds/:fundId/${action}`);

/** A command on one list of payments, by its action. */
const onBatches = (...actions: readonly string[]): string[] => actions.map((action) => `POST /api/payment-batches/:batchId/${action}`);

/** A command on one lot of goods, by its action. */
const onGoods = (...actions: readonly string[]): string[] => actions.map((action) => `POST /api/goods-lots/:lotId/${action}`);

/** A command on one lead, by its action. */
const onLeads = (...actions: readonly string[]): string[] => actions.map((action) => `POST /api/leads/:leadId/${action}`);

/** A command on the watch over one household, by its action. */
const onWatches = (...actions: readonly string[]): string[] => actions.map((action) => `POST /api/watches/:householdId/${action}`);

/** A command on one aid, by its action. */
const onAids = (...actions: readonly string[]): string[] => actions.map((action) => `POST /api/aids/:aidId/${action}`);

export const matrix: Readonly<Record<string, Row>> = {
  ...rows(readersOfUnits, anywhere, ['GET /api/units']),
  ...rows(readersOfUnits, inReach, ['GET /api/units/:code']),
  ...rows(administrators, inReach, [
    'POST /api/units',
    'POST /api/units/:code/rename-unit',
    'POST /api/units/:code/move-unit',
    'POST /api/units/:code/close-unit',
  ]),

  ...rows(overseers, anywhere, ['GET /api/metrics', 'GET /api/health/reactions']),

  ...rows(readersOfUnits, anywhere, ['GET /api/live']),

  // What was tried with money is for who audits, and for nobody whose work it was.
  ...rows(['auditor'], anywhere, ['GET /api/refusals']),

  ...rows(overseers, anywhere, ['GET /api/accounts']),
  ...rows(overseers, inReach, ['GET /api/accounts/:accountId']),
  ...rows(administrators, inReach, [
    'POST /api/accounts',
    'POST /api/accounts/:accountId/assign-role',
    'POST /api/accounts/:accountId/remove-role',
    'POST /api/accounts/:accountId/reset-password',
    'POST /api/accounts/:accountId/disable-account',
    'POST /api/accounts/:accountId/enable-account',
  ]),

  ...rows(readersOfCases, anywhere, ['GET /api/policies', 'GET /api/policies/:policyId/versions/:version']),
  // Whom a version would move: households of the caller’s units only.
  ...rows(readersOfCases, anywhere, ['GET /api/policies/:policyId/versions/:version/effects']),
  // Whose rules ever: what they would do is told of the caller's own households.
  ...rows(policyMakers, anywhere, ['POST /api/policies/:policyId/try']),
  ...rows(readersOfCases, inReach, ['GET /api/policies/in-force']),
  ...rows(policyMakers, inRegion, [
    'POST /api/policies/:policyId/draft-policy',
    'POST /api/policies/:policyId/discard-draft',
    'POST /api/policies/:policyId/publish-policy',
    'POST /api/policies/:policyId/supersede-policy',
  ]),

  ...rows(readersOfCases, anywhere, ['GET /api/households', 'POST /api/households/search', 'GET /api/tasks']),
  ...rows(readersOfCases, anywhere, ['GET /api/households/export.csv', 'GET /api/households/export.xlsx']),
  ...rows(readersOfCounts, anywhere, ['GET /api/households/counts']),
  ...rows(readersOfCases, inReach, [
    'GET /api/households/:householdId',
    'GET /api/households/:householdId/timeline',
    'GET /api/households/:householdId/missing-steps',
    'GET /api/households/:householdId/public-notice',
  ]),
  ...rows(whoSeesUnmasked, inReach, onFiles('reveal')),
  ...rows(caseworkers, inReach, [
    'POST /api/households',
    ...onFiles('authorise-data-checks', 'record-home-survey', 'post-public-notice', 'raise-objection', 'close-notice'),
    ...onFiles('add-member', 'change-member', 'remove-member', 'change-principal-contact', 'change-principal-details'),
    ...onFiles('declare-income', 'declare-expenses', 'record-assets', 'record-accident', 'withdraw-accident', 'set-causes'),
    ...onFiles('record-monthly-income', 'bind-bank-card', 're-verify', 'resubmit-application', 'preview-classification'),
  ]),
  ...rows(matchers, inReach, onFiles('record-data-match', 'explain-data-match')),
  ...rows(reviewers, inReach, onFiles('pass-review', 'return-for-correction', 'resolve-objection')),
  ...rows(approvers, inReach, [
    ...onFiles('classify-household', 'approve-household', 'reject-application', 'reclassify-household', 'mark-entered'),
    ...onFiles('set-archive-level', 'make-formal', 'correct-fact', 'transfer-household', 'absorb-household'),
    ...onFiles('leave-difficulty', 'cancel-household', 'withdraw-household', 'reopen-on-relapse'),
  ]),

  ...rows(readersOfCases, anywhere, ['GET /api/watches', 'GET /api/watches/export.csv', 'GET /api/watches/export.xlsx']),
  ...rows(readersOfCounts, anywhere, ['GET /api/watches/counts']),
  ...rows(readersOfCases, inReach, ['GET /api/watches/:householdId']),
  ...rows(caseworkers, inReach, [
    'POST /api/watches',
    ...onWatches('verify', 'plan-measures', 'deliver-measure', 'follow-up', 'keep-under-watch'),
    ...onWatches('record-visit-finding', 'withdraw-signal', 'mark-urgent', 'drop-measure'),
  ]),
  ...rows(assigners, inReach, onWatches('assign')),
  ...rows(allocators, inReach, onWatches('reject', 'clear-risk', 'confirm-relapse')),

  // Figures are for who may see counts; the households behind them are not.
  ...rows(readersOfCounts, inReach, [
    'GET /api/dashboards/risk',
    'GET /api/dashboards/risk/course',
    'GET /api/dashboards/verification',
    'GET /api/dashboards/relapse',
    'GET /api/dashboards/signals',
  ]),
  ...rows(readersOfCounts, anywhere, ['GET /api/dashboards/risk/export.xlsx']),
  ...rows(readersOfCases, anywhere, [
    'GET /api/dashboards/risk/households',
    'GET /api/dashboards/risk/households/export.xlsx',
    'GET /api/dashboards/relapse/households',
    'GET /api/dashboards/signals/households',
  ]),

  // An import belongs to the unit in which its sender held his role.
  ...rows(importers, anywhere, ['POST /api/imports']),
  ...rows(importers, inReach, ['POST /api/imports/:importId/cancel']),
  ...rows([...importers, 'auditor'], anywhere, ['GET /api/imports']),
  ...rows([...importers, 'auditor'], inReach, ['GET /api/imports/:importId']),
  ...rows(readersOfCases, inReach, ['GET /api/imports/:importId/verdicts.csv']),

  ...rows(readersOfCases, anywhere, ['GET /api/funds', 'GET /api/funds/trial-balance', 'GET /api/funds/unspent']),
  ...rows(readersOfCases, anywhere, ['GET /api/funds/unspent/export.csv', 'GET /api/funds/unspent/export.xlsx']),
  ...rows(readersOfCases, inReach, [
    'GET /api/funds/:fundId',
    'GET /api/funds/:fundId/ledger',
    'GET /api/funds/:fundId/ledger/export.csv',
    'GET /api/funds/:fundId/ledger/export.xlsx',
  ]),
  ...rows(readersOfCounts, anywhere, ['GET /api/publicity/donations']),
  ...rows(fundKeepers, inReach, ['POST /api/funds', ...onFunds('receive-amount', 'return-amount', 'carry-over', 'close')]),
  // 收回 is the giving unit's: here the unit named is the fund's own, which the rules then refuse.
  ...rows(allocators, inReach, onFunds('allocate', 'take-back')),

  ...rows(readersOfCases, anywhere, ['GET /api/aids', 'POST /api/aids/search', 'GET /api/publicity/aids']),
  ...rows(readersOfCases, anywhere, ['GET /api/aids/export.csv', 'GET /api/aids/export.xlsx']),
  ...rows(readersOfCounts, anywhere, ['GET /api/aids/counts']),
  ...rows(readersOfCases, inReach, ['GET /api/aids/:aidId']),
  ...rows(readersOfCases, inReach, ['GET /api/households/:householdId/aids', 'GET /api/households/:householdId/entitlement']),
  ...rows(caseworkers, inReach, ['POST /api/aids', 'POST /api/aids/preview', ...onAids('revise', 'cancel', 'sign-receipt')]),
  ...rows(reviewers, inReach, onAids('pass-review', 'return')),
  ...rows(allocators, inReach, onAids('approve', 'reject', 'order-claw-back')),
  ...rows(fundKeepers, inReach, onAids('record-claw-back')),

  ...rows(readersOfPayments, anywhere, ['GET /api/payment-batches']),
  ...rows(readersOfPayments, inReach, [
    'GET /api/payment-batches/:batchId',
    'GET /api/payment-batches/:batchId/lines',
    'GET /api/payment-batches/:batchId/unmatched',
    'GET /api/payment-batches/:batchId/sheet',
    'GET /api/payment-batches/:batchId/export',
  ]),
  ...rows(preparers, inReach, ['POST /api/payment-batches', ...onBatches('freeze', 'cancel')]),
  ...rows(fundKeepers, inReach, onBatches('sign-off', 'export-bank-file', 'import-bank-result')),
  ...rows(fundKeepers, inReach, onBatches('resolve-unmatched-row', 'reconcile')),

  ...rows(readersOfCases, anywhere, ['GET /api/goods-lots']),
  ...rows(readersOfCases, inReach, ['GET /api/goods-lots/:lotId']),
  ...rows(buyers, inReach, ['POST /api/goods-lots', ...onGoods('cancel-procurement')]),
  ...rows(goodsKeepers, inReach, onGoods('record-delivery', 'write-off', 'issue')),
  ...rows(fundKeepers, inReach, onGoods('record-supplier-payment')),

  ...rows([...runnersOfFeeds, 'auditor'], anywhere, ['GET /api/feeds']),
  ...rows([...runnersOfFeeds, 'auditor'], inReach, [
    'GET /api/feeds/:feedId',
    'GET /api/feeds/:feedId/faults',
    'GET /api/feeds/:feedId/faults.csv',
  ]),
  ...rows(runnersOfFeeds, inReach, ['POST /api/feeds/:kind', 'POST /api/feeds/:kind/rows', 'POST /api/feeds/:feedId/cancel']),

  ...rows(readersOfLeads, anywhere, ['GET /api/leads']),
  ...rows(readersOfLeads, inReach, ['GET /api/leads/:leadId']),
  ...rows(workersOnLeads, inReach, onLeads('assign', 'link', 'dismiss')),
  ...rows(whoSeesUnmasked, inReach, onLeads('reveal')),
  ...rows(readersOfLeads, inReach, ['GET /api/units/:unitId/self-report-link', 'GET /api/units/:unitId/self-report-link.svg']),
};
