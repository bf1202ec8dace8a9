import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MongoClient } from 'mongodb';
import { CaseWork, applicationOf, officeOf, ok } from '../support/case-work.js';
import { City } from '../support/city.js';
import { startEventStoreDb } from '../support/eventstoredb/server.js';
import { eventually } from '../support/eventually.js';
import { idNumberOf } from '../support/people.js';
import { SetClock, TestServer } from '../support/server.js';

const url = process.env['MONGODB_URL'];
const onBoth = process.env['MONGODB_URL'] === undefined ? describe.skip : describe;
const title = url === undefined ? ' (skipped: MONGODB_URL is not set)' : '';

onBoth(`an api and a projector in processes of their own, on EventStoreDB and MongoDB${title}`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'nuanliu-cluster-'));
  const database = `nuanliu_cluster_${process.pid}`;
  const clock = new SetClock('2022-02-10T02:00:00.000Z');
  let log: Awaited<ReturnType<typeof startEventStoreDb>>;
  let api: TestServer;
  let projector: TestServer;

  const start = (roles: string) =>
    TestServer.start({
      clock,
      dataDir: join(folder, roles),
      environment: {
        ROLES: roles,
        EVENT_STORE: 'eventstoredb',
        EVENTSTOREDB_URL: log.url,
        READ_STORE: 'mongodb',
        MONGODB_URL: url,
        MONGODB_DATABASE: database,
        MASTER_KEY: Buffer.alloc(32, 5).toString('base64'),
      },
    });

  beforeAll(async () => {
    log = await startEventStoreDb(join(folder, 'log.db'));
    projector = await start('projector');
    api = await start('api');
  }, 60_000);
  afterAll(async () => {
    await api.stop();
    await projector.stop();
    await log.stop();
    const client = await MongoClient.connect(url!);
    await client.db(database).dropDatabase();
    await client.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('takes a household from application to approval, and the api shows what the projector keeps', async () => {
    const city = await City.found(api);
    const office = await officeOf(city);
    const work = await CaseWork.apply(api, office, applicationOf(idNumberOf('1974-03-16', 1)));
    await work.register(clock);
    const { body } = await ok(office.approver.get('/households'));
    await eventually(async () => {
      const board = await office.approver.get('/households');
      expect(board.body.rows).toMatchObject([{ householdId: work.householdId, status: 'registered', name: '高娟' }]);
    });
    expect(body).toHaveProperty('rows');
    expect((await office.caseworker.get(`/households/${work.householdId}`)).body.file.facts.principal.idNumber).toContain('****');
  }, 60_000);

  it('waits for the position of a command, though another process keeps the view', async () => {
    const city = await City.found(api);
    const clerk = await city.hire('base_caseworker');
    const applied = await ok(clerk.post('/households', applicationOf(idNumberOf('1980-05-05', 7), { fileNumber: 'F-7' })));
    const { body } = await ok(clerk.get(`/households?fileNumber=F-7&after=${applied.body.position}`));
    expect(body.rows).toHaveLength(1);
  }, 60_000);
});
