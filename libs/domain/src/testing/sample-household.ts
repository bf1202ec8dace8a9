import type { EventMeta } from '../kernel/decider.js';
import type { HouseholdEvent, HouseholdEventData } from '../household/household.events.js';
import type { Member, Principal, Window } from '../household/household.facts.js';
import { household } from '../household/household.js';
import {
  classify,
  type Accident,
  type Assets,
  type ClassificationInputs,
  type Incomes,
  type RigidCosts,
} from '../policy/classification.js';
import { starterRules } from '../policy/starter-policy.js';
import { scenario } from './scenario.js';

/** A household invented for specs: applied on 14 February 2022, read on 1 March. ID numbers carry the never-assigned area 410424. */
export type PastEvent = HouseholdEvent & { meta?: Partial<EventMeta> };

export const given = scenario(household);

/** Someone who entered nothing of the file. */
export const approver = { by: 'approver-1', role: 'county_approver', unit: 'C1' };

export const principal: Principal = {
  personId: 'p1',
  idHash: 'hash-p1',
  name: '高娟',
  idNumber: '41042419740316014X',
  sex: 'female',
  birthDate: '1974-03-16',
  phone: '19900005400',
  address: '演示路1号',
  workStatus: 'sick_leave',
  health: '一般疾病',
};

export const spouse: Member = {
  personId: 'p2',
  idHash: 'hash-p2',
  name: '董勇',
  relation: 'spouse',
  idNumber: '410424197207260733',
  occupation: '无业',
  monthlyIncomeFen: 140_000,
};

export const window: Window = { from: '2021-02-14', to: '2022-02-13' };
export const incomes: Incomes = { wageFen: 1_200_000, businessFen: 0, propertyFen: 0, transferFen: 100_000, otherFen: 0 };
export const rigidCosts: RigidCosts = { medicalFen: 500_000, disabilityCareFen: 0, schoolingFen: 0, housingFen: 0, employmentFen: 0 };
export const assets: Assets = {
  homes: 1,
  motorVehicle: false,
  mobilityAidVehicle: false,
  controllingShareholder: false,
  highFeeSchooling: false,
};
export const accident: Accident = { kind: '交通事故', costFen: 6_477_822, compensationFen: 75_113 };

export const classificationOf = (change: Partial<ClassificationInputs> = {}, policyVersion = 'pingdingshan@1') =>
  classify({ area: '410481', onDate: '2022-02-14', persons: 2, incomes, rigidCosts, assets, ...change }, starterRules, policyVersion);

/** An event by name, with the business date where it is not the day of the spec (1 March 2022). */
export const event = <Type extends keyof HouseholdEventData>(type: Type, data: HouseholdEventData[Type], effectiveOn?: string) =>
  ({ type, data, ...(effectiveOn !== undefined && { effectiveOn }) }) as unknown as HouseholdEvent;

export const applied = (change: Partial<HouseholdEventData['HouseholdApplied']> = {}): HouseholdEvent =>
  event(
    'HouseholdApplied',
    {
      householdId: 'h1',
      unitId: 'U1',
      fileNumber: 'F-1',
      archiveLevel: 'city',
      temporary: false,
      origin: 'application',
      appliedOn: '2022-02-14',
      surveyDueOn: '2022-02-19',
      principal,
      ...change,
    },
    '2022-02-14',
  );

export const authorised = event(
  'DataChecksAuthorised',
  { scope: ['housing', 'vehicles'], signedOn: '2022-02-14', signedBy: ['p1'] },
  '2022-02-14',
);
export const surveyed = event(
  'HomeSurveyRecorded',
  { personId: 'p1', surveyedOn: '2022-02-16', surveyors: ['caseworker-1', 'caseworker-2'], findings: '住房简陋' },
  '2022-02-16',
);
export const posted = event(
  'PublicNoticePosted',
  { unitId: 'U1', postedOn: '2022-02-18', endsOn: '2022-02-25', place: '厂务公开栏' },
  '2022-02-18',
);
export const objected = event(
  'ObjectionRaised',
  { personId: 'p1', unitId: 'U1', objectionId: 'o1', raisedOn: '2022-02-21', text: '另有房产' },
  '2022-02-21',
);
export const resolved = (outcome: 'dismissed' | 'upheld'): HouseholdEvent =>
  event(
    'ObjectionResolved',
    { personId: 'p1', objectionId: 'o1', resolvedOn: '2022-02-23', outcome, findings: '已核对产权' },
    '2022-02-23',
  );
export const noticeClosed = event('PublicNoticeClosed', { unitId: 'U1', closedOn: '2022-02-25' }, '2022-02-25');
export const reviewed: PastEvent = {
  ...event('ReviewPassed', { unitId: 'U1', reviewedOn: '2022-02-28' }, '2022-02-28'),
  meta: { by: 'reviewer-1', role: 'township_reviewer', unit: 'T1' },
};
export const matched = (result: 'clean' | 'hits' = 'clean'): HouseholdEvent =>
  event(
    'DataMatchRecorded',
    {
      personId: 'p1',
      unitId: 'U1',
      matchId: 'm1',
      source: 'housing',
      result,
      matchedOn: '2022-02-17',
      ...(result === 'hits' && { hits: '名下两套住房' }),
    },
    '2022-02-17',
  );

export const facts: readonly HouseholdEvent[] = [
  event('MemberAdded', { member: spouse }),
  event('IncomeDeclared', { incomes, window }),
  event('ExpensesDeclared', { rigidCosts, window }),
  event('AssetsRecorded', { assets }),
];
export const classified = event('HouseholdClassified', { personId: 'p1', unitId: 'U1', classification: classificationOf() });

/** Complete but for the approval. */
export const readyForApproval: readonly PastEvent[] = [
  applied(),
  ...facts,
  authorised,
  surveyed,
  matched(),
  posted,
  noticeClosed,
  reviewed,
  classified,
];

export const approved = event('HouseholdApproved', {
  approvedOn: '2022-03-01',
  category: 'deeply_difficult',
  policyVersion: 'pingdingshan@1',
  evidence: [],
});
export const registered = event('HouseholdRegistered', {
  unitId: 'U1',
  registeredOn: '2022-03-01',
  fileNumber: 'F-1',
  reverifyDueOn: '2023-03-01',
});

/** A file in care. */
export const inCare: readonly PastEvent[] = [...readyForApproval, { ...approved, meta: approver }, { ...registered, meta: approver }];
