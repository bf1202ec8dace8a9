import { globSync, rmSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { BuiltServer } from '../support/built-server.js';
import { expectedVerdicts, importOver, sendImport, unitTable, workbook } from '../support/import-files.js';
import { countsOf, storedEvents } from '../support/stored-events.js';

const ROUNDS = 4;
const PASSWORD = 'cold-current-2022';

/** A server in a folder that outlives it, with a union tree and somebody who imports. */
const founded = async (): Promise<Readonly<{ server: BuiltServer; token: string }>> => {
  const server = await BuiltServer.start();
  const admin = await server.administrator();
  const { body } = await sendImport({ server, token: admin }, unitTable);
  await importOver({ server, token: admin }, body.importId);
  const roles = [{ role: 'rights_dept_officer', unit: '410400' }];
  const account = { username: 'officer', displayName: '权益部', roles };
  const { body: made } = await server.request('POST', '/accounts', { token: admin, body: account });
  const first = await server.signIn('officer', made.oneTimePassword);
  const change = { currentPassword: made.oneTimePassword, newPassword: PASSWORD };
  await server.request('POST', '/accounts/me/change-password', { token: first, body: change });
  return { server, token: await server.signIn('officer', PASSWORD) };
};

describe('a server that is killed again and again in the middle of an import', () => {
  let server: BuiltServer;
  let token: string;
  let importId: string;
  const killedAt: number[] = [];

  beforeAll(async () => {
    ({ server, token } = await founded());
    ({ importId } = (await sendImport({ server, token }, workbook)).body);
    for (let round = 1; round <= ROUNDS; round++) {
      await delay(Math.random() * 150 * round);
      const { body } = await server.request('GET', `/imports/${importId}`, { token });
      killedAt.push(body.rowsDone);
      // The last time it is asked to stop: it leaves the import between two rows, for the next start.
      await server.stop(round === ROUNDS ? 'SIGTERM' : 'SIGKILL');
      server = await BuiltServer.start({ dataDir: server.dataDir });
    }
  }, 120_000);
  afterAll(async () => {
    await server.stop();
    rmSync(server.dataDir, { recursive: true, force: true });
  });

  it('ends the import by itself, with the verdicts of one that was never cut off', async () => {
    const progress = await importOver({ server, token }, importId);
    expect({ ...progress, killedAt }).toMatchObject({
      state: 'completed',
      rowsTotal: 620,
      rowsDone: 620,
      accepted: 596,
      rejected: 24,
      changed: 596,
    });
    expect((await server.request('GET', `/imports/${importId}/verdicts.csv`, { token })).body).toBe(expectedVerdicts);
  }, 90_000);

  it('has every household once and every person in one file', () => {
    const events = storedEvents(server.dataDir);
    for (const type of ['HouseholdApplied', 'HouseholdImported', 'HouseholdRegistered']) {
      const counts = countsOf(events, type);
      expect({ type, households: counts.size, most: Math.max(...counts.values()) }).toEqual({ type, households: 596, most: 1 });
    }
    const released = countsOf(events, 'IdentityReleased');
    const claims = [...countsOf(events, 'IdentityClaimed')].map(([stream, claimed]) => claimed - (released.get(stream) ?? 0));
    const members = events.filter(({ type }) => type === 'MemberAdded').length;
    expect({ persons: claims.length, most: Math.max(...claims), least: Math.min(...claims) }).toEqual({
      persons: 596 + members,
      most: 1,
      least: 1,
    });
  });

  it('says once that the import began and ended, and keeps no upload', () => {
    const ofImport = storedEvents(server.dataDir).filter(({ stream }) => stream === `import-${importId}`);
    expect(ofImport.map(({ type }) => type)).toEqual(['ImportStarted', 'ImportCompleted']);
    expect(globSync('imports/*.upload*', { cwd: server.dataDir })).toEqual([]);
  });

  it('changes nothing when the same file is sent once more', async () => {
    const before = storedEvents(server.dataDir).filter(({ type }) => type !== 'SignedIn').length;
    const { body } = await sendImport({ server, token }, workbook);
    expect(await importOver({ server, token }, body.importId)).toMatchObject({ importId, changed: 0 });
    expect(storedEvents(server.dataDir).filter(({ type }) => type !== 'SignedIn')).toHaveLength(before);
  });
});
