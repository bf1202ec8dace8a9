import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { envelopes, numbered } from '../../../../test/support/envelopes.js';
import { LogUnavailable, type Envelope, type EventLog } from '../port.js';
import { verifyWholeLog } from '../whole-log.js';
import { openSqliteLog } from './sqlite-log.js';

describe('a write that fails', () => {
  let folder: string;
  let path: string;
  let log: EventLog;
  let failures: Error[];

  const open = async () => {
    failures = [];
    return openSqliteLog({ path, onFailure: (error) => failures.push(error) });
  };
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'failing-write-'));
    path = join(folder, 'events.db');
    log = await open();
  });
  afterEach(async () => {
    await log.close();
    rmSync(folder, { recursive: true });
  });

  const byHand = (sql: string) => {
    const database = new DatabaseSync(path);
    database.exec(sql);
    database.close();
  };
  /** From now on the write of this event fails: alone, or, as on a full disk, taking its whole transaction with it. */
  const failAt = ({ id }: Envelope, how: 'ABORT' | 'ROLLBACK') =>
    byHand(`CREATE TRIGGER fault BEFORE INSERT ON events WHEN NEW.id = '${id}' BEGIN SELECT RAISE(${how}, 'disk fault'); END`);
  const mend = () => byHand('DROP TRIGGER fault');
  const revisions = async (stream: string) => {
    const found: number[] = [];
    for await (const page of log.readStream(stream)) found.push(...page.map(({ envelope }) => envelope.revision));
    return found;
  };

  it.each([0, 1, 2, 3])('leaves nothing of its append behind, whichever of its rows it is (%i)', async (row) => {
    await log.append('case-1', 'noStream', numbered('case-1', -1, 1));
    const events = numbered('case-2', -1, 4);
    failAt(events[row]!, 'ABORT');
    await expect(log.append('case-2', 'noStream', events)).rejects.toThrow(LogUnavailable);
    expect(failures.map(String)).toStrictEqual(['Error: Error: disk fault']);
    mend();
    await log.close();
    log = await open();
    expect([await revisions('case-1'), await revisions('case-2')]).toStrictEqual([[0], []]);
    await log.append('case-2', 'noStream', events);
    expect(await revisions('case-2')).toStrictEqual([0, 1, 2, 3]);
  });

  it('refuses every append after it until the log is opened again, even once the fault is gone', async () => {
    const event = numbered('case-1', -1, 1);
    failAt(event[0]!, 'ABORT');
    await expect(log.append('case-1', 'noStream', event)).rejects.toThrow(LogUnavailable);
    mend();
    await expect(log.append('case-2', 'noStream', numbered('case-2', -1, 1))).rejects.toThrow(LogUnavailable);
    expect(failures).toHaveLength(1);
    expect(await revisions('case-1')).toStrictEqual([]);
  });

  it('acknowledges none of those that travelled with it, and writes none of those that travelled behind it', async () => {
    const chain = envelopes(
      'case-1',
      -1,
      Array.from({ length: 40 }, () => ({})),
    );
    failAt(chain[5]!, 'ROLLBACK');
    // So many at once go in two batches; the second must not build on what the first one lost.
    const appends = chain.map((event, index) => log.append('case-1', index === 0 ? 'noStream' : index - 1, [event]));
    const outcomes = await Promise.allSettled(appends);
    expect(new Set(outcomes.map(({ status }) => status))).toStrictEqual(new Set(['rejected']));
    mend();
    await log.close();
    log = await open();
    expect(await revisions('case-1')).toStrictEqual([]);
    expect(await verifyWholeLog(log)).toMatchObject({ events: 0 });
  });
});
