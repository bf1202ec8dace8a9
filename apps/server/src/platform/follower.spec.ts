import { Logger } from '@nestjs/common';
import type { StoredEvent, StoredMessage } from '#event-store/event-store';
import { LogUnavailable } from '#event-store/port';
import { eventually } from '../../../../test/support/eventually.js';
import { FoldFailed, Follower } from './follower.js';

const event = (position: string): StoredEvent => ({ position, type: 'UnitRegistered', stream: 'unit-1' }) as StoredEvent;
const events = (...positions: string[]): StoredMessage => ({ kind: 'events', events: positions.map(event), position: positions.at(-1)! });

/** A log whose subscriptions say what is written for them, one after the other, and break off at an error. */
class ScriptedLog {
  readonly asked: string[] = [];
  constructor(private readonly scripts: (StoredMessage | Error)[][]) {}

  async *subscribe({ after, signal }: Readonly<{ after: string; signal: AbortSignal }>): AsyncGenerator<StoredMessage> {
    this.asked.push(after);
    for (const message of this.scripts.shift() ?? []) {
      if (message instanceof Error) throw message;
      yield message;
    }
    if (this.scripts.length === 0) await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
  }
}

const started = (scripts: (StoredMessage | Error)[][], fold: (event: StoredEvent) => void = () => undefined) => {
  const log = new ScriptedLog(scripts);
  const follower = new Follower({ name: 'Test', events: log, categories: ['unit'], fold, retryMs: 1 });
  follower.start();
  return { log, follower };
};

beforeAll(() => Logger.overrideLogger(false));

describe('following the log', () => {
  it('folds every event once, through outages of the log', async () => {
    const folded: string[] = [];
    const away = new LogUnavailable('away');
    const { log, follower } = started([[events('01', '02'), away], [away], [events('03')]], ({ position }) => void folded.push(position));
    await follower.until('03');
    expect({ folded, asked: log.asked }).toEqual({ folded: ['01', '02', '03'], asked: ['', '02', '02'] });
    expect(follower.isFollowing).toBe(true);
    await follower.stop();
  });

  it('says that it does not follow while the log is away', async () => {
    const { follower } = started([[new LogUnavailable('away')], [new LogUnavailable('away')], [{ kind: 'caughtUp', position: '05' }]]);
    expect(follower.isFollowing).toBe(false);
    await eventually(() => expect(follower.isFollowing).toBe(true));
    await follower.stop();
    expect(follower.isFollowing).toBe(false);
  });

  it('stops for good at an event that cannot be folded, asks no more, and tells who waits', async () => {
    const { log, follower } = started([[events('01', '02', '03')], [events('99')]], ({ position }) => {
      if (position === '02') throw new TypeError('名 高娟');
    });
    const waiting = follower.until('03');
    await expect(waiting).rejects.toThrow(FoldFailed);
    await expect(follower.until('99')).rejects.toThrow('the UnitRegistered at 02 cannot be folded');
    expect(follower.failure).toMatchObject({ position: '02' });
    expect(follower.failure!.message).not.toContain('高娟');
    expect({ asked: log.asked, isFollowing: follower.isFollowing }).toEqual({ asked: [''], isFollowing: false });
    await follower.stop();
  });

  it('gives up waiting where the waiter does', async () => {
    const { follower } = started([[events('01')]]);
    await follower.until('01');
    await expect(follower.until('02', AbortSignal.abort(new Error('late')))).rejects.toThrow('late');
    await follower.stop();
  });
});
