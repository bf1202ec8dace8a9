import fc from 'fast-check';
import { lead } from '#domain/lead/lead';
import { bill } from '#domain/testing/sample-lead';
import { testContext } from '#domain/testing/scenario';
import { Refusal } from '#domain/kernel/refusal';
import { Streams } from '#event-store/streams';
import { ScratchLog } from '../../../../../test/support/scratch-log.js';
import { hearLead, hearReport, leadsOf } from './leads.js';

let log: ScratchLog;
beforeAll(async () => {
  log = await ScratchLog.open();
});
afterAll(() => log.discard());

const person = { name: '远山青', idNumber: '410424198001010012', unitId: 'C1', keepDays: 90 };
const context = { ...testContext, today: '2022-02-01' };

type Deed = Readonly<{ what: 'row' | 'report' | 'dismiss'; which: number; by: 0 | 1 }>;

const deed = fc.record<Deed>({
  what: fc.constantFrom('row', 'row', 'report', 'dismiss'),
  which: fc.nat(3),
  by: fc.constantFrom(0, 1),
});
/** What is done at the same time, one wave after the other. */
const waves = fc.array(fc.array(deed, { minLength: 1, maxLength: 5 }), { minLength: 3, maxLength: 6 });

describe('somebody of whom much is heard at once', () => {
  let people = 0;

  /** Two processes over one log, each with a memory of its own. */
  const processes = () => [new Streams(log.events), new Streams(log.events)] as const;

  const done = async (idHash: string, streams: Streams, { what, which }: Deed): Promise<void> => {
    const signalId = `${idHash}-s${which}`;
    if (what === 'row') await hearLead(streams, { ...person, idHash, signal: bill(signalId), ruleIds: [] }, context);
    const report = {
      phone: '19900000123',
      reportId: `${idHash}-r${which}`,
      change: 'illness',
      words: '住院',
      reportedOn: '2022-02-01',
    } as const;
    if (what === 'report') await hearReport(streams, { ...person, idHash, ...report, mostOfDay: 3 }, context);
    const open = what === 'dismiss' ? (await leadsOf(streams, idHash)).find(({ status }) => status === 'open') : undefined;
    if (!open) return;
    const data = { reasonKind: 'not_found', dismissedOn: '2022-02-01' } as const;
    const dismissing = streams.handle(
      lead,
      open.leadId,
      { type: 'DismissLead', data },
      { ...context, requestId: `dismiss-${open.leadId}` },
    );
    await dismissing.catch((error: unknown) => expect(error).toBeInstanceOf(Refusal));
  };

  it('has one open lead at most, and everything of him is heard once', () =>
    fc.assert(
      fc.asyncProperty(waves, async (course) => {
        const idHash = `person-${(people += 1)}`;
        const both = processes();
        for (const wave of course) await Promise.all(wave.map((each) => done(idHash, both[each.by], each)));
        const leads = await leadsOf(new Streams(log.events), idHash);
        expect(leads.slice(0, -1).filter(({ status }) => status === 'open')).toEqual([]);
        const heard = leads.flatMap((each) => [...each.heard].map(([id]) => id)).sort();
        const rows = new Set(
          course
            .flat()
            .filter(({ what }) => what === 'row')
            .map(({ which }) => `${idHash}-s${which}`),
        );
        expect(heard.filter((id) => id.includes('-s'))).toEqual([...rows].sort());
        expect(new Set(heard).size).toBe(heard.length);
      }),
      { numRuns: 40 },
    ));
});
