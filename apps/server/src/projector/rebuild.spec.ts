import { Logger } from '@nestjs/common';
import type { AnyView } from '#read-models/registry';
import type { ReadStore } from '#read-store/port';
import { eventually } from '../../../../test/support/eventually.js';
import { TallyCity, tallied, tallyView, type Count } from '../../../../test/support/tally.js';
import { Progress } from '../platform/progress.js';
import { underOwnLease } from '../platform/leases.js';
import { Projector } from './projector.js';
import { Rebuild, RebuildRunning, ViewCannotBeBuilt } from './rebuild.js';

const view = tallyView();
const other = tallyView('other');
const never = new AbortController().signal;
const counts = (count: number, from = 0): readonly Count[] =>
  Array.from({ length: count }, (_, index) => ({ number: from + index, keys: [`k${(from + index) % 7}`] }));

describe('rebuilding views', () => {
  let city: TallyCity;
  let tool: ReadStore;
  let projector: Projector | undefined;

  beforeAll(() => Logger.overrideLogger(false));
  beforeEach(async () => {
    city = await TallyCity.open();
    tool = await city.anotherStore();
  });
  afterEach(async () => {
    await projector?.stop();
    projector = undefined;
    await tool.close();
    await city.discard();
  });

  const keep = (...views: readonly AnyView[]) => {
    projector = new Projector({ events: city.events, store: city.store, views, progress: new Progress(), retryMs: 5 });
    projector.start();
  };
  const shows = (of: AnyView, expected: readonly Count[]) =>
    eventually(async () => expect(await city.rows(of)).toStrictEqual(tallied(of, expected)));
  const rebuild = (views: readonly AnyView[], more: object = {}) =>
    new Rebuild({ events: city.events, store: tool, views, ...more }).run(never);
  const buildsOf = async (of: AnyView) =>
    (await tool.builds(of.collection.name)).map(({ build, active }) => (active ? `${build} shown` : build));
  /** Changes a row behind the log's back, as a fault of a disk or of a hand would. */
  const damage = async (key: string) => {
    await projector?.stop();
    const build = 'tally.v1#1';
    const position = `${(await tool.checkpoint(build)).slice(0, -1)}~`;
    const lease = (await tool.acquireLease('damage', 'spec', 1000))!;
    await tool.apply(lease, [{ build, changes: [{ key, row: { key, last: -1, seen: [] }, position }], checkpoint: position }]);
    return lease;
  };

  it('switches to a new build that equals the old one, and keeps the old one until it is dropped', async () => {
    keep(view);
    await city.count(...counts(100));
    await shows(view, counts(100));
    const report = await rebuild([view]);
    expect(report).toMatchObject({ events: 100, views: [{ outcome: 'same', build: 'tally.v1#2', replaced: 'tally.v1#1', rows: 7 }] });
    expect(await buildsOf(view)).toStrictEqual(['tally.v1#1', 'tally.v1#2 shown']);
    await city.count(...counts(10, 100));
    await shows(view, counts(110));
    await tool.dropBuild('tally.v1#1');
    expect(await buildsOf(view)).toStrictEqual(['tally.v1#2 shown']);
  });

  it('reads each event once for all views together', async () => {
    keep(view, other);
    await city.count(...counts(500));
    await shows(other, counts(500));
    await shows(view, counts(500));
    await projector?.stop();
    expect(await rebuild([view, other])).toMatchObject({ events: 500, views: [{ outcome: 'same' }, { outcome: 'same' }] });
  });

  it('loses nothing that is written while it builds, compares and switches', async () => {
    keep(view, other);
    await city.count(...counts(2000));
    await shows(view, counts(2000));
    let written = 2000;
    let done = false;
    const writing = (async () => {
      while (!done) {
        await city.count(...counts(3, written));
        written += 3;
      }
    })();
    const reports = [await rebuild([view, other]), await rebuild([view])];
    done = true;
    await writing;
    expect(reports.flatMap(({ views }) => views.map(({ outcome }) => outcome))).toStrictEqual(['same', 'same', 'same']);
    await shows(view, counts(written));
    await shows(other, counts(written));
    expect(await buildsOf(view)).toContain('tally.v1#3 shown');
  });

  it('refuses a build that differs, says in which rows, and leaves what queries see', async () => {
    keep(view);
    await city.count(...counts(50));
    await shows(view, counts(50));
    await damage('k3');
    const before = await city.rows(view);
    const { views } = await rebuild([view]);
    expect(views).toMatchObject([{ outcome: 'differs', differing: ['k3'] }]);
    expect(await city.rows(view)).toStrictEqual(before);
    expect(await buildsOf(view)).toStrictEqual(['tally.v1#1 shown']);
  });

  it('names rows that only one of the builds has', async () => {
    keep(view);
    await city.count(...counts(5));
    await shows(view, counts(5));
    await damage('a row too many');
    expect((await rebuild([view])).views).toMatchObject([{ outcome: 'differs', differing: ['a row too many'] }]);
  });

  it('takes a build that differs where that is accepted', async () => {
    keep(view);
    await city.count(...counts(50));
    await shows(view, counts(50));
    await damage('k3');
    const { views } = await rebuild([view], { acceptDifference: true });
    expect(views).toMatchObject([{ outcome: 'accepted', differing: ['k3'] }]);
    expect(await city.rows(view)).toStrictEqual(tallied(view, counts(50)));
  });

  it('builds views of which there are none yet', async () => {
    await city.count(...counts(30));
    const { views } = await rebuild([view, other]);
    expect(views).toMatchObject([{ outcome: 'first' }, { outcome: 'first' }]);
    expect(await city.rows(view)).toStrictEqual(tallied(view, counts(30)));
    expect(await buildsOf(view)).toStrictEqual(['tally.v1#2 shown']);
  });

  it('prepares a new version beside the old one, which the next release then goes on from', async () => {
    keep(view);
    await city.count(...counts(30));
    await shows(view, counts(30));
    const next: AnyView = { ...tallyView('tally', 2), fold: (...[row, event, key]) => ({ ...view.fold(row, event, key), version: 2 }) };
    expect((await rebuild([next])).views).toMatchObject([{ outcome: 'prepared', build: 'tally.v2#1', rows: 7 }]);
    await city.count(...counts(5, 30));
    await shows(view, counts(35));
    await projector?.stop();
    keep(next);
    await eventually(async () => expect(await buildsOf(view)).toStrictEqual(['tally.v1#1', 'tally.v2#1 shown']));
    await shows(next, counts(35));
  });

  it('leaves nothing behind where a view cannot be built', async () => {
    keep(view);
    await city.count(...counts(30));
    await shows(view, counts(30));
    const failing: AnyView = {
      ...view,
      fold: () => {
        throw new RangeError();
      },
    };
    await expect(rebuild([failing])).rejects.toThrow(ViewCannotBeBuilt);
    expect(await buildsOf(view)).toStrictEqual(['tally.v1#1 shown']);
    await shows(view, counts(30));
  });

  it('leaves nothing behind where it is interrupted', async () => {
    keep(view);
    await city.count(...counts(30));
    await shows(view, counts(30));
    const interrupted = new AbortController();
    const work = new Rebuild({ events: city.events, store: tool, views: [view], onProgress: () => interrupted.abort() });
    await expect(work.run(interrupted.signal)).rejects.toThrow('abort');
    expect(await buildsOf(view)).toStrictEqual(['tally.v1#1 shown']);
  });

  it('is done by one at a time', async () => {
    await underOwnLease(city.store, 'rebuild', 'another', never, async () => {
      await expect(rebuild([view])).rejects.toThrow(RebuildRunning);
    });
  });
});
