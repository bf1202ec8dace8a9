import { isIP } from 'node:net';
import { resolve } from 'node:path';

/** All that can be set from outside, once validated. */
export type Settings = Readonly<{
  port: number;
  host: string;
  dataDir: string;
  roles: readonly ServerRole[];
  eventStore: 'sqlite' | 'eventstoredb';
  eventStoreUrl: string | undefined;
  readStore: 'sqlite' | 'mongodb';
  mongoUrl: string | undefined;
  mongoDatabase: string;
  masterKey: Buffer | undefined;
  sessionHours: number;
  signInsPerMinute: number;
  selfReportsPerMinute: number;
  publicUrl: string;
  trustedProxies: readonly string[];
  logLevel: LogLevel;
  metricsToken: string | undefined;
  requestTimeoutSeconds: number;
  stopSeconds: number;
  importMaxBytes: number;
  feedMaxBytes: number;
  deadlinesEveryMs: number;
  liveStreams: number;
  liveStreamsPerPerson: number;
  noticeTelephone: string;
}>;

/** Injection token of the settings. */
export const SETTINGS = Symbol('settings');

export type ServerRole = 'api' | 'projector';

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** A setting that is wrong or unknown: the server does not start, and says which it is. */
export class WrongSetting extends Error {
  constructor(
    readonly setting: string,
    what: string,
  ) {
    super(`setting ${setting}: ${what}`);
    this.name = 'WrongSetting';
  }
}

type Definition<T> = Readonly<{ about: string; fallback: string | undefined; parse: (text: string, name: string) => T }>;

const text: Definition<string>['parse'] = (value) => value;

const whole =
  (lowest: number, highest: number) =>
  (value: string, name: string): number => {
    const number = Number(value);
    if (/^\d+$/.test(value) && number >= lowest && number <= highest) return number;
    throw new WrongSetting(name, `must be a whole number from ${lowest} to ${highest}`);
  };

const oneOf =
  <T extends string>(choices: readonly T[]) =>
  (value: string, name: string): T => {
    const chosen = choices.find((choice) => choice === value);
    if (chosen !== undefined) return chosen;
    throw new WrongSetting(name, `must be one of ${choices.join(', ')}`);
  };

const someOf =
  <T extends string>(choices: readonly T[]) =>
  (value: string, name: string): readonly T[] =>
    value.split(',').map((part) => oneOf(choices)(part.trim(), name));

const telephone = (value: string, name: string): string => {
  if (/^\+?[0-9][0-9 -]{2,19}$/.test(value)) return value;
  throw new WrongSetting(name, 'must be a telephone number: digits, spaces and hyphens');
};

