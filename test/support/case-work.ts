import { randomUUID } from 'node:crypto';
import { household } from '#domain/household/household';
import type { KnownHousehold } from '#domain/household/household.state';
import { identity } from '#domain/identity/identity';
import { EventStore } from '#event-store/event-store';
import { Streams } from '#event-store/streams';
import { units, type City, type Clerk } from './city.js';
import { idNumberOf } from './people.js';
import type { Answer, SetClock, TestServer } from './server.js';

/** Who it takes to register a household. */
export type Office = Readonly<{
  caseworker: Clerk;
  colleague: Clerk;
  reviewer: Clerk;
  matcher: Clerk;
  approver: Clerk;
}>;

/** Five people of one county. */
export const officeOf = async (city: City): Promise<Office> => ({
  caseworker: await city.hire('base_caseworker'),
  colleague: await city.hire('base_caseworker'),
  reviewer: await city.hire('township_reviewer'),
  matcher: await city.hire('service_centre_officer'),
  approver: await city.hire('county_approver'),
});

export const applicationOf = (idNumber: string, change: Readonly<Record<string, unknown>> = {}) => ({
  unitId: units.base,
  fileNumber: 'F-2022-001',
  archiveLevel: 'city',
  appliedOn: '2022-01-17',
  principal: { name: '高娟', idNumber, phone: '19900005400', address: '演示路1号', workStatus: 'sick_leave', health: '一般疾病' },
  causes: { main: 'critical_illness', secondary: ['child_schooling'] },
  ...change,
});

export const window = { from: '2021-01-17', to: '2022-01-16' };
export const incomes = { wageFen: 1_200_000, businessFen: 0, propertyFen: 0, transferFen: 100_000, otherFen: 0 };
export const rigidCosts = { medicalFen: 500_000, disabilityCareFen: 0, schoolingFen: 0, housingFen: 0, employmentFen: 0 };
export const assets = { homes: 1, motorVehicle: false, mobilityAidVehicle: false, controllingShareholder: false, highFeeSchooling: false };

/** Fails with what the server said where it did not say yes. */
export const ok = async (answer: Promise<Answer>): Promise<Answer> => {
  const { status, body, headers } = await answer;
  if (status >= 300) throw new Error(`expected a yes, got ${status} ${JSON.stringify(body)}`);
  return { status, body, headers };
};

/** The file the person is in now, by his ID number. */
export const openFileOfPerson = async (server: TestServer, idNumber: string): Promise<string | undefined> => {
  const idHash = server.app.get(EventStore).keyring.identityHash(idNumber);
  return (await server.app.get(Streams).load(identity, idHash)).state.open?.householdId;
};

/** The work on one file: every step by who takes it, on the day the clock stands at. */
export class CaseWork {
  constructor(
    private readonly server: TestServer,
    private readonly office: Office,
    readonly householdId: string,
  ) {}

  static async apply(server: TestServer, office: Office, application: ReturnType<typeof applicationOf>): Promise<CaseWork> {
    const { body } = await ok(office.caseworker.post('/households', application));
    return new CaseWork(server, office, String(body.stream).slice('household-'.length));
  }

  /** The file as decisions know it. */
  async file(): Promise<KnownHousehold> {
    const { state } = await this.server.app.get(Streams).load(household, this.householdId);
    if (state.status === 'absent') throw new Error('there is no such file');
    return state;
  }

  command(clerk: Clerk, action: string, body: unknown = {}, headers: Record<string, string> = {}): Promise<Answer> {
    return clerk.post(`/households/${this.householdId}/${action}`, body, headers);
  }

  missing(): Promise<Answer> {
    return this.office.caseworker.get(`/households/${this.householdId}/missing-steps`);
  }

  async declareFigures(change: Readonly<{ incomes?: object; window?: object }> = {}): Promise<void> {
    const { caseworker } = this.office;
    await ok(this.command(caseworker, 'declare-income', { incomes, window, ...change }));
    await ok(this.command(caseworker, 'declare-expenses', { rigidCosts, window: change.window ?? window }));
    await ok(this.command(caseworker, 'record-assets', { assets }));
  }

  async authorise(signedOn: string): Promise<Answer> {
    const { principal } = (await this.file()).facts;
    return this.command(this.office.caseworker, 'authorise-data-checks', {
      scope: ['housing', 'vehicles', 'companies'],
      signedOn,
      signedBy: [principal.personId],
    });
  }

  survey(surveyedOn: string, surveyors = [this.office.caseworker, this.office.colleague]): Promise<Answer> {
    const findings = '住房简陋,家中有病人';
    const accountIds = surveyors.map(({ accountId }) => accountId);
    return this.command(this.office.caseworker, 'record-home-survey', { surveyedOn, surveyors: accountIds, findings });
  }

  post(postedOn: string): Promise<Answer> {
    return this.command(this.office.caseworker, 'post-public-notice', { postedOn, place: '厂务公开栏' });
  }

  close(closedOn: string): Promise<Answer> {
    return this.command(this.office.caseworker, 'close-notice', { closedOn });
  }

  review(reviewedOn: string): Promise<Answer> {
    return this.command(this.office.reviewer, 'pass-review', { reviewedOn });
  }

  match(matchedOn: string, finding: object = { result: 'clean' }, matchId: string = randomUUID()): Promise<Answer> {
    return this.command(this.office.matcher, 'record-data-match', { matchId, source: 'housing', matchedOn, ...finding });
  }

  classify(): Promise<Answer> {
    return this.command(this.office.approver, 'classify-household');
  }

  approve(approvedOn: string): Promise<Answer> {
    return this.command(this.office.approver, 'approve-household', { approvedOn, meeting: '主席办公会〔2022〕3号' });
  }

  /** Every step from the application of 17 January 2022 to the registration of 10 February. */
  async register(clock: SetClock): Promise<this> {
    clock.set('2022-02-10T02:00:00.000Z');
    await this.declareFigures();
    for (const step of [
      () => this.authorise('2022-01-17'),
      () => this.survey('2022-01-19'),
      () => this.match('2022-01-21'),
      () => this.post('2022-01-26'),
      () => this.close('2022-02-07'),
      () => this.review('2022-02-08'),
      () => this.classify(),
      () => this.approve('2022-02-10'),
    ])
      await ok(step());
    return this;
  }
}

let people = 0;

/** A registered household of its own, in a county of its own office. */
export const registeredHousehold = (server: TestServer, office: Office, clock: SetClock): Promise<CaseWork> => {
  clock.set('2022-02-10T02:00:00.000Z');
  people += 1;
  return CaseWork.apply(server, office, applicationOf(idNumberOf('1974-03-16', people), { fileNumber: `F-${people}` })).then((work) =>
    work.register(clock),
  );
};
