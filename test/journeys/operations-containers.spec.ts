import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { definitions, readSettings } from '../../apps/server/src/platform/settings.js';

const ROOT = join(import.meta.dirname, '../..');
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

const secrets = {
  EVENTSTOREDB_PASSWORD: 'events-password',
  MONGODB_PASSWORD: 'views-password',
  MONGODB_KEY: 'replica-key',
  MASTER_KEY: Buffer.alloc(32, 7).toString('base64'),
  METRICS_TOKEN: 'a-token-of-sixteen-and-more',
};

const compose = (options: readonly string[], environment: NodeJS.ProcessEnv): string =>
  execFileSync('docker-compose', ['--file', 'docker-compose.yml', ...options], {
    cwd: ROOT,
    env: { PATH: process.env.PATH, ...environment },
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });

/** The block of one service in what compose makes of the file. */
const serviceIn = (resolved: string, name: string): string => new RegExp(`^  ${name}:\\n((?:    .*\\n)+)`, 'm').exec(resolved)?.[1] ?? '';
const environmentIn = (service: string): Readonly<Record<string, string>> =>
  Object.fromEntries([...service.matchAll(/^ {6}([A-Z_]+): (.*)$/gm)].map(([, name = '', value = '']) => [name, value]));

describe('the composition of several machines', () => {
  const resolved = compose(['config'], secrets);

  it('has three nodes of either store, what prepares them, and the two roles of the server', () => {
    expect(compose(['config', '--services'], secrets).trim().split('\n').sort()).toStrictEqual(
      ['api', 'certificates', 'events-1', 'events-2', 'events-3', 'projector', 'views-1', 'views-2', 'views-3', 'views-init'].sort(),
    );
  });

  it.each(Object.keys(secrets))('does not start without %s', (name) => {
    expect(() => compose(['config'], { ...secrets, [name]: '' })).toThrow(name);
  });

  it.each(['api', 'projector'])('gives the %s settings that the server takes', (role) => {
    const environment = environmentIn(serviceIn(resolved, role));
    expect(Object.keys(environment).filter((name) => !(name in definitions))).toStrictEqual([]);
    expect(readSettings(environment)).toMatchObject({
      roles: [role],
      eventStore: 'eventstoredb',
      eventStoreUrl: expect.stringContaining('events-1:2113,events-2:2113,events-3:2113'),
      readStore: 'mongodb',
      mongoUrl: expect.stringContaining('replicaSet=views'),
      metricsToken: secrets.METRICS_TOKEN,
    });
  });

  it.each(['api', 'projector'])('runs more than one %s', (role) => {
    expect(serviceIn(resolved, role)).toMatch(/replicas: 2/);
  });

  it('gives a server the time it needs to stop', () => {
    const [, grace] = /^x-server: [\s\S]*?stop_grace_period: (\d+)s/m.exec(read('docker-compose.yml'))!;
    expect(Number(grace)).toBeGreaterThan(readSettings({}).stopSeconds);
  });

  it('asks every store whether it is well, and keeps its data in a volume of its own', () => {
    for (const name of ['events-1', 'events-2', 'events-3', 'views-1', 'views-2', 'views-3']) {
      const service = serviceIn(resolved, name);
      expect(service).toContain('healthcheck:');
      expect(service).toContain(`- ${name}:/`);
    }
  });
});

describe('the image of the server', () => {
  const dockerfile = read('Dockerfile');
  const last = dockerfile.slice(dockerfile.lastIndexOf('\nFROM '));

  it('runs as nobody in particular, says whether it lives, and sets only what the server knows', () => {
    expect(last).toMatch(/^USER node$/m);
    expect(last).toMatch(/^HEALTHCHECK /m);
    const names = [.../^ENV (.*)$/m.exec(last)![1]!.matchAll(/([A-Z_]+)=/g)].map(([, name]) => name!);
    expect(names.filter((name) => name !== 'NODE_ENV' && !(name in definitions))).toStrictEqual([]);
  });

  it('runs the same Node as everybody else', () => {
    const { dependencies } = JSON.parse(read('package.json')) as { dependencies: { node: string } };
    const major = /\d+/.exec(dependencies.node)![0];
    expect([...dockerfile.matchAll(/^FROM node:(\d+)/gm)].map(([, version]) => version)).toStrictEqual([major, major]);
  });
});
