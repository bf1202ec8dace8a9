import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FundKey } from '#domain/fund/fund.events';
import { fundIdOf } from '../../apps/server/src/platform/money/fund-id.js';
import { City, units } from '../support/city.js';
import { officeOf, ok, registeredHousehold } from '../support/case-work.js';
import { bankCardOf } from '../support/people.js';
import { SetClock, TestServer } from '../support/server.js';

/** A household that may be aided, and who in it is paid. */
export type Household = Readonly<{ householdId: string; personId: string }>;

/** A city in a folder, stopped: people by what they do, households with a card, and its funds' ids. */
export type Founded = Readonly<{
  dataDir: string;
  people: Readonly<Record<Actor, string>>;
  households: readonly Household[];
  cityFundId: string;
  countyFundId: string;
}>;

/** Who acts on money. */
export const actors = ['caseworker', 'reviewer', 'approver', 'cityKeeper', 'countyKeeper', 'rightsOfficer', 'preparer'] as const;
export type Actor = (typeof actors)[number];

const HOUSEHOLDS = 8;
const YEAR = 2022;

const cityFund: FundKey = { source: 'union_funds', sourceLevel: 'city', purpose: 'warmth', unitId: units.city, year: YEAR };

const fillFrom = async (server: TestServer, clock: SetClock): Promise<Founded> => {
  const city = await City.found(server);
  const office = await officeOf(city);
  const households: Household[] = [];
  for (let number = 1; number <= HOUSEHOLDS; number++) {
    const work = await registeredHousehold(server, office, clock);
    const { principal } = (await work.file()).facts;
    const card = { holderName: principal.name, bankName: '演示银行', cardNumber: bankCardOf(number) };
    await ok(work.command(office.caseworker, 'bind-bank-card', card));
    households.push({ householdId: work.householdId, personId: principal.personId });
  }
  const cityKeeper = await city.hire('finance_officer', units.city);
  await ok(cityKeeper.post('/funds', cityFund));
  const people = {
    caseworker: office.caseworker,
    reviewer: office.reviewer,
    approver: office.approver,
    cityKeeper,
    countyKeeper: await city.hire('finance_officer', units.county),
    rightsOfficer: await city.hire('rights_dept_officer', units.city),
    preparer: await city.hire('service_centre_officer', units.county),
  };
  return {
    dataDir: server.dataDir,
    people: Object.fromEntries(actors.map((actor) => [actor, people[actor].username])) as Founded['people'],
    households,
    cityFundId: fundIdOf(cityFund),
    countyFundId: fundIdOf({ ...cityFund, unitId: units.county }),
  };
};

/** Founds a city in a folder of its own, in the winter of 2022, and stops it. */
export const foundCity = async (): Promise<Founded> => {
  const clock = new SetClock('2022-02-10T02:00:00.000Z');
  const server = await TestServer.start({ clock, dataDir: mkdtempSync(join(tmpdir(), 'nuanliu-faults-')) });
  try {
    return await fillFrom(server, clock);
  } finally {
    await server.stop();
  }
};
