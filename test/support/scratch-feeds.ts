import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { HouseholdEvent } from '#domain/household/household.events';
import { household } from '#domain/household/household';
import { identity } from '#domain/identity/identity';
import { addDays } from '#domain/kernel/calendar';
import type { DomainEvent } from '#domain/kernel/message';
import { starterPolicy, starterRules } from '#domain/policy/starter-policy';
import { starterFeeds } from '#domain/policy/starter-feeds';
import { assets, classificationOf, incomes, principal, rigidCosts, spouse, window } from '#domain/testing/sample-household';
import type { FeedKind } from '#domain/watch/watch.terms';
import { watch } from '#domain/watch/watch';
import type { Watch } from '#domain/watch/watch.state';
import { newEvents, uuidFrom } from '#event-store/request';
import { fileStanding } from '#read-models/file-standing/file-standing';
import { personIndex } from '#read-models/person-index/person-index';
import type { AnyView } from '#read-models/registry';
import type { ReadStore } from '#read-store/port';
import { openSqliteReadStore } from '#read-store/sqlite/sqlite-read-store';
import { FeedPages, type FeedInHand, type FeedPage, type PageOutcome } from '../../apps/server/src/feed/feed-pages.js';
import { HearingInLog } from '../../apps/server/src/feed/hearing.js';
import { Directory, systemContext } from '../../apps/server/src/platform/directory.js';
import { leadsOf } from '../../apps/server/src/platform/monitoring/leads.js';
import { Standings } from '../../apps/server/src/platform/monitoring/standings.js';
import { Progress } from '../../apps/server/src/platform/progress.js';
import { Views } from '../../apps/server/src/platform/views.js';
import { Projector } from '../../apps/server/src/projector/projector.js';
import { idNumberOf } from './people.js';
import { ScratchLog } from './scratch-log.js';
import { SetClock } from './server.js';

const places = [
  { code: '410400', kind: 'city_union', name: '演示市总工会' },
  { code: '410481', parent: '410400', kind: 'county_union', name: '演示甲县总工会' },
  { code: '410481-B1', parent: '410481', kind: 'base_union', name: '演示机械厂工会' },
];

const views = [fileStanding, personIndex] as unknown as readonly AnyView[];

/** Files of a city of three households: one deeply difficult, one close to the line and not in the register, one that left difficulty. */
const yearlyWagesFen = [1_200_000, 5_400_000, 1_200_000] as const;
const LEFT = 2;

/** Two people in each household, and as many strangers as households. */
export const PEOPLE = 3 * yearlyWagesFen.length;

/** What a department says of the n-th person of a city: column headings with what stands under them. */
export type SaidOf = Readonly<{ person: number; cells: Readonly<Record<string, string>> }>;

/** Somebody's name and number in a city. */
export type Person = Readonly<{ name: string; idNumber: string; idHash: string }>;

/** A city with its households and some people without a file. */
export type ScratchCity = Readonly<{ people: readonly Person[]; householdIds: readonly string[]; personIds: readonly string[] }>;

/** Feeds over a real log with the views they look at, without a server. Every city in it has people of its own. */
export class ScratchFeeds {
  private cities = 0;
  private requests = 0;
  private readonly standings: Standings;
  private readonly pages: FeedPages;

  private constructor(
    readonly log: ScratchLog,
    private readonly clock: SetClock,
    private readonly store: ReadStore,
    private readonly folder: string,
    private readonly directory: Directory,
    private readonly projector: Projector,
    world: Views,
  ) {
    this.standings = new Standings(world, log.events);
    this.pages = new FeedPages(this.standings, log.events, directory, clock);
  }

  static async open(today: string): Promise<ScratchFeeds> {
    const folder = mkdtempSync(join(tmpdir(), 'nuanliu-views-'));
    const [log, store, progress] = [await ScratchLog.open(), await openSqliteReadStore({ path: join(folder, 'views.db') }), new Progress()];
    const directory = new Directory(log.events);
    const projector = new Projector({ events: log.events, store, views, progress });
    const world = new Views(store, progress, log.events);
    const scratch = new ScratchFeeds(log, new SetClock(`${today}T02:00:00.000Z`), store, folder, directory, projector, world);
    for (const place of places) await scratch.write(`unit-${place.code}`, { type: 'UnitRegistered', data: place });
    const { policyId } = starterPolicy;
    const version = { ...starterPolicy, rules: starterRules, version: 1 };
    await scratch.write(`policy-${policyId}`, { type: 'PolicyPublished', data: version });
    await directory.start();
    projector.start();
    return scratch;
  }

