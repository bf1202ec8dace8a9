import { WrongSetting, definitions, readSettings } from './settings.js';

describe('settings', () => {
  it('are all there without any environment', () => {
    expect(readSettings({})).toMatchObject({
      port: 3000,
      host: '127.0.0.1',
      roles: ['api', 'projector'],
      eventStore: 'sqlite',
      readStore: 'sqlite',
    });
  });

  it('take an empty variable as one that is not set', () => {
    expect(readSettings({ PORT: '', MASTER_KEY: '' })).toMatchObject({ port: 3000, masterKey: undefined });
  });

  it('leave the variables of others alone', () => {
    expect(readSettings({ HOME: 'here', PORTS: '1', npm_config_port: '2' })).toMatchObject({ port: 3000 });
  });

  it.each([
    ['PORT', '70000', 'a whole number from 0 to 65535'],
    ['PORT', '3e3', 'a whole number'],
    ['PORT', '-1', 'a whole number'],
    ['ROLES', 'api,accountant', 'one of api, projector'],
    ['EVENT_STORE', 'SQLite', 'one of sqlite, eventstoredb'],
    ['EVENTSTOREDB_URL', 'tcp://events:1113', 'begin with esdb://'],
    ['READ_STORE', 'papyrus', 'one of sqlite, mongodb'],
    ['MONGODB_URL', 'views:27017', 'begin with mongodb://'],
    ['MASTER_KEY', Buffer.alloc(31).toString('base64'), '32 bytes in base64'],
    ['SESSION_HOURS', '0', 'from 1 to 24'],
    ['SELF_REPORTS_PER_MINUTE', 'many', 'a whole number'],
    ['PUBLIC_URL', 'union.example', 'an http or https address'],
    ['PUBLIC_URL', 'ftp://union.example', 'an http or https address'],
    ['PUBLIC_URL', 'https://union.example/?a=1', 'an http or https address'],
    ['LOG_LEVEL', 'loud', 'one of fatal'],
    ['METRICS_TOKEN', 'short', 'at least 16'],
    ['METRICS_TOKEN', 'sixteen with a space', 'at least 16'],
    ['REQUEST_TIMEOUT_SECONDS', 'never', 'a whole number'],
    ['STOP_SECONDS', '601', 'from 1 to 600'],
    ['IMPORT_MAX_BYTES', '1023', 'from 1024'],
  ])('refuse %s=%s by its name, without repeating what it held', (name, value, complaint) => {
    const read = () => readSettings({ [name]: value });
    expect(read).toThrow(WrongSetting);
    expect(read).toThrow(new RegExp(`^setting ${name}: .*${complaint}`));
    expect(read).not.toThrow(value);
  });

  it('know where browsers find the server', () => {
    expect(readSettings({ PORT: '8080' }).publicUrl).toBe('http://localhost:8080');
    expect(readSettings({ PUBLIC_URL: 'https://union.example/warm/' }).publicUrl).toBe('https://union.example/warm');
  });

  it.each([
    [{ EVENT_STORE: 'eventstoredb' }, 'setting EVENTSTOREDB_URL: is missing'],
    [{ READ_STORE: 'mongodb' }, 'setting MONGODB_URL: is missing'],
  ])('ask for what a chosen store needs (%j)', (environment, complaint) => {
    expect(() => readSettings(environment)).toThrow(complaint);
  });

  it.each([
    ['data_dir', 'DATA_DIR'],
    ['DATADIR', 'DATA_DIR'],
    ['Master_Key', 'MASTER_KEY'],
    ['NUANLIU_PORT', 'PORT'],
  ])('do not pass over %s, which is meant to be %s', (name, meant) => {
    expect(() => readSettings({ [name]: 'x' })).toThrow(`setting ${name}: unknown; ${meant} is meant?`);
  });

  it('refuse a name that begins as ours do and is none', () => {
    expect(() => readSettings({ NUANLIU_COLOUR: 'red' })).toThrow('setting NUANLIU_COLOUR: unknown');
  });

  it('each say what they are about', () => {
    for (const { about } of Object.values(definitions)) expect(about).toMatch(/^[\w/.-]+[,;]? .+[^.]$/);
  });
});
