import {
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
  matched,
  noticeClosed,
  objected,
  posted,
  readyForApproval,
  registered,
  resolved,
  reviewed,
  surveyed,
  type PastEvent,
} from '../testing/sample-household.js';
import type { RequiredStep } from '../policy/rules.js';
import type { HouseholdCommand, HouseholdCommandData } from './household.commands.js';

const allSteps: readonly RequiredStep[] = ['authorisation', 'survey', 'notice', 'review', 'data_match'];
const approve = (change: Partial<HouseholdCommandData['ApproveHousehold']> = {}): HouseholdCommand => ({
  type: 'ApproveHousehold',
  data: { approvedOn: '2022-03-01', requiredSteps: allSteps, reverifyDueOn: '2023-03-01', ...change },
});
const reject = (change: Partial<HouseholdCommandData['RejectApplication']> = {}): HouseholdCommand => ({
  type: 'RejectApplication',
  data: { rejectedOn: '2022-03-01', reasonKind: 'failed_data_check', ...change },
});
const without = (...left: readonly PastEvent[]): readonly PastEvent[] => readyForApproval.filter((past) => !left.includes(past));
const evidence = [
  { step: 'authorisation', revision: 5 },
  { step: 'survey', revision: 6 },
  { step: 'notice', revision: 9 },
  { step: 'review', revision: 10 },
  { step: 'data_match', revision: 7 },
] as const;

