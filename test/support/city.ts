import { account } from '#domain/account/account';
import type { HeldRole, Role } from '#domain/account/account.events';
import type { Context } from '#domain/kernel/decider';
import { unit } from '#domain/unit/unit';
import type { UnitKind } from '#domain/unit/unit.events';
import { username as usernames, usernameKey } from '#domain/username/username';
import { uuidFrom } from '#event-store/request';
import { Streams } from '#event-store/streams';
import { Clock } from '../../apps/server/src/platform/clock.js';
import { Directory, systemContext } from '../../apps/server/src/platform/directory.js';
import { hashPassword } from '../../apps/server/src/platform/passwords.js';
import { Tokens } from '../../apps/server/src/platform/tokens.js';
import type { Answer, RequestOptions, TestServer } from './server.js';

/** A small city: two counties, one of them with a township and two base unions, the other with one of each. */
export const units = {
  city: '410400',
  county: '410481',
  township: '410481-101',
  base: '410481-101-001',
  siblingBase: '410481-101-002',
  otherCounty: '410402',
  otherTownship: '410402-101',
  otherBase: '410402-101-001',
} as const;

type Place = Readonly<{ code: string; parent?: string; kind: UnitKind; name: string }>;

const places: readonly Place[] = [
  { code: units.city, kind: 'city_union', name: '演示市总工会' },
  { code: units.county, parent: units.city, kind: 'county_union', name: '演示甲县总工会' },
  { code: units.township, parent: units.county, kind: 'township_union', name: '演示甲镇总工会' },
  { code: units.base, parent: units.township, kind: 'base_union', name: '演示机械厂工会' },
  { code: units.siblingBase, parent: units.township, kind: 'base_union', name: '演示纺织厂工会' },
  { code: units.otherCounty, parent: units.city, kind: 'county_union', name: '演示乙区总工会' },
  { code: units.otherTownship, parent: units.otherCounty, kind: 'township_union', name: '演示乙街道总工会' },
  { code: units.otherBase, parent: units.otherTownship, kind: 'base_union', name: '演示煤矿工会' },
];

/** Where a role is usually held. */
const seats: Readonly<Record<Role, string>> = {
  base_caseworker: units.base,
  township_reviewer: units.township,
  county_approver: units.county,
  service_centre_officer: units.county,
  finance_officer: units.county,
  rights_dept_officer: units.city,
  auditor: units.city,
  dashboard_viewer: units.city,
  administrator: units.city,
};

/** The password of everybody in the city. */
export const PASSWORD = 'warm-current-2022';

/** A person of the city. Each of his requests has a session of its own: tests let months pass between two of them. */
export class Clerk {
  constructor(
    private readonly server: TestServer,
    readonly accountId: string,
    readonly username: string,
  ) {}

  /** A session as signing in gives it, without the time that looking at a password takes. */
  session(): Promise<string> {
    const { sessionEpoch } = this.server.app.get(Directory).account(this.accountId)!;
    return this.server.app.get(Tokens).issue({ accountId: this.accountId, sessionEpoch });
  }

  async get(path: string, headers: RequestOptions['headers'] = {}): Promise<Answer> {
    return this.server.request('GET', path, { token: await this.session(), headers });
  }

  async post(path: string, body: unknown = {}, headers: RequestOptions['headers'] = {}): Promise<Answer> {
    return this.server.request('POST', path, { token: await this.session(), body, headers });
  }
}

/** The city's units are there; its people are hired as a test asks for them. */
export class City {
  private hired = 0;

  private constructor(
    readonly server: TestServer,
    private readonly passwordHash: string,
  ) {}

  static async found(server: TestServer): Promise<City> {
    const city = new City(server, await hashPassword(PASSWORD));
    let position = '';
    for (const place of places) position = await city.register(place);
    await server.app.get(Directory).reached(position);
    return city;
  }

  /** A person with one role; the role is held in its usual unit unless another is named. */
  async hire(role: Role, unitCode: string = seats[role], username?: string): Promise<Clerk> {
    return this.hireFor([{ role, unit: unitCode }], username);
  }

  async hireFor(
    roles: readonly HeldRole[],
    username = `${roles[0]!.role.replaceAll('_', '-').slice(0, 26)}-${++this.hired}`,
  ): Promise<Clerk> {
    const accountId = uuidFrom('account', username);
    const registration = { accountId, username, displayName: username, passwordHash: this.passwordHash, roles, mustChangePassword: false };
    await this.streams.handle(
      usernames,
      usernameKey(username),
      { type: 'ClaimUsername', data: { username, accountId } },
      this.context(username),
    );
    const { position } = await this.streams.handle(
      account,
      accountId,
      { type: 'RegisterAccount', data: registration },
      this.context(username),
    );
    await this.server.app.get(Directory).reached(position);
    return new Clerk(this.server, accountId, username);
  }

  private get streams(): Streams {
    return this.server.app.get(Streams);
  }

  private async register(place: Place): Promise<string> {
    const data = { ...place, parentStatus: 'open' } as const;
    return (await this.streams.handle(unit, place.code, { type: 'RegisterUnit', data }, this.context(place.code))).position;
  }

  private context(requestId: string): Context {
    return systemContext('test', this.server.app.get(Clock), requestId);
  }
}
