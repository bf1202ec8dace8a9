import { createHash, randomBytes } from 'node:crypto';
import { appendFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { openSqliteLog } from '#event-store/sqlite/sqlite-log';
import { views as registered } from '#read-models/registry';
import { openSqliteReadStore } from '#read-store/sqlite/sqlite-read-store';
import { BuiltServer, runTool, type Ended } from '../support/built-server.js';
import { eventually } from '../support/eventually.js';

const unit = (number: number) => ({ code: `4104-${number}`, kind: 'base_union', parent: '410400', name: `演示工会 ${number}` });
const result = ({ output }: Ended) => JSON.parse(output);

/** Hash of every event of a city, in the order of its log. */
const hashesIn = async (dataDir: string): Promise<readonly string[]> => {
  const log = await openSqliteLog({ path: join(dataDir, 'events.db'), readOnly: true });
  const hashes: string[] = [];
  for await (const page of log.readAll({ after: '' })) hashes.push(...page.map(({ envelope }) => envelope.hash));
  await log.close();
  return hashes;
};

/** Views, and not what reactions and deadlines keep beside them for themselves. */
const folded = new Set(registered.map(({ collection }) => collection.name));

/** Digest of every view that queries see. */
const digestsIn = async (dataDir: string): Promise<Readonly<Record<string, string>>> => {
  const store = await openSqliteReadStore({ path: join(dataDir, 'views.db') });
  const shown = (await store.builds()).filter(({ active, view }) => active && folded.has(view));
  const digests = await Promise.all(shown.map(async ({ view, build }) => [view, (await store.digest(build)).digest] as const));
  await store.close();
  return Object.fromEntries(digests);
};

describe('backing a city up and restoring it', () => {
  let folder: string;
  let server: BuiltServer;
  let token: string;
  let written = 0;

  const place = (name: string) => join(folder, name);
  const backup = (to: string, ...more: string[]) => runTool('backup', ['--to', place(to), '--json', ...more], server.dataDir);
  const restore = (from: string, to: string, more: string[] = [], environment: NodeJS.ProcessEnv = {}) =>
    runTool('restore', ['--from', place(from), '--json', ...more], place(to), environment);
  const register = async () => {
    written += 1;
    expect(await server.request('POST', '/units', { token, body: unit(written) })).toMatchObject({ status: 201 });
  };

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'nuanliu-backup-'));
    server = await BuiltServer.start({ dataDir: place('city') });
    token = await server.administrator();
    await server.request('POST', '/units', { token, body: { code: '410400', kind: 'city_union', name: '演示市总工会' } });
    for (let made = 0; made < 20; made += 1) await register();
  });
  afterAll(async () => {
    await server.stop();
    rmSync(folder, { recursive: true });
  });

  it('takes a backup in the midst of writing, which restores to what the log was at one moment', async () => {
    let going = true;
    const writing = (async () => {
      while (going) await register();
    })();
    const taken = await backup('busy', '--with-master-key');
    going = false;
    await writing;
    expect(taken).toMatchObject({ code: 0 });
    const restored = await restore('busy', 'from-busy');
    expect(restored).toMatchObject({ code: 0 });
    const [original, copy] = [await hashesIn(server.dataDir), await hashesIn(place('from-busy'))];
    expect(copy.length).toBeGreaterThan(20);
    expect(copy).toStrictEqual(original.slice(0, copy.length));
    expect(result(taken).log.events).toBe(copy.length);
  });

  it('restores the same events and the same views, and a server that goes on from them', async () => {
    const last = await server.request('POST', '/units', { token, body: unit((written += 1)) });
    await eventually(async () =>
      expect(await server.request('GET', `/units?after=${last.body.position}`, { token })).toMatchObject({ status: 200 }),
    );
    expect(await backup('quiet', '--with-master-key')).toMatchObject({ code: 0 });
    const { views } = result(await restore('quiet', 'from-quiet'));
    expect(await hashesIn(place('from-quiet'))).toStrictEqual(await hashesIn(server.dataDir));
    const digests = await digestsIn(server.dataDir);
    expect(Object.fromEntries(views.map(({ view, digest }: { view: string; digest: string }) => [view, digest]))).toStrictEqual(digests);

    const again = await BuiltServer.start({ dataDir: place('from-quiet') });
    const listed = await again.request('GET', '/units?limit=200', { token });
    expect(listed.body.rows.map(({ code }: { code: string }) => code)).toContain(unit(written).code);
    expect(await again.stop()).toMatchObject({ code: 0 });
    expect(await digestsIn(place('from-quiet'))).toStrictEqual(digests);
  });

  it('leaves the master key out unless it is asked for, and then needs it from elsewhere', async () => {
    const { output } = await backup('keyless');
    expect(JSON.parse(output).masterKey).toBe('not included');
    expect(readdirSync(place('keyless/keys'))).toStrictEqual(['keys.db']);
    const without = await restore('keyless', 'no-key');
    expect(without).toMatchObject({ code: 1, errors: expect.stringContaining('without its master key') });
    expect(existsSync(place('no-key/events.db'))).toBe(false);
    const wrong = await restore('keyless', 'wrong-key', [], { MASTER_KEY: randomBytes(32).toString('base64') });
    expect(wrong).toMatchObject({ code: 2, errors: expect.stringContaining('MASTER_KEY') });
    expect(readdirSync(place('wrong-key'))).toStrictEqual([]);
    const key = readFileSync(join(server.dataDir, 'keys/master.key'), 'utf8');
    expect(await restore('keyless', 'key-given', [], { MASTER_KEY: key })).toMatchObject({ code: 0 });
    const file = join(server.dataDir, 'keys/master.key');
    expect(await restore('keyless', 'key-file', ['--master-key-file', file])).toMatchObject({ code: 0 });
    expect(statSync(place('key-file/keys/master.key')).mode & 0o777).toBe(0o600);
  });

  it('overwrites neither a backup nor a city', async () => {
    mkdirSync(place('taken'));
    writeFileSync(place('taken/note.txt'), 'mine');
    expect(await backup('taken')).toMatchObject({ code: 1, errors: expect.stringContaining('is not empty') });
    await backup('fine', '--with-master-key');
    expect(await restore('fine', 'taken')).toMatchObject({ code: 1, errors: expect.stringContaining('is not empty') });
    expect(readdirSync(place('taken'))).toStrictEqual(['note.txt']);
  });

  const hashOfFile = (path: string) => createHash('sha256').update(readFileSync(path)).digest('hex');
  /** As a thief would who knows the manifest but has no way to make the hashes of events agree. */
  const rewriteManifest = (name: string) => {
    const path = place(`${name}/manifest.json`);
    const manifest = JSON.parse(readFileSync(path, 'utf8'));
    const entry = manifest.files.find((file: { path: string }) => file.path === 'events.db');
    entry.sha256 = hashOfFile(place(`${name}/events.db`));
    writeFileSync(path, JSON.stringify(manifest));
  };

  it('refuses a backup that is not as it was taken: a file changed, missing, or history rewritten', async () => {
    await backup('changed', '--with-master-key');
    expect(await restore('changed', 'never', ['--check'])).toMatchObject({ code: 0 });
    appendFileSync(place('changed/keys/keys.db'), ' ');
    expect(await restore('changed', 'never')).toMatchObject({ code: 1, errors: expect.stringContaining('keys/keys.db is not as it was') });
    rmSync(place('changed/keys/keys.db'));
    expect(await restore('changed', 'never')).toMatchObject({ code: 1, errors: expect.stringContaining('keys/keys.db is missing') });

    await backup('rewritten', '--with-master-key');
    const database = new DatabaseSync(place('rewritten/events.db'));
    database.exec("UPDATE events SET body = replace(body, '演示工会 7', '演示工会 8') WHERE stream = 'unit-4104-7'");
    database.close();
    rewriteManifest('rewritten');
    expect(await restore('rewritten', 'never', ['--check'])).toMatchObject({
      code: 1,
      errors: expect.stringContaining('unit-4104-7 is broken at revision 0'),
    });

    await backup('shortened', '--with-master-key');
    const shortened = new DatabaseSync(place('shortened/events.db'));
    shortened.exec('DELETE FROM events WHERE position = (SELECT max(position) FROM events)');
    shortened.close();
    rewriteManifest('shortened');
    expect(await restore('shortened', 'never')).toMatchObject({ code: 1, errors: expect.stringContaining('not what the manifest says') });
    expect(existsSync(place('never'))).toBe(false);
  });

  it('says what to do where the events are in EventStoreDB', async () => {
    const environment = { EVENT_STORE: 'eventstoredb', EVENTSTOREDB_URL: 'esdb://127.0.0.1:1?tls=false' };
    const refused = await runTool('backup', ['--to', place('other')], server.dataDir, environment);
    expect(refused).toMatchObject({ code: 1, errors: expect.stringContaining('with their own tools') });
  });
});