describe('approving a household', () => {
  it('names the steps it relied on and registers the file', () =>
    given(...readyForApproval)
      .when(approve({ meeting: '主席办公会〔2022〕3号' }), approver)
      .then(
        event('HouseholdApproved', {
          approvedOn: '2022-03-01',
          category: 'deeply_difficult',
          policyVersion: 'pingdingshan@1',
          evidence,
          meeting: '主席办公会〔2022〕3号',
        }),
        registered,
      ));

  it.each<[readonly string[], readonly PastEvent[]]>([
    [[...allSteps, 'classification'], [applied()]],
    [['authorisation'], without(authorised)],
    [['survey'], without(surveyed)],
    [['notice'], without(noticeClosed)],
    [['review'], without(reviewed)],
    [['data_match'], [applied(), ...facts, authorised, surveyed, posted, noticeClosed, reviewed, classified]],
    [['classification'], without(classified)],
  ])('is refused with the list of what is missing: %j', (missing, history) =>
    given(...history)
      .when(approve(), approver)
      .thenRefused('steps-missing', { missing }),
  );

  it('asks only for the steps that the policy lists', () => {
    const events = given(applied(), ...facts, classified)
      .when(approve({ requiredSteps: [] }), approver)
      .events();
    expect(events.map(({ type }) => type)).toEqual(['HouseholdApproved', 'HouseholdRegistered']);
  });

  it('counts a classification of older facts as missing', () =>
    given(...readyForApproval, event('AssetsRecorded', { assets: { ...assets, homes: 0 } }))
      .when(approve(), approver)
      .thenRefused('steps-missing', { missing: ['classification'] }));

  it.each([
    ['objection-open', [...readyForApproval, objected]],
    ['objection-upheld', [...readyForApproval, objected, resolved('upheld')]],
    ['data-match-hits-open', [...readyForApproval, matched('hits')]],
  ])('is refused as %s', (code, history) =>
    given(...history)
      .when(approve(), approver)
      .thenRefused(code),
  );

  it('accepts hits that were explained, and hits that a later answer took back', () => {
    const explained = event('DataMatchExplained', { personId: 'p1', matchId: 'm2', explainedOn: '2022-02-28', explanation: '已拆迁' });
    const hits = event('DataMatchRecorded', {
      personId: 'p1',
      unitId: 'U1',
      matchId: 'm2',
      source: 'vehicles',
      result: 'hits',
      matchedOn: '2022-02-26',
      hits: '一辆',
    });
    expect(
      given(...readyForApproval, hits, explained)
        .when(approve(), approver)
        .events(),
    ).toHaveLength(2);
    const clean = event('DataMatchRecorded', {
      personId: 'p1',
      unitId: 'U1',
      matchId: 'm3',
      source: 'vehicles',
      result: 'clean',
      matchedOn: '2022-02-27',
    });
    expect(
      given(...readyForApproval, hits, clean)
        .when(approve(), approver)
        .events(),
    ).toHaveLength(2);
  });

  it('is refused for a household that is not eligible, with the reason', () => {
    const shareholder = { ...assets, controllingShareholder: true };
    const excluded = event('HouseholdClassified', {
      personId: 'p1',
      unitId: 'U1',
      classification: classificationOf({ assets: shareholder }),
    });
    given(...without(classified), event('AssetsRecorded', { assets: shareholder }), excluded)
      .when(approve(), approver)
      .thenRefused('not-eligible', { reason: 'excluded' });
  });

  it('is not dated before the steps it relies on', () =>
    given(...readyForApproval)
      .when(approve({ approvedOn: '2022-02-24' }), approver)
      .thenRefused('date-before-steps', { decidedOn: '2022-02-24', later: ['notice', 'review'] }));

  it('is refused to whoever entered something', () =>
    given(...readyForApproval)
      .when(approve())
      .thenRefused('four-eyes'));

  it('is refused to whoever entered something even where steps are missing too', () =>
    given(applied()).when(approve()).thenRefused('four-eyes'));

  it('refuses who recorded what a department answered', () =>
    given(applied(), { ...matched(), meta: approver })
      .when(approve(), approver)
      .thenRefused('four-eyes'));

  it('needs a file number from the application or the approval', () => {
    const { fileNumber: _none, ...application } = applied().data as HouseholdCommandData['ApplyForHousehold'];
    const numberless = [event('HouseholdApplied', { ...application, origin: 'application' }, '2022-02-14'), ...readyForApproval.slice(1)];
    given(...numberless)
      .when(approve(), approver)
      .thenRefused('file-number-missing');
    expect(
      given(...numberless)
        .when(approve({ fileNumber: 'F-2' }), approver)
        .events()[1]?.data,
    ).toMatchObject({ fileNumber: 'F-2' });
  });

  it.each([
    ['application-not-open', inCare, approve()],
    ['due-date-too-early', readyForApproval, approve({ reverifyDueOn: '2022-02-28' })],
    ['date-in-future', readyForApproval, approve({ approvedOn: '2022-03-02' })],
    [
      'application-returned',
      [...readyForApproval, event('ReturnedForCorrection', { unitId: 'U1', returnedOn: '2022-03-01', redo: [] })],
      approve(),
    ],
  ])('is refused as %s', (code, history, command) =>
    given(...history)
      .when(command, approver)
      .thenRefused(code),
  );
});

describe('rejecting an application', () => {
  const rejected = event('ApplicationRejected', { personId: 'p1', rejectedOn: '2022-03-01', reasonKind: 'failed_data_check' });

  it('closes the file with its reason', () => {
    given(applied()).when(reject(), approver).then(rejected);
    expect(given(applied(), rejected).state()).toMatchObject({
      status: 'closed',
      closing: { kind: 'rejected', reasonKind: 'failed_data_check' },
    });
  });

  it.each([
    ['four-eyes', [applied()], reject(), {}],
    ['explanation-missing', [applied()], reject({ reasonKind: 'other' }), approver],
    ['application-not-open', inCare, reject(), approver],
    ['household-closed', [applied(), rejected], reject(), approver],
  ])('is refused as %s', (code, history, command, context) =>
    given(...history)
      .when(command, context)
      .thenRefused(code),
  );
});

