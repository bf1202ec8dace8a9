import { Campaign, type Outcome } from '../support/openapi/campaign.js';
import { castOf } from '../support/openapi/cast.js';
import type { OpenApiDocument } from '../support/openapi/document.js';
import { PERSONAL } from '../support/openapi/oracle.js';
import { hangUp } from '../support/openapi/raw-request.js';
import { SetClock, TestServer } from '../support/server.js';

/** HOSTILE_SEED, HOSTILE_RUNS and HOSTILE_ROUTES (part of their names) make other campaigns of it; without them every run is the same. */
const seed = Number(process.env['HOSTILE_SEED'] ?? 20_221_107);
const runs = Number(process.env['HOSTILE_RUNS'] ?? 40);
const routes = process.env['HOSTILE_ROUTES'] ?? '';

const LONGEST_MS = 1_800_000;

const reportOf = (outcomes: readonly Outcome[]): string =>
  outcomes.map(({ operation, statuses, fault }) => `${operation} ${JSON.stringify(statuses)} ${fault ?? ''}\n`).join('');

describe('hostile input', () => {
  const clock = new SetClock('2022-02-10T02:00:00.000Z');
  const logged: string[] = [];
  let server: TestServer;
  let outcomes: readonly Outcome[];

  beforeAll(async () => {
    server = await TestServer.start({ clock, environment: { LOG_LEVEL: 'debug' }, logTo: { write: (line) => void logged.push(line) } });
    const cast = await castOf(server, clock);
    const document = (await server.request('GET', '/openapi.json')).body as OpenApiDocument;
    outcomes = await new Campaign({ ...cast, server, document, routes, seed, runs }).run();
    if (process.env['HOSTILE_REPORT']) process.stdout.write(reportOf(outcomes));
  }, LONGEST_MS);
  afterAll(async () => {
    hangUp();
    await server.discard();
  });

  it(`gets a proper answer from every route, and never the server down (seed ${seed}, ${runs} requests a route)`, () => {
    expect(outcomes.length).toBeGreaterThan(0);
    expect(outcomes.flatMap(({ operation, fault }) => (fault === undefined ? [] : [`${operation}: ${fault}`]))).toEqual([]);
  });

  it('is near enough to what is valid to come as far as the rules of every route', () => {
    expect(outcomes.filter(({ decided }) => decided === 0).map(({ operation }) => operation)).toEqual([]);
  });

  it('leaves no personal value in the log lines', () => {
    expect(logged.length).toBeGreaterThan(0);
    expect(logged.filter((line) => PERSONAL.test(line))).toEqual([]);
  });
});
