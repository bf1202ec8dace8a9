import {
  accident,
  applied,
  approver,
  assets,
  authorised,
  classificationOf,
  classified,
  event,
  facts,
  given,
  inCare,
  incomes,
  matched,
  noticeClosed,
  objected,
  posted,
  principal,
  readyForApproval,
  registered,
  reviewed,
  rigidCosts,
  spouse,
  surveyed,
  window,
  type PastEvent,
} from './sample-household.js';
import type { HouseholdCommandData } from '../household/household.commands.js';
import type { household } from '../household/household.js';

type Case<Data> = Readonly<{ history: readonly PastEvent[]; data: Data; by?: object }>;
type Cases = { [Type in keyof HouseholdCommandData]: readonly Case<HouseholdCommandData[Type]>[] };

const card = { holderPersonId: 'p1', bankName: '演示银行', branch: '东支行', cardNumber: '9999999236834510221' };
const on = '2022-03-01';
const application = { householdId: 'h1', unitId: 'U1', fileNumber: 'F-1', archiveLevel: 'city', appliedOn: on, principal } as const;
const causes = { main: 'critical_illness', secondary: ['other'] } as const;
const steps = ['authorisation', 'survey', 'notice', 'review', 'data_match'] as const;
const above = ['2022-01', '2022-02'].map((month): PastEvent =>
  event('MonthlyIncomeRecorded', { month, incomeFen: 500_000, persons: 2, lineMonthlyFen: 63_000 }),
);
const left = event('HouseholdLeftDifficulty', {
  personId: 'p1',
  leftOn: on,
  explainedOn: on,
  causeRemoved: '已返岗',
  months: [],
  exit: { multiplePercent: 100, comparison: '<=' },
  exitStableMonths: 0,
  policyVersion: 'pingdingshan@1',
});
const returned = event('ReturnedForCorrection', { unitId: 'U1', returnedOn: on, redo: [] });
const imported = {
  ...application,
  importId: 'i1',
  row: 2,
  registeredOn: on,
  members: [spouse],
  incomes,
  rigidCosts,
  window,
  assets,
  accident,
  causes,
  bankCard: card,
  classification: classificationOf({ accident }),
};

