import { QueryBus } from '@nestjs/cqrs';
import { policy, type PolicyCommand } from '#domain/policy/policy';
import { starterPolicy } from '#domain/policy/starter-policy';
import { starterWatchRules } from '#domain/policy/starter-watch-rules';
import type { RiskRule } from '#domain/policy/watch-rules';
import type { SignalKind } from '#domain/watch/watch.terms';
import { EventStore } from '#event-store/event-store';
import { uuidFrom } from '#event-store/request';
import { Streams } from '#event-store/streams';
import { Caller } from '../../apps/server/src/platform/caller.js';
import { Clock } from '../../apps/server/src/platform/clock.js';
import { Directory, systemContext } from '../../apps/server/src/platform/directory.js';
import { hearSignal } from '../../apps/server/src/platform/monitoring/hear-signal.js';
import { Standings } from '../../apps/server/src/platform/monitoring/standings.js';
import { TryPolicy } from '../../apps/server/src/policy/try-policy.js';
import { ok } from '../support/case-work.js';
import { City, units, type Clerk } from '../support/city.js';
import { eventually } from '../support/eventually.js';
import { LegacyFiles } from '../support/legacy-files.js';
import { SetClock, TestServer } from '../support/server.js';

const clock = new SetClock('2022-03-10T02:00:00.000Z');
const YUAN = 100;

let server: TestServer;
let city: City;
let officer: Clerk;
let latest: string;
const files = new Map<string, string>();

const decide = async (policyId: string, command: PolicyCommand): Promise<void> => {
  const context = systemContext('test', server.app.get(Clock), crypto.randomUUID());
  const { position } = await server.app.get(Streams).handle(policy, policyId, command, context);
  await server.app.get(Directory).reached(position);
};

/** Something a department tells of the principal of a file. */
const hear = async (label: string, kind: SignalKind, yuan: number, happenedOn: string): Promise<void> => {
  const [streams, directory] = [server.app.get(Streams), server.app.get(Directory)];
  const file = (await server.app.get(Standings).of(files.get(label)!, latest))!;
  const context = systemContext('test', server.app.get(Clock), crypto.randomUUID());
  const figures = { amountFen: yuan * YUAN, marks: kind === 'medical_cost' ? { care: 'inpatient' } : {} };
  const signalId = uuidFrom('heard', label, kind, happenedOn);
  const of = { signalId, personId: file.principalPersonId, kind, department: '市局', happenedOn, receivedOn: context.today, figures };
  latest = (await hearSignal({ streams, directory }, { file, signal: of }, context)).position;
};

const flagsOf = async (label: string): Promise<readonly unknown[]> => {
  const flags: unknown[] = [];
  for await (const page of server.app.get(EventStore).readStream(`watch-${files.get(label)}`))
    for (const { type, data } of page) if (type === 'FlagRaised') flags.push([data.ruleId, data.policyVersion]);
  return flags;
};

const inpatientFrom = (yuan: number): readonly RiskRule[] =>
  starterWatchRules.rules.map((rule) => {
    const [need] = rule.needs;
    if (rule.ruleId !== 'medical-inpatient' || need?.kind !== 'signal_sum') return rule;
    return { ...rule, needs: [{ ...need, atLeastFen: yuan * YUAN }] };
  });

const draft = (rules: readonly RiskRule[], policyId = 'pingdingshan', area = '4104'): Promise<void> => {
  const watch = { ...starterWatchRules, rules };
  const content = { ...starterPolicy, area, effectiveFrom: '2022-04-01', rules: { ...starterPolicy.rules, watch } };
  return decide(policyId, { type: 'DraftPolicy', data: { ...content, policyId } });
};

beforeAll(async () => {
  server = await TestServer.start({ clock });
  city = await City.found(server);
  officer = await city.hire('rights_dept_officer');
  const legacy = new LegacyFiles(server);
  const places = { heavy: units.base, middling: units.base, quiet: units.base, elsewhere: units.otherBase };
  for (const [label, unitId] of Object.entries(places)) {
    const { householdId, receipt } = await legacy.take({ unitId });
    files.set(label, householdId);
    latest = receipt.position;
  }
  await hear('heavy', 'medical_cost', 25_000, '2022-02-01');
  await hear('middling', 'medical_cost', 15_000, '2022-01-01');
  await hear('elsewhere', 'medical_cost', 21_000, '2022-02-01');
  await hear('elsewhere', 'disaster', 12_000, '2022-02-03');
});
afterAll(() => server.discard());