const url =
  (...protocols: readonly string[]) =>
  (value: string, name: string): string => {
    if (protocols.some((protocol) => value.startsWith(`${protocol}://`))) return value;
    throw new WrongSetting(name, `must begin with ${protocols.map((protocol) => `${protocol}://`).join(' or ')}`);
  };

/** Where a browser finds the server: scheme, host and perhaps a path, nothing after it. */
const publicAddress = (value: string, name: string): string => {
  const address = URL.canParse(value) ? new URL(value) : undefined;
  const isPlain = address && /^https?:$/.test(address.protocol) && !address.username && !address.search && !address.hash;
  if (isPlain) return value.replace(/\/+$/, '');
  throw new WrongSetting(name, 'must be an http or https address without a query');
};

/** Addresses or networks in CIDR form, separated by commas. */
const addresses = (value: string, name: string): readonly string[] => {
  const listed = value.split(',').flatMap((part) => (part.trim() === '' ? [] : [part.trim()]));
  const isAddress = (address = '', prefix = '0') =>
    isIP(address) !== 0 && /^\d{1,3}$/.test(prefix) && Number(prefix) <= (isIP(address) === 4 ? 32 : 128);
  if (listed.every((each) => isAddress(...(each.split('/') as [string, string?])))) return listed;
  throw new WrongSetting(name, 'must be addresses or networks such as 10.0.0.5 or 10.0.0.0/24, separated by commas');
};

const key = (value: string, name: string): Buffer => {
  const bytes = Buffer.from(value, 'base64');
  if (bytes.length === 32) return bytes;
  throw new WrongSetting(name, 'must be 32 bytes in base64');
};

const secret = (value: string, name: string): string => {
  if (/^[\x21-\x7e]{16,}$/.test(value)) return value;
  throw new WrongSetting(name, 'must be at least 16 visible ASCII characters');
};

const define = <T>(about: string, fallback: string | undefined, parse: (value: string, name: string) => T): Definition<T> => ({
  about,
  fallback,
  parse,
});

/** Every environment variable the server reads; docs/operations.md lists the same ones, which a test compares. */
export const definitions = {
  PORT: define('port to listen on; 0 takes a free one', '3000', whole(0, 65_535)),
  HOST: define('address to listen on', '127.0.0.1', text),
  DATA_DIR: define('folder of events, views, keys and uploads', './data', text),
  ROLES: define('api, projector or both', 'api,projector', someOf<ServerRole>(['api', 'projector'])),
  EVENT_STORE: define('sqlite or eventstoredb', 'sqlite', oneOf<'sqlite' | 'eventstoredb'>(['sqlite', 'eventstoredb'])),
  EVENTSTOREDB_URL: define('connection string of EventStoreDB', undefined, url('esdb', 'esdb+discover')),
  READ_STORE: define('sqlite or mongodb', 'sqlite', oneOf<'sqlite' | 'mongodb'>(['sqlite', 'mongodb'])),
  MONGODB_URL: define('connection string of MongoDB', undefined, url('mongodb', 'mongodb+srv')),
  MONGODB_DATABASE: define('database of views and keys', 'nuanliu', text),
  MASTER_KEY: define('32 bytes in base64 that wrap all keys; without it DATA_DIR/keys/master.key is made', undefined, key),
  SESSION_HOURS: define('hours a session lasts', '12', whole(1, 24)),
  TRUSTED_PROXIES: define(
    'addresses or networks, by commas, of proxies that tell the address of a client (X-Forwarded-For)',
    '',
    addresses,
  ),
  SIGN_INS_PER_MINUTE: define('attempts to sign in that one address may make in a minute', '60', whole(1, 1_000_000)),
  SELF_REPORTS_PER_MINUTE: define('reports of changes that one address may send in a minute', '20', whole(1, 1_000_000)),
  PUBLIC_URL: define(
    'address at which browsers find this server, for links and QR codes; without it http://localhost:PORT',
    undefined,
    publicAddress,
  ),
  LOG_LEVEL: define('fatal, error, warn, info, debug, trace or silent', 'info', oneOf(LOG_LEVELS)),
  METRICS_TOKEN: define('token with which a machine may read /api/metrics; without it only people may', undefined, secret),
  REQUEST_TIMEOUT_SECONDS: define('seconds a client has to send a request', '120', whole(1, 3600)),
  STOP_SECONDS: define('seconds a stop waits for requests under way before it cuts them', '30', whole(1, 600)),
  NOTICE_TELEPHONE: define('telephone printed on public notices for reports; 12351 is the hotline of the unions', '12351', telephone),
  LIVE_STREAMS: define('live streams that this process keeps open at a time', '1000', whole(1, 100_000)),
  LIVE_STREAMS_PER_PERSON: define('live streams that one account may have open at this process', '10', whole(1, 1000)),
  DEADLINES_EVERY_MS: define('milliseconds between two passes over what is due', '60000', whole(100, 3_600_000)),
  IMPORT_MAX_BYTES: define('largest file an import takes', String(50 * 1024 * 1024), whole(1024, 1024 ** 3)),
  FEED_MAX_BYTES: define(
    'largest CSV file of a department; a workbook is held to IMPORT_MAX_BYTES',
    String(256 * 1024 * 1024),
    whole(1024, 8 * 1024 ** 3),
  ),
};

type Definitions = typeof definitions;
type Name = keyof Definitions;

const squeezed = (name: string): string => name.replace(/[^A-Za-z0-9]/g, '').toUpperCase();

/** The environment belongs to many, so only names that are ours but for spelling are called unknown. */
const refuseMisspelt = (environment: NodeJS.ProcessEnv): void => {
  const names = Object.keys(definitions);
  for (const given of Object.keys(environment)) {
    const meant = names.find((name) => name !== given && (squeezed(name) === squeezed(given) || `NUANLIU_${name}` === given));
    if (meant) throw new WrongSetting(given, `unknown; ${meant} is meant?`);
    if (given.startsWith('NUANLIU_')) throw new WrongSetting(given, 'unknown');
  }
};

const requireUrl = (chosen: boolean, value: string | undefined, name: Name): void => {
  if (chosen && value === undefined) throw new WrongSetting(name, 'is missing');
};

/** Reads and validates the environment. @throws {WrongSetting} naming the first variable that is wrong. */
export const readSettings = (environment: NodeJS.ProcessEnv): Settings => {
  refuseMisspelt(environment);
  const read = <N extends Name>(name: N): ReturnType<Definitions[N]['parse']> => {
    const definition: Definition<unknown> = definitions[name];
    const given = environment[name] === '' ? undefined : environment[name];
    const value = given ?? definition.fallback;
    return (value === undefined ? undefined : definition.parse(value, name)) as ReturnType<Definitions[N]['parse']>;
  };
  const settings: Settings = {
    port: read('PORT'),
    host: read('HOST'),
    dataDir: resolve(read('DATA_DIR')),
    roles: read('ROLES'),
    eventStore: read('EVENT_STORE'),
    eventStoreUrl: read('EVENTSTOREDB_URL'),
    readStore: read('READ_STORE'),
    mongoUrl: read('MONGODB_URL'),
    mongoDatabase: read('MONGODB_DATABASE'),
    masterKey: read('MASTER_KEY'),
    sessionHours: read('SESSION_HOURS'),
    signInsPerMinute: read('SIGN_INS_PER_MINUTE'),
    selfReportsPerMinute: read('SELF_REPORTS_PER_MINUTE'),
    publicUrl: read('PUBLIC_URL') ?? `http://localhost:${read('PORT')}`,
    trustedProxies: read('TRUSTED_PROXIES'),
    logLevel: read('LOG_LEVEL'),
    metricsToken: read('METRICS_TOKEN'),
    requestTimeoutSeconds: read('REQUEST_TIMEOUT_SECONDS'),
    stopSeconds: read('STOP_SECONDS'),
    importMaxBytes: read('IMPORT_MAX_BYTES'),
    feedMaxBytes: read('FEED_MAX_BYTES'),
    deadlinesEveryMs: read('DEADLINES_EVERY_MS'),
    liveStreams: read('LIVE_STREAMS'),
    liveStreamsPerPerson: read('LIVE_STREAMS_PER_PERSON'),
    noticeTelephone: read('NOTICE_TELEPHONE'),
  };
  requireUrl(settings.eventStore === 'eventstoredb', settings.eventStoreUrl, 'EVENTSTOREDB_URL');
  requireUrl(settings.readStore === 'mongodb', settings.mongoUrl, 'MONGODB_URL');
  return settings;
};
