import { addDays } from '#domain/kernel/calendar';
import { checkCharacterOf } from '#domain/person/id-number';
import { uuidFrom } from '#event-store/request';
import { demoAccountId, type DemoSeat } from './demo-accounts.js';
import type { DemoAgenda } from './demo-agenda.js';
import type { DemoDesk } from './demo-desk.js';

type CourseRole = 'base_caseworker' | 'township_reviewer' | 'service_centre_officer' | 'county_approver';

/** Who does it where no base union is near: nobody reviews or decides what he entered. */
const AT_CITY: Readonly<Record<CourseRole, DemoSeat>> = {
  base_caseworker: 'city:service_centre_officer',
  township_reviewer: 'city:township_reviewer',
  service_centre_officer: 'city:service_centre_officer',
  county_approver: 'city:county_approver',
};

/** A step of a case: how many days before the last one, which is the day of loading for a new case; who takes it, which route, what is sent. */
type Step = Readonly<{ by: CourseRole; action: string; ago: number; body: (daysAgo: (days: number) => string) => object }>;

const step = (ago: number, by: CourseRole, action: string, body: Step['body'] = () => ({})): Step => ({ by, action, ago, body });

const APPLIED_DAYS_AGO = 40;

const window = (daysAgo: (days: number) => string) => ({ from: daysAgo(405), to: daysAgo(41) });

/** From application to approval, in the order of a caseworker's weeks. */
const COURSE: readonly Step[] = [
  step(39, 'base_caseworker', 'declare-income', (daysAgo) => ({
    incomes: { wageFen: 1_200_000, businessFen: 0, propertyFen: 0, transferFen: 100_000, otherFen: 0 },
    window: window(daysAgo),
  })),
  step(39, 'base_caseworker', 'declare-expenses', (daysAgo) => ({
    rigidCosts: { medicalFen: 500_000, disabilityCareFen: 0, schoolingFen: 0, housingFen: 0, employmentFen: 0 },
    window: window(daysAgo),
  })),
  step(39, 'base_caseworker', 'record-assets', () => ({
    assets: { homes: 1, motorVehicle: false, mobilityAidVehicle: false, controllingShareholder: false, highFeeSchooling: false },
  })),
  step(37, 'base_caseworker', 'record-home-survey', (daysAgo) => ({
    surveyedOn: daysAgo(37),
    surveyors: [demoAccountId('base_caseworker'), demoAccountId('township_reviewer')],
    findings: '住房简陋,家中有病人,情况属实',
  })),
  step(35, 'base_caseworker', 'post-public-notice', (daysAgo) => ({ postedOn: daysAgo(35), place: '厂务公开栏' })),
  step(20, 'base_caseworker', 'close-notice', (daysAgo) => ({ closedOn: daysAgo(20) })),
  step(18, 'township_reviewer', 'pass-review', (daysAgo) => ({ reviewedOn: daysAgo(18) })),
  step(15, 'service_centre_officer', 'record-data-match', (daysAgo) => ({
    matchId: uuidFrom('demo match'),
    source: 'housing',
    result: 'clean',
    matchedOn: daysAgo(15),
  })),
  step(12, 'county_approver', 'classify-household'),
  step(10, 'county_approver', 'approve-household', (daysAgo) => ({ approvedOn: daysAgo(10), meeting: '演示主席办公会' })),
];

/** How far each of the applications has come: a board on which every stage is to be seen. */
const STAGES = [0, 1, 3, 4, 4, 5, 5, 6, 7, 7, 8, 9, 10, 10];

const idNumberOf = (index: number): string => {
  const digits = `4104241980${String(101 + index).padStart(4, '0')}${String(900 + index)}`;
  return digits + checkCharacterOf(digits);
};

const application = (index: number, unitId: string, daysAgo: (days: number) => string) => ({
  unitId,
  fileNumber: `DEMO-${String(index + 1).padStart(3, '0')}`,
  archiveLevel: 'city',
  appliedOn: daysAgo(APPLIED_DAYS_AGO),
  principal: {
    name: `演示${'甲乙丙丁戊己庚辛壬癸子丑寅卯'[index]}`,
    idNumber: idNumberOf(index),
    phone: '19900000000',
    workStatus: 'laid_off',
  },
  causes: { main: index % 3 === 0 ? 'critical_illness' : 'laid_off', secondary: [] },
});

type CourseOfFile = Readonly<{
  key: string;
  /** Known once the file was applied for. */
  path: () => string;
  daysAgo: (days: number) => string;
  seatOf: (role: CourseRole) => DemoSeat;
}>;

type CaseFile = Readonly<{ file: { facts: { principal: { personId: string } } } }>;

/** Takes a batch of applications through the API itself, each as far as its stage, each step on its day. */
export class DemoCases {
  constructor(
    private readonly desk: DemoDesk,
    private readonly agenda: DemoAgenda,
    private readonly unit: string,
  ) {}

  plan(): void {
    for (const [index, stage] of STAGES.entries()) this.planOne(index, stage);
  }

  /** A file that was opened again goes through all steps anew, at the city's own desk. */
  planAnew(householdId: string, reopenedOn: string): void {
    const key = `demo-anew-${householdId}-${reopenedOn}`;
    const path = `/households/${householdId}`;
    const daysAgo = (days: number) => addDays(reopenedOn, APPLIED_DAYS_AGO - days);
    this.agenda.on(addDays(reopenedOn, 1), key, async () => {
      const personId = await this.desk.journal.once(`${key}-principal`, async () => {
        const { file } = await this.desk.read<CaseFile>(AT_CITY.base_caseworker, path);
        return file.facts.principal.personId;
      });
      await this.authorise(AT_CITY.base_caseworker, { path, key, signedOn: daysAgo(39), personId });
    });
    this.planCourse(COURSE, { key, path: () => path, daysAgo, seatOf: (role) => AT_CITY[role] });
  }

  private planOne(index: number, stage: number): void {
    const daysAgo = (days: number) => addDays(this.agenda.today, -days);
    const key = `demo-case-${index}`;
    let path = '';
    this.agenda.on(daysAgo(APPLIED_DAYS_AGO), key, async () => {
      const { stream } = await this.desk.send('base_caseworker', '/households', application(index, this.unit, daysAgo), key);
      path = `/households/${stream.slice('household-'.length)}`;
      // The applicant's id follows from the request that entered him, so that no view has to be waited for.
      const personId = uuidFrom('person', demoAccountId('base_caseworker'), key);
      await this.authorise('base_caseworker', { path, key, signedOn: daysAgo(APPLIED_DAYS_AGO), personId });
    });
    this.planCourse(COURSE.slice(0, stage), { key, path: () => path, daysAgo, seatOf: (role) => role });
  }

  private planCourse(steps: readonly Step[], { key, path, daysAgo, seatOf }: CourseOfFile): void {
    for (const { by, action, ago, body } of steps) {
      this.agenda.on(daysAgo(ago), key, async () => {
        await this.desk.send(seatOf(by), `${path()}/${action}`, body(daysAgo), `${key}-${action}`);
      });
    }
  }

  private async authorise(
    by: DemoSeat,
    { path, key, signedOn, personId }: Readonly<{ path: string; key: string; signedOn: string; personId: string }>,
  ): Promise<void> {
    const body = { scope: ['housing', 'vehicles', 'companies'], signedOn, signedBy: [personId] };
    await this.desk.send(by, `${path}/authorise-data-checks`, body, `${key}-authorise`);
  }
}