const attempt = (body: object = {}, query = '', clerk = officer, policyId = 'pingdingshan') =>
  clerk.post(`/policies/${policyId}/try?after=${latest}${query}`, body);
const tried = async (...asked: Parameters<typeof attempt>) => (await ok(attempt(...asked))).body;
const shown = (rows: readonly { householdId: string; flags: readonly { change: string; ruleId: string }[] }[]) =>
  Object.fromEntries(
    rows.map(({ householdId, flags }) => [
      [...files].find(([, id]) => id === householdId)![0],
      flags.map(({ change, ruleId }) => `${change} ${ruleId}`),
    ]),
  );

describe('trying a policy', () => {
  it('that was never drafted is refused, and one that is not there is not found', async () => {
    expect(await attempt()).toMatchObject({ status: 409, body: { code: 'policy-draft-absent', details: { version: 2 } } });
    expect((await attempt({ version: 9 })).status).toBe(404);
    expect((await attempt({}, '', officer, 'nobody')).status).toBe(404);
  });

  it('tells which flags a lower limit would raise, with whom, why and how much', async () => {
    await draft(inpatientFrom(12_000));
    expect(await tried()).toEqual({
      policyVersion: 'pingdingshan@2',
      on: '2022-04-01',
      examined: 4,
      totals: { households: 1, raised: 1, dropped: 0, rules: [{ ruleId: 'medical-inpatient', raised: 1, dropped: 0 }] },
      rows: [
        {
          householdId: files.get('middling'),
          fileNumber: 'L-0002',
          name: '高*',
          unitId: units.base,
          flags: [
            {
              change: 'raised',
              ruleId: 'medical-inpatient',
              title: '一年内住院自付费用较大',
              effect: 'watch',
              severity: 'yellow',
              signalIds: [uuidFrom('heard', 'middling', 'medical_cost', '2022-01-01')],
              findings: [
                {
                  condition: 'signal_sum',
                  figures: {
                    signal: 'medical_cost',
                    amountFen: 1_500_000,
                    atLeastFen: 1_200_000,
                    signals: 1,
                    withinDays: 365,
                    from: '2022-01-01',
                    to: '2022-01-01',
                  },
                },
              ],
            },
          ],
        },
      ],
    });
  });

  it('tells which flags a higher limit would drop, and of a worse severity both', async () => {
    await draft(inpatientFrom(22_000).map((rule) => (rule.ruleId === 'disaster-loss' ? { ...rule, severity: 'red' } : rule)));
    expect(shown((await tried()).rows)).toEqual({
      elsewhere: ['raised disaster-loss', 'dropped disaster-loss', 'dropped medical-inpatient'],
    });
  });

  it('looks at the units asked for, and at those of the caller', async () => {
    await draft([]);
    const everybody = await tried();
    expect(shown(everybody.rows)).toEqual({
      heavy: ['dropped medical-inpatient'],
      elsewhere: ['dropped disaster-loss', 'dropped medical-inpatient'],
    });
    expect(everybody.totals).toMatchObject({ households: 2, raised: 0, dropped: 3 });
    expect(shown((await tried({ unit: units.otherCounty })).rows)).toEqual({ elsewhere: expect.anything() });
    const neighbour = await city.hire('rights_dept_officer', units.county);
    expect(shown((await tried({}, '', neighbour)).rows)).toEqual({ heavy: expect.anything() });
    expect((await attempt({ unit: units.otherCounty }, '', neighbour)).status).toBe(404);
  });

  it('leaves out what was heard before a day', async () => {
    expect(shown((await tried({ since: '2022-03-10' })).rows)).toHaveProperty('heavy');
    expect((await tried({ since: '2022-03-11' })).rows).toEqual([]);
  });

  it('comes in pages, counted as a whole on the first', async () => {
    const first = await tried({}, '&limit=1');
    expect([first.examined, first.rows.length, first.totals.households]).toEqual([4, 1, 2]);
    const second = await tried({}, `&limit=1&cursor=${first.next}`);
    expect(second).not.toHaveProperty('totals');
    expect(second).not.toHaveProperty('next');
    expect(Object.keys(shown([...first.rows, ...second.rows])).toSorted()).toEqual(['elsewhere', 'heavy']);
    expect(await attempt({}, '&cursor=x')).toMatchObject({ status: 400, body: { code: 'cursor-invalid' } });
  });

  it('ends when nobody waits for it any more', async () => {
    const { accountId } = officer;
    const { roles } = server.app.get(Directory).account(accountId)!;
    const request = { at: clock.at(), today: clock.today(), requestId: 'r', requestDigest: 'd', correlationId: 'c' };
    const caller = new Caller(accountId, roles, request, server.app.get(Directory));
    const asked = { policyId: 'pingdingshan', body: {}, query: { limit: 50, cursorPart: () => ({}) } };
    const answer = await server.app.get(QueryBus).execute(new TryPolicy(asked, caller, AbortSignal.abort()));
    expect(answer).toMatchObject({ examined: 0, rows: [] });
  });

  it('is told when its client is gone', async () => {
    const asked: TryPolicy[] = [];
    const listening = server.app.get(QueryBus).subscribe((query) => {
      if (query instanceof TryPolicy) asked.push(query);
    });
    const client = new AbortController();
    const headers = { authorization: `Bearer ${await officer.session()}`, 'content-type': 'application/json' };
    const request = fetch(`${server.url}/api/policies/pingdingshan/try`, { method: 'POST', headers, body: '{}', signal: client.signal });
    await eventually(() => expect(asked).toHaveLength(1));
    client.abort();
    await request.catch(() => undefined);
    await eventually(() => expect(asked[0]!.gone.aborted).toBe(true));
    listening.unsubscribe();
  });

  it('leaves a county with rules of its own to them', async () => {
    await draft(starterWatchRules.rules, 'county-policy', '410402');
    await decide('county-policy', { type: 'PublishPolicy', data: { policyId: 'county-policy', version: 1 } });
    expect(shown((await tried()).rows)).toEqual({ heavy: ['dropped medical-inpatient'] });
    await decide('county-policy', { type: 'SupersedePolicy', data: { policyId: 'county-policy', version: 1, from: '2022-04-01' } });
  });

  it('writes nothing', async () => {
    const before = await server.app.get(EventStore).head();
    for (const body of [{}, { version: 1 }, { unit: units.county }]) await tried(body);
    expect(await server.app.get(EventStore).head()).toBe(before);
  });

  it.each(['county_approver', 'auditor', 'dashboard_viewer', 'administrator'] as const)('is not for a %s', async (role) =>
    expect((await attempt({}, '', await city.hire(role))).status).toBe(403),
  );
});

describe('a limit that was changed', () => {
  it('decides of what is heard from its first day on, and leaves earlier flags as they are', async () => {
    await draft(inpatientFrom(12_000));
    await decide('pingdingshan', { type: 'PublishPolicy', data: { policyId: 'pingdingshan', version: 2 } });
    await hear('quiet', 'medical_cost', 13_000, '2022-03-01');
    expect(await flagsOf('quiet')).toEqual([]);
    clock.set('2022-04-02T02:00:00.000Z');
    expect([await flagsOf('heavy'), await flagsOf('middling')]).toEqual([[['medical-inpatient', 'pingdingshan@1']], []]);
    await hear('middling', 'medical_cost', 100, '2022-04-01');
    await hear('heavy', 'medical_cost', 100, '2022-04-01');
    expect(await flagsOf('middling')).toEqual([['medical-inpatient', 'pingdingshan@2']]);
    expect(await flagsOf('heavy')).toEqual([['medical-inpatient', 'pingdingshan@1']]);
    expect((await tried({ version: 2 })).rows).toEqual([]);
  });
});
