import fc from 'fast-check';
import { businessDayOf } from '#domain/kernel/time';
import { about, bill, happened } from '#domain/testing/sample-watch';
import { recorded, watchSteps } from '#domain/testing/watch-walks';
import { foldView, seenIn } from '../../../../test/support/fold-view.js';
import type { WatchSeen } from '../watch-folds.js';
import { readSlot, signalList } from './signal-list.js';

const rowsOf = (events: readonly unknown[]) => [...foldView(signalList, events as readonly WatchSeen[]).values()];
const heard = (signalId: string) =>
  happened('SignalReceived', { householdId: 'h1', unitId: 'U1', signal: bill(signalId, 600_000, { feedId: 'f1' }) });
const at = (day: string) => ({ meta: { at: `${day}T02:00:00.000Z` } });
const supported = { ...about, flagNumber: 1, signalIds: ['s1'], evidence: [], findings: [], supportedOn: '2022-03-05' };

describe('signals by day', () => {
  it('are as many on every past day, and as many of them flagged, as the log says', () => {
    fc.assert(
      fc.property(watchSteps(3, 40), (steps) => {
        const log = recorded(steps, '2022-03-01');
        const rows = rowsOf(log);
        for (const day of new Set(log.map(({ meta }) => businessDayOf(meta.at)))) {
          const known = log.filter(({ meta }) => businessDayOf(meta.at) <= day);
          const flagged = new Set(known.flatMap((each) => ('signalIds' in each.data ? each.data.signalIds : [])));
          expect(rows.filter(({ recordedOn }) => recordedOn <= day)).toHaveLength(
            known.filter(({ type }) => type === 'SignalReceived').length,
          );
          expect(rows.filter(({ flaggedOn }) => flaggedOn !== null && flaggedOn <= day)).toHaveLength(flagged.size);
        }
      }),
    );
  });

  it('keep where they came from and nothing of what they say', () => {
    const [row] = rowsOf(seenIn('watch-h1', [{ ...heard('s1'), ...at('2022-03-04') }]));
    expect(row).toEqual({
      ...{ signalKey: 'h1:s1', householdId: 'h1', signalId: 's1', unitId: 'U1', kind: 'medical_cost', department: '市医疗保障局' },
      ...{ happenedOn: '2022-02-20', receivedOn: '2022-03-01', recordedOn: '2022-03-04', slot: '2022-03 medical_cost 市医疗保障局' },
      ...{ feedId: 'f1', leadId: null, revision: 0, withdrawnOn: null, flaggedOn: null, flags: [] },
    });
  });

  it('know once of each flag, by its first event', () => {
    const flag = happened('FlagSupported', supported);
    const withdrawn = happened('SignalWithdrawn', { ...about, signalId: 's1', withdrawnOn: '2022-03-09', explanation: '更正' });
    const told = [heard('s1'), flag, flag, withdrawn].map((each, index) => ({ ...each, ...at(`2022-03-0${index + 4}`) }));
    expect(rowsOf(seenIn('watch-h1', told))).toMatchObject([
      { flaggedOn: '2022-03-05', flags: [{ flagNumber: 1, revision: 1, flaggedOn: '2022-03-05' }], withdrawnOn: '2022-03-07' },
    ]);
  });

  it('are counted under a department whatever its name', () =>
    expect(readSlot('2022-03 disaster 市 应急 局')).toEqual({ month: '2022-03', kind: 'disaster', department: '市 应急 局' }));
});