describe('a temporary file', () => {
  const makeFormal: HouseholdCommand = {
    type: 'MakeFormal',
    data: { madeFormalOn: '2022-03-01', requiredSteps: allSteps, reverifyDueOn: '2023-03-01' },
  };
  const temporary = [applied({ temporary: true }), ...facts, classified, { ...registered, meta: approver }];
  const papers = [authorised, surveyed, matched(), posted, noticeClosed, reviewed];

  it('is made formal once all steps are done', () =>
    given(...temporary, ...papers)
      .when(makeFormal, approver)
      .then(
        event('HouseholdMadeFormal', {
          unitId: 'U1',
          madeFormalOn: '2022-03-01',
          reverifyDueOn: '2023-03-01',
          evidence: [
            { step: 'authorisation', revision: 7 },
            { step: 'survey', revision: 8 },
            { step: 'notice', revision: 11 },
            { step: 'review', revision: 12 },
            { step: 'data_match', revision: 9 },
          ],
        }),
      ));

  it.each([
    ['steps-missing', temporary, approver],
    ['four-eyes', [...temporary, ...papers], {}],
    ['file-already-formal', inCare, approver],
    ['household-not-registered', readyForApproval, approver],
  ])('is not made formal: %s', (code, history, context) =>
    given(...history)
      .when(makeFormal, context)
      .thenRefused(code),
  );
});

describe('classifying', () => {
  const command = (change = {}, type: 'ClassifyHousehold' | 'ReclassifyHousehold' = 'ClassifyHousehold'): HouseholdCommand => ({
    type,
    data: { classification: classificationOf(change) },
  });

  it('stores the whole decision', () =>
    given(applied(), ...facts)
      .when(command())
      .then(classified));

  it('changes nothing when the same decision is made again', () =>
    given(applied(), ...facts, classified)
      .when(command())
      .then());

  it.each([
    [['persons'], { persons: 3 }],
    [['incomes'], { incomes: { wageFen: 0, businessFen: 0, propertyFen: 0, transferFen: 0, otherFen: 0 } }],
    [
      ['rigidCosts', 'assets'],
      {
        rigidCosts: { medicalFen: 0, disabilityCareFen: 0, schoolingFen: 0, housingFen: 0, employmentFen: 0 },
        assets: { ...assets, homes: 3 },
      },
    ],
    [['accident'], { accident: { kind: '火灾', costFen: 1, compensationFen: 0 } }],
  ])('is refused where the rule looked at other facts: %j', (fields, change) =>
    given(applied(), ...facts)
      .when(command(change))
      .thenRefused('classification-inputs-differ', { fields }),
  );

  it('of a registered file is a reclassification that names the category before', () =>
    given(...inCare)
      .when(command({ onDate: '2021-06-01' }, 'ReclassifyHousehold'))
      .then(
        event('HouseholdReclassified', {
          personId: 'p1',
          unitId: 'U1',
          classification: classificationOf({ onDate: '2021-06-01' }),
          previousCategory: 'deeply_difficult',
        }),
      ));

  it.each([
    ['application-not-open', inCare, command()],
    ['household-not-registered', readyForApproval, command({}, 'ReclassifyHousehold')],
    ['classification-inputs-differ', inCare, command({ persons: 1 }, 'ReclassifyHousehold')],
  ])('is refused as %s', (code, history, refused) =>
    given(...history)
      .when(refused)
      .thenRefused(code),
  );
});

describe('entry in the national system', () => {
  const enter: HouseholdCommand = { type: 'MarkEntered', data: { enteredOn: '2022-03-01', nationalNumber: 'N-1' } };
  const entered = event('HouseholdEntered', { enteredOn: '2022-03-01', nationalNumber: 'N-1' });

  it('is marked once', () => {
    given(...inCare)
      .when(enter)
      .then(entered);
    given(...inCare, entered)
      .when(enter)
      .then();
  });

  it('is refused before the file is registered', () =>
    given(applied()).when(enter).thenRefused('household-not-registered', { status: 'applied' }));
});
