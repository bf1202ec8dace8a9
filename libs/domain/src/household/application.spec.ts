import {
  applied,
  approver,
  authorised,
  event,
  facts,
  given,
  inCare,
  matched,
  noticeClosed,
  posted,
  principal,
  reviewed,
  spouse,
  surveyed,
} from '../testing/sample-household.js';
import type { HouseholdCommand, HouseholdCommandData } from './household.commands.js';

const apply = (change: Partial<HouseholdCommandData['ApplyForHousehold']> = {}): HouseholdCommand => ({
  type: 'ApplyForHousehold',
  data: {
    householdId: 'h1',
    unitId: 'U1',
    fileNumber: 'F-1',
    archiveLevel: 'city',
    temporary: false,
    appliedOn: '2022-02-14',
    surveyDueOn: '2022-02-19',
    principal,
    ...change,
  },
});
const authorise = (change: Partial<HouseholdCommandData['AuthoriseDataChecks']> = {}): HouseholdCommand => ({
  type: 'AuthoriseDataChecks',
  data: { scope: ['housing', 'vehicles'], signedOn: '2022-02-14', signedBy: ['p1'], ...change },
});
const survey = (change: Partial<HouseholdCommandData['RecordHomeSurvey']> = {}): HouseholdCommand => ({
  type: 'RecordHomeSurvey',
  data: { surveyedOn: '2022-02-16', surveyors: ['caseworker-1', 'caseworker-2'], minimumSurveyors: 2, findings: '住房简陋', ...change },
});
const match = (change: Partial<HouseholdCommandData['RecordDataMatch']> = {}): HouseholdCommand => ({
  type: 'RecordDataMatch',
  data: { matchId: 'm1', source: 'housing', result: 'clean', matchedOn: '2022-02-17', ...change },
});
const explain: HouseholdCommand = {
  type: 'ExplainDataMatch',
  data: { matchId: 'm1', explainedOn: '2022-02-20', explanation: '其中一套已拆迁' },
};
const pass: HouseholdCommand = { type: 'PassReview', data: { reviewedOn: '2022-02-28' } };
const sendBack = (reason = '缺收入证明'): HouseholdCommand => ({
  type: 'ReturnForCorrection',
  data: { returnedOn: '2022-03-01', redo: ['notice'], reason },
});
const returned = {
  ...event('ReturnedForCorrection', { unitId: 'U1', returnedOn: '2022-03-01', redo: ['notice'] }),
  reason: '缺收入证明',
};
const resubmit: HouseholdCommand = { type: 'ResubmitApplication', data: { resubmittedOn: '2022-03-01' } };

describe('applying for a household', () => {
  it('opens the file with the day of application as its business date', () => given().when(apply()).then(applied()));

  it('sets the causes that the application names', () =>
    given()
      .when(apply({ causes: { main: 'critical_illness', secondary: ['child_schooling'] } }))
      .then(applied(), event('CausesSet', { main: 'critical_illness', secondary: ['child_schooling'] })));

  it('carries no business date where it was entered on the day itself', () => {
    const [opened] = given()
      .when(apply({ appliedOn: '2022-03-01', surveyDueOn: '2022-03-06' }))
      .events();
    expect(opened).not.toHaveProperty('effectiveOn');
  });

  it('is refused for a household that has a file', () =>
    given(applied()).when(apply()).thenRefused('household-exists', { status: 'applied' }));

  it.each<[string, Partial<HouseholdCommandData['ApplyForHousehold']>]>([
    ['invalid-date', { appliedOn: '2022-02-30' }],
    ['date-in-future', { appliedOn: '2022-03-02' }],
    ['due-date-too-early', { surveyDueOn: '2022-02-13' }],
    ['cause-duplicate', { causes: { main: 'laid_off', secondary: ['laid_off'] } }],
  ])('is refused as %s for %j', (code, change) => given().when(apply(change)).thenRefused(code));
});

describe('authorising data checks', () => {
  it('records scope, day and signatories', () => given(applied()).when(authorise()).then(authorised));

  it('may be signed by members too', () =>
    given(applied(), ...facts)
      .when(authorise({ signedBy: ['p1', 'p2'] }))
      .then(
        event('DataChecksAuthorised', { scope: ['housing', 'vehicles'], signedOn: '2022-02-14', signedBy: ['p1', 'p2'] }, '2022-02-14'),
      ));

  it('changes nothing when the same paper is recorded again', () => given(applied(), authorised).when(authorise()).then());

  it.each<[string, Partial<HouseholdCommandData['AuthoriseDataChecks']>]>([
    ['authorisation-scope-missing', { scope: [] }],
    ['principal-not-signed', { signedBy: ['p2'] }],
    ['signatory-unknown', { signedBy: ['p1', 'p2'] }],
    ['date-in-future', { signedOn: '2022-03-02' }],
  ])('is refused as %s for %j', (code, change) => given(applied()).when(authorise(change)).thenRefused(code));

  it('is refused where there is no file', () => given().when(authorise()).thenRefused('household-absent'));

  it('may be signed anew while the file is in care', () =>
    given(...inCare)
      .when(authorise({ scope: ['companies'], signedOn: '2022-03-01' }))
      .then(event('DataChecksAuthorised', { scope: ['companies'], signedOn: '2022-03-01', signedBy: ['p1'] })));
});