  /** A city like every other, with people whom no other has. */
  async found(): Promise<ScratchCity> {
    const number = (this.cities += 1);
    const people = Array.from({ length: PEOPLE }, (_, index) => this.person(number, index));
    const householdIds = yearlyWagesFen.map((_, index) => uuidFrom('scratch household', number, index));
    const personIds = people.map((_, index) => uuidFrom('scratch person', number, index));
    const city = { people, householdIds, personIds };
    for (const [index, wageFen] of yearlyWagesFen.entries()) await this.register(city, index, wageFen);
    await this.standings.caughtUp();
    return city;
  }

  /** A feed of the kind for the whole city, received on a day. */
  feed(city: ScratchCity, kind: FeedKind, number: number, receivedOn: string): FeedInHand {
    const mapping = starterFeeds.find(({ feed }) => feed === kind)!;
    const feedId = uuidFrom('scratch feed', city.householdIds[0]!, number);
    return {
      ...{ feedId, feed: kind, department: mapping.department, unitId: '410400', receivedOn, mapping },
      ...{ by: 'officer-1', role: 'rights_dept_officer', roleUnit: '410400' },
    };
  }

  /** Works on a page of a feed, as the job of a server does. */
  work(city: ScratchCity, feed: FeedInHand, fromRow: number, said: readonly SaidOf[]): Promise<PageOutcome> {
    const rows = said.map(({ person, cells }) => ({ ...cells, 姓名: city.people[person]!.name, 身份证号: city.people[person]!.idNumber }));
    const page: FeedPage = { fromRow, rows };
    return this.pages.work(feed, page, new HearingInLog(this.log.streams, this.directory));
  }

  async watchOf(city: ScratchCity, household: number): Promise<Watch> {
    return (await this.log.streams.load(watch, city.householdIds[household]!)).state;
  }

  leadsOf(city: ScratchCity, person: number) {
    return leadsOf(this.log.streams, city.people[person]!.idHash);
  }

  async discard(): Promise<void> {
    await this.projector.stop();
    await this.directory.stop();
    await this.store.close();
    await this.log.discard();
    rmSync(this.folder, { recursive: true, force: true });
  }

  private person(city: number, index: number): Person {
    const idNumber = idNumberOf(addDays('1950-01-01', city), index);
    return { name: `路人${index}`, idNumber, idHash: this.log.events.keyring.identityHash(idNumber) };
  }

  private async register({ people, householdIds, personIds }: ScratchCity, index: number, wageFen: number): Promise<void> {
    const householdId = householdIds[index]!;
    const [head, other] = [2 * index, 2 * index + 1] as const;
    const personOf = (person: number) => ({ ...people[person]!, personId: personIds[person]! });
    const yearly = { ...incomes, wageFen };
    const data = {
      ...{ householdId, importId: 'i1', row: index + 1, unitId: '410481-B1', fileNumber: `F-${index}`, archiveLevel: 'city' as const },
      ...{ appliedOn: '2022-02-14', registeredOn: '2022-02-14', reverifyDueOn: '2023-02-14' },
      ...{ principal: { ...principal, ...personOf(head) }, members: [{ ...spouse, ...personOf(other) }] },
      ...{ incomes: yearly, rigidCosts, window, assets, causes: { main: 'critical_illness' as const, secondary: [] } },
      classification: classificationOf({ incomes: yearly }),
    } as const;
    await this.log.streams.handle(household, householdId, { type: 'ImportHousehold', data }, this.context());
    for (const person of [head, other]) await this.claim(people[person]!.idHash, householdId);
    if (index === LEFT) await this.write(`household-${householdId}`, left(personIds[head]!));
  }

  private async claim(identityId: string, householdId: string): Promise<void> {
    const data = { identityId, householdId, as: 'member' } as const;
    await this.log.streams.handle(identity, identityId, { type: 'ClaimIdentity', data }, this.context());
  }

  private context() {
    return systemContext('test', this.clock, `scratch-${(this.requests += 1)}`);
  }

  /** Events as they are, without a decision. */
  private async write(stream: string, event: DomainEvent): Promise<void> {
    const { revision } = await this.log.events.tail(stream);
    await this.log.events.append(stream, revision === -1 ? 'noStream' : revision, newEvents(stream, this.context(), [event]));
  }
}

const left = (personId: string): HouseholdEvent => ({
  type: 'HouseholdLeftDifficulty',
  data: {
    ...{ personId, leftOn: '2022-03-01', explainedOn: '2022-03-01', causeRemoved: '已就业', months: [] },
    ...{ exit: starterRules.exit, exitStableMonths: starterRules.exitStableMonths, policyVersion: 'pingdingshan@1' },
  },
});