/** Every command in a situation where it says yes; a new command does not compile until it stands here. */
const cases: Cases = {
  ApplyForHousehold: [{ history: [], data: { ...application, temporary: false, causes } }],
  ImportHousehold: [{ history: [], data: imported }],
  AuthoriseDataChecks: [{ history: [applied()], data: { scope: ['housing'], signedOn: on, signedBy: ['p1'] } }],
  RecordHomeSurvey: [{ history: [applied()], data: { surveyedOn: on, surveyors: ['a', 'b'], minimumSurveyors: 2, findings: '住房简陋' } }],
  PostPublicNotice: [{ history: [applied()], data: { postedOn: on, endsOn: '2022-03-08', place: '厂务公开栏' } }],
  RaiseObjection: [{ history: [applied(), posted], data: { objectionId: 'o1', raisedOn: on, text: '另有房产' } }],
  ResolveObjection: [
    { history: [applied(), posted, objected], data: { objectionId: 'o1', resolvedOn: on, outcome: 'dismissed', findings: '已核对产权' } },
  ],
  CloseNotice: [{ history: [applied(), posted], data: { closedOn: on } }],
  PassReview: [{ history: [applied()], data: { reviewedOn: on }, by: approver }],
  ReturnForCorrection: [{ history: [applied()], data: { returnedOn: on, redo: ['notice'], reason: '缺证明' }, by: approver }],
  ResubmitApplication: [{ history: [applied(), returned], data: { resubmittedOn: on } }],
  RecordDataMatch: [
    {
      history: [applied(), authorised],
      data: { matchId: 'm1', source: 'housing', result: 'hits', matchedOn: on, hits: '名下两套住房' },
    },
  ],
  ExplainDataMatch: [
    { history: [applied(), authorised, matched('hits')], data: { matchId: 'm1', explainedOn: on, explanation: '其中一套已拆迁' } },
  ],
  ApproveHousehold: [
    { history: readyForApproval, data: { approvedOn: on, requiredSteps: steps, reverifyDueOn: '2023-03-01' }, by: approver },
  ],
  RejectApplication: [{ history: [applied()], data: { rejectedOn: on, reasonKind: 'other', explanation: '已有去处' }, by: approver }],
  MarkEntered: [{ history: inCare, data: { enteredOn: on } }],
  ClassifyHousehold: [{ history: [applied(), ...facts], data: { classification: classificationOf() } }],
  ReclassifyHousehold: [{ history: inCare, data: { classification: classificationOf({ onDate: on }) } }],
  AddMember: [{ history: [applied()], data: { member: spouse } }],
  ChangeMember: [{ history: [applied(), ...facts], data: { member: { ...spouse, health: '一般疾病' } } }],
  RemoveMember: [{ history: [applied(), ...facts], data: { personId: 'p2', removedOn: on, reasonKind: 'moved_out' } }],
  DeclareIncome: [{ history: [applied()], data: { incomes, window } }],
  DeclareExpenses: [{ history: [applied()], data: { rigidCosts, window } }],
  RecordAssets: [{ history: [applied()], data: { assets } }],
  RecordAccident: [{ history: [applied()], data: { accident, happenedOn: on } }],
  WithdrawAccident: [{ history: [applied(), event('AccidentRecorded', { personId: 'p1', accident })], data: {} }],
  SetCauses: [{ history: [applied()], data: causes }],
  BindBankCard: [{ history: [applied()], data: card }],
  RecordMonthlyIncome: [{ history: inCare, data: { month: '2022-02', incomeFen: 1, lineMonthlyFen: 63_000 } }],
  ChangePrincipalContact: [{ history: [applied()], data: { phone: '19900000124', address: '演示路2号' } }],
  ChangePrincipalDetails: [{ history: [applied()], data: { workStatus: 'retired', health: '恶性肿瘤' } }],
  SetArchiveLevel: [{ history: [applied()], data: { archiveLevel: 'national' } }],
  ReVerify: [{ history: inCare, data: { verifiedOn: on, outcome: 'unchanged', nextDueOn: '2023-03-01', findings: '情况属实' } }],
  MakeFormal: [
    {
      history: [
        applied({ temporary: true }),
        ...facts,
        classified,
        registered,
        authorised,
        surveyed,
        matched(),
        posted,
        noticeClosed,
        reviewed,
      ],
      data: { madeFormalOn: on, requiredSteps: steps, reverifyDueOn: '2023-03-01' },
      by: approver,
    },
  ],
  TransferHousehold: [{ history: inCare, data: { toUnitId: 'U2', toUnitOpen: true, transferredOn: on, reasonKind: 'moved' } }],
  AbsorbHousehold: [{ history: [applied()], data: { absorbedHouseholdId: 'h2', mergedOn: on, members: [spouse] } }],
  MergeHouseholdInto: [{ history: inCare, data: { intoHouseholdId: 'h2', intoOpen: true, mergedOn: on } }],
  LeaveDifficulty: [
    {
      history: [...inCare, ...above],
      data: {
        leftOn: on,
        explainedOn: on,
        causeRemoved: '已返岗',
        exit: { multiplePercent: 100, comparison: '<=' },
        exitStableMonths: 2,
        policyVersion: 'pingdingshan@1',
      },
      by: approver,
    },
  ],
  CancelHousehold: [{ history: inCare, data: { cancelledOn: on, reasonKind: 'other', explanation: '已有去处' } }],
  WithdrawHousehold: [{ history: inCare, data: { withdrawnOn: on, reasonKind: 'false_statement', explanation: '隐瞒收入' } }],
  ReopenOnRelapse: [{ history: [...inCare, left], data: { reopenedOn: on, circumstances: '旧病复发' } }],
  CorrectFact: [
    {
      history: [applied(), ...facts],
      data: {
        correctsRevision: 0,
        correction: { kind: 'details', details: { personId: 'p1', workStatus: 'retired', health: '糖尿病' } },
        reason: '误录',
      },
    },
    {
      history: [applied(), ...facts],
      data: { correctsRevision: 1, correction: { kind: 'member', member: { ...spouse, name: '董永' } }, reason: '误录' },
    },
    {
      history: [applied()],
      data: { correctsRevision: 0, correction: { kind: 'identity', identity: { ...principal, name: '高绢' } }, reason: '误录' },
    },
  ],
};

/** The same with what each decides: together, every event there is. */
export const decided = Object.entries(cases).flatMap(([type, rows]) =>
  rows.map(({ history, data, by }) => {
    const command = { type, data } as Parameters<typeof household.decide>[0];
    return {
      type,
      history,
      command,
      by: { ...by },
      events: given(...history)
        .when(command, by)
        .events(),
    };
  }),
);