describe('recording a home survey', () => {
  it('names the surveyors and seals what they found', () => given(applied()).when(survey()).then(surveyed));

  it('counts a surveyor named twice once', () =>
    given(applied())
      .when(survey({ surveyors: ['caseworker-1', 'caseworker-1'] }))
      .thenRefused('too-few-surveyors', { surveyors: 1, minimumSurveyors: 2 }));

  it('changes nothing when the same survey is recorded again', () => given(applied(), surveyed).when(survey()).then());

  it.each<[string, Partial<HouseholdCommandData['RecordHomeSurvey']>]>([
    ['date-before-application', { surveyedOn: '2022-02-13' }],
    ['date-in-future', { surveyedOn: '2022-03-02' }],
    ['explanation-missing', { findings: '  ' }],
  ])('is refused as %s for %j', (code, change) => given(applied()).when(survey(change)).thenRefused(code));

  it('is refused once a formal file is registered', () =>
    given(...inCare)
      .when(survey())
      .thenRefused('application-not-open'));
});

describe('a data match', () => {
  it('is recorded within the scope and from the day that was signed', () => given(applied(), authorised).when(match()).then(matched()));

  it('is refused without the signed authorisation', () =>
    given(applied()).when(match()).thenRefused('data-check-not-authorised', { source: 'housing', scope: [] }));

  it('is refused for a department that the authorisation does not name', () =>
    given(applied(), authorised)
      .when(match({ source: 'tax' }))
      .thenRefused('data-check-not-authorised', { source: 'tax' }));

  it('is accepted on the day of signing and refused the day before', () => {
    expect(
      given(applied({ appliedOn: '2022-02-10' }), authorised)
        .when(match({ matchedOn: '2022-02-14' }))
        .events(),
    ).toHaveLength(1);
    given(applied({ appliedOn: '2022-02-10' }), authorised)
      .when(match({ matchedOn: '2022-02-13' }))
      .thenRefused('data-check-not-authorised', { matchedOn: '2022-02-13', signedOn: '2022-02-14' });
  });

  it('must say what was hit', () =>
    given(applied(), authorised)
      .when(match({ result: 'hits' }))
      .thenRefused('explanation-missing'));

  it('is not recorded twice under one id', () => given(applied(), authorised, matched()).when(match()).thenRefused('data-match-exists'));

  it('with hits can be explained once', () => {
    const explained = event(
      'DataMatchExplained',
      { personId: 'p1', matchId: 'm1', explainedOn: '2022-02-20', explanation: '其中一套已拆迁' },
      '2022-02-20',
    );
    given(applied(), authorised, matched('hits')).when(explain).then(explained);
    given(applied(), authorised, matched('hits'), explained).when(explain).then();
  });

  it.each([
    ['data-match-unknown', [applied(), authorised]],
    ['data-match-without-hits', [applied(), authorised, matched()]],
  ])('explained is refused as %s', (code, history) =>
    given(...history)
      .when(explain)
      .thenRefused(code),
  );
});

describe('the review', () => {
  it('is passed by someone who entered nothing', () => {
    const { meta: _meta, ...passed } = reviewed;
    given(applied()).when(pass, approver).then(passed);
  });

  it('is refused to whoever entered something', () => given(applied()).when(pass).thenRefused('four-eyes'));

  it('is refused to the one who added a member only', () =>
    given(applied(), { ...event('MemberAdded', { member: spouse }), meta: { by: 'approver-1' } })
      .when(pass, approver)
      .thenRefused('four-eyes', { enteredBy: 2 }));

  it('changes nothing when passed again', () => given(applied(), reviewed).when(pass, approver).then());

  it('is refused for a file sent back until it is resubmitted', () =>
    given(applied(), returned).when(pass, approver).thenRefused('application-returned'));

  it('is refused for a day before the application', () =>
    given(applied())
      .when({ type: 'PassReview', data: { reviewedOn: '2022-02-13' } }, approver)
      .thenRefused('date-before-application'));
});

describe('sending an application back', () => {
  it('names the reason and the steps to redo', () => given(applied()).when(sendBack(), approver).then(returned));

  it('undoes the review and the named steps and keeps the others', () => {
    const state = given(applied(), authorised, surveyed, posted, noticeClosed, reviewed, returned).state();
    expect(state).toMatchObject({ status: 'returned', steps: { authorisation: { revision: 1 }, survey: { revision: 2 }, objections: [] } });
    expect(state).not.toHaveProperty('steps.notice');
    expect(state).not.toHaveProperty('steps.review');
  });

  it.each([
    ['explanation-missing', [applied()], sendBack(' '), approver],
    ['four-eyes', [applied()], sendBack(), {}],
    ['application-returned', [applied(), returned], sendBack(), approver],
    ['application-not-open', inCare, sendBack(), approver],
  ])('is refused as %s', (code, history, command, context) =>
    given(...history)
      .when(command, context)
      .thenRefused(code),
  );

  it('is followed by resubmitting it', () =>
    given(applied(), returned)
      .when(resubmit)
      .then(event('ApplicationResubmitted', { unitId: 'U1', resubmittedOn: '2022-03-01' })));

  it('cannot be resubmitted where it was not sent back', () => given(applied()).when(resubmit).thenRefused('application-not-returned'));
});
