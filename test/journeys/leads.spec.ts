import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import decodeQR from 'qr/decode.js';
import { ERASED } from '#domain/kernel/message';
import { lead } from '#domain/lead/lead';
import { watch } from '#domain/watch/watch';
import { bill } from '#domain/testing/sample-lead';
import { EventStore, type StoredEvent } from '#event-store/event-store';
import { Streams } from '#event-store/streams';
import { leadBoard } from '#read-models/lead-board/lead-board';
import { Clock } from '../../apps/server/src/platform/clock.js';
import { systemContext } from '../../apps/server/src/platform/directory.js';
import { expireLeads } from '../../apps/server/src/platform/monitoring/expire-leads.js';
import { LeadLinks } from '../../apps/server/src/platform/monitoring/lead-links.js';
import { hearLead, leadIdOf, leadsOf } from '../../apps/server/src/platform/monitoring/leads.js';
import { Views } from '../../apps/server/src/platform/views.js';
import { ReactionsService } from '../../apps/server/src/reactions/reactions.module.js';
import { moveLeadsWithFile } from '../../apps/server/src/reactions/when-a-file-is-transferred-move-its-leads.js';
import { bringLeadToItsFile } from '../../apps/server/src/reactions/when-a-lead-hears-more-bring-it-to-its-file.js';
import { tellLinkedHouseholds } from '../../apps/server/src/reactions/when-a-lead-is-linked-tell-its-household.js';
import { linkLeadOfNewcomer } from '../../apps/server/src/reactions/when-a-person-comes-into-a-file-link-his-lead.js';
import { applicationOf, CaseWork, officeOf, ok, registeredHousehold, type Office } from '../support/case-work.js';
import { City, Clerk, units } from '../support/city.js';
import { eventually } from '../support/eventually.js';
import { idNumberOf } from '../support/people.js';
import { SetClock, TestServer, type Answer } from '../support/server.js';

const clock = new SetClock('2022-02-10T02:00:00.000Z');
const lines: string[] = [];
const logTo = new Writable({
  write: (chunk: Buffer, _encoding, done) => {
    lines.push(chunk.toString());
    done();
  },
});
const environment = {
  LOG_LEVEL: 'trace',
  PUBLIC_URL: 'https://union.example/warm/',
  SELF_REPORTS_PER_MINUTE: '30',
  DEADLINES_EVERY_MS: '3600000',
};

let server: TestServer;
let office: Office;
let officer: Clerk;
let auditor: Clerk;
let known: CaseWork;
let knownNumber: string;

beforeAll(async () => {
  server = await TestServer.start({ clock, environment, logTo });
  const city = await City.found(server);
  office = await officeOf(city);
  officer = await city.hire('service_centre_officer');
  auditor = await city.hire('auditor');
  known = await registeredHousehold(server, office, clock);
  knownNumber = (await known.file()).facts.principal.idNumber;
});
afterAll(() => server.discard());

const of = <T>(token: Parameters<TestServer['app']['get']>[0]): T => server.app.get(token);
const streams = () => of<Streams>(Streams);
const events = () => of<EventStore>(EventStore);

/** A minute later an address may send as many reports again. */
const nextMinute = (): void => clock.set(new Date(clock.now().getTime() + 60_000).toISOString());

const stranger = { name: '远山青', idNumber: idNumberOf('1981-07-07', 11), phone: '19900007711', words: '腰椎手术后无法上工' };
const reportOf = (change: Readonly<Record<string, unknown>> = {}) => ({
  unitCode: units.county,
  change: 'illness',
  ...stranger,
  ...change,
});
const report = (change: Readonly<Record<string, unknown>> = {}, headers: Record<string, string> = {}): Promise<Answer> =>
  server.request('POST', '/self-reports', { body: reportOf(change), headers });

/** All that follows from what was done is done. */
const settled = () => of<ReactionsService>(ReactionsService).settled(AbortSignal.timeout(20_000));
const leadOf = async (idNumber: string, number = 0): Promise<string> => {
  await settled();
  return leadIdOf(events().keyring.identityHash(idNumber), number);
};
const leadsKnownOf = (idNumber: string) => leadsOf(streams(), events().keyring.identityHash(idNumber));
const listed = async (clerk: Clerk, query = '') => {
  await settled();
  const { rows } = (await ok(clerk.get(`/leads?limit=200&after=${await events().head()}&${query}`))).body;
  return rows as { leadId: string; unitId: string; name: string; state: string }[];
};
const signalsOf = async (householdId: string) => [...(await streams().load(watch, householdId)).state.signals.values()];

describe('a household that reports itself', () => {
  const named = ['content-type', 'cache-control', 'etag', 'location', 'set-cookie'];
  const visible = ({ status, body, headers }: Answer) => ({
    status,
    fields: Object.keys(body),
    received: body.received,
    reference: String(body.reference).replaceAll(/[0-9A-F]/g, 'x'),
    headers: [...headers.keys()].filter((name) => name !== 'content-length').sort(),
    values: named.map((name) => headers.get(name)),
    length: headers.get('content-length'),
  });

  it('is answered alike, whether it has a file or not', async () => {
    const [ofKnown, ofStranger] = [await report({ idNumber: knownNumber, name: '高娟' }), await report()];
    expect(visible(ofKnown)).toEqual(visible(ofStranger));
    expect(visible(ofKnown)).toMatchObject({ status: 202, fields: ['received', 'reference'], received: true, reference: 'xxxx-xxxx' });
  });

  it('is found by the unit that keeps its file, or else by the one whose link it followed', async () => {
    const inBase = await listed(office.caseworker);
    expect(inBase).toMatchObject([{ leadId: await leadOf(knownNumber), unitId: units.base, name: '高*', state: 'open' }]);
    const inCounty = await listed(officer, 'source=self_report&state=open');
    expect(inCounty.map(({ unitId }) => unitId).sort()).toEqual([units.county, units.base].sort());
    expect(inCounty.find(({ unitId }) => unitId === units.county)).toMatchObject({ leadId: await leadOf(stranger.idNumber), name: '远**' });
    expect(await listed(officer, 'source=feed')).toEqual([]);
  });

  it('is written down once where the same request comes again, and again where it says something else', async () => {
    const someone = { idNumber: idNumberOf('1981-07-07', 12) };
    const key = { 'idempotency-key': 'from-a-telephone' };
    const answers = [await report(someone, key), await report(someone, key), await report({ ...someone, words: '又住院了' }, key)];
    const references = answers.map(({ body }) => body.reference);
    expect(references[1]).toBe(references[0]);
    expect(references[2]).not.toBe(references[0]);
    const [only] = await leadsKnownOf(someone.idNumber);
    expect(only).toMatchObject({ told: { reports: [{ words: stranger.words }, { words: '又住院了' }] } });
  });

  it('is told nothing when it reports more than is taken in on a day', async () => {
    nextMinute();
    const someone = { idNumber: idNumberOf('1981-07-07', 13) };
    const answers: Answer[] = [];
    for (const words of ['一', '二', '三', '四', '五']) answers.push(await report({ ...someone, words }));
    expect(new Set(answers.map((answer) => JSON.stringify(visible(answer)))).size).toBe(1);
    const [full] = await leadsKnownOf(someone.idNumber);
    expect(full).toMatchObject({ told: { reports: [{ words: '一' }, { words: '二' }, { words: '三' }] } });
    await ok(officer.post(`/leads/${full!.leadId}/dismiss`, { reasonKind: 'duplicate', dismissedOn: '2022-02-10' }));
    await report({ ...someone, words: '六' });
    expect(await leadsKnownOf(someone.idNumber)).toHaveLength(1);
    clock.set('2022-02-11T02:00:00.000Z');
    await report({ ...someone, words: '七' });
    expect(await leadsKnownOf(someone.idNumber)).toMatchObject([
      { status: 'dismissed' },
      { status: 'open', told: { reports: [{ words: '七' }] } },
    ]);
  });

  it.each([
    ['no union', { unitCode: '999999' }, '/unitCode', 'unit-unknown'],
    ['no ID number', { idNumber: '410424198107070000' }, '/idNumber', 'id-number'],
    ['no change of the list', { change: 'lottery' }, '/change', 'is-in'],
    ['too many words', { words: '字'.repeat(501) }, '/words', 'max-length'],
    ['a field that nobody asked for', { householdId: 'x' }, '/householdId', 'whitelist-validation'],
  ])('is told which field is wrong: %s', async (_, change, pointer, code) => {
    const head = await events().head();
    const { status, body } = await report(change);
    expect({ status, code: body.code }).toEqual({ status: 400, code: 'validation-failed' });
    expect(body.errors ?? body.fields).toEqual(expect.arrayContaining([expect.objectContaining({ pointer, code })]));
    expect(await events().head()).toBe(head);
  });

  it('is asked to wait where its address sends too many', async () => {
    nextMinute();
    const sent = await Promise.all(Array.from({ length: 31 }, () => report({ unitCode: '999999' })));
    expect(sent.filter(({ status }) => status === 400)).toHaveLength(30);
    const turnedAway = sent.find(({ status }) => status !== 400)!;
    expect(turnedAway).toMatchObject({ status: 429, body: { code: 'too-many-requests' } });
    expect(Number(turnedAway.headers.get('retry-after'))).toBeGreaterThan(0);
    nextMinute();
    expect((await report({ unitCode: '999999' })).status).toBe(400);
  });
});

describe('the link of a union', () => {
  /** The pixels of the code as a camera sees them: each module so many wide, dark ones where the path draws a square. */
  const seen = (svg: string, width: number) => {
    const side = Number(/viewBox="0 0 (\d+)/.exec(svg)![1]);
    const data = new Uint8Array(4 * (side * width) ** 2).fill(255);
    let [x, y] = [0, 0];
    for (const [, move, dx, dy] of svg.matchAll(/([Mm])(-?\d+) (-?\d+)/g)) {
      [x, y] = move === 'M' ? [Number(dx), Number(dy)] : [x + Number(dx), y + Number(dy)];
      for (let row = y * width; row < (y + 1) * width; row++)
        for (let column = x * width; column < (x + 1) * width; column++)
          data.fill(0, 4 * (row * side * width + column), 4 * (row * side * width + column) + 3);
    }
    return { width: side * width, height: side * width, data };
  };

  it('is an address and a QR code that says the same', async () => {
    const { body } = await ok(office.caseworker.get(`/units/${units.base}/self-report-link`));
    expect(body).toEqual({ url: `https://union.example/warm/report?unit=${units.base}`, unitCode: units.base });
    const picture = await ok(office.caseworker.get(`/units/${units.base}/self-report-link.svg`));
    expect(picture.headers.get('content-type')).toBe('image/svg+xml; charset=utf-8');
    expect(decodeQR(seen(picture.body, 8))).toBe(body.url);
  });

  it('is there for the units that one reaches', async () => {
    expect((await office.caseworker.get(`/units/${units.county}/self-report-link`)).status).toBe(404);
    expect((await office.caseworker.get('/units/nowhere/self-report-link.svg')).status).toBe(404);
  });
});

describe('who looks into a lead', () => {
  it('sees whom it is about masked, and in full for a reason that is recorded', async () => {
    const leadId = await leadOf(stranger.idNumber);
    const masked = (await ok(officer.get(`/leads/${leadId}`))).body;
    expect(masked).toMatchObject({
      name: '远**',
      phone: '199****7711',
      revealed: false,
      household: null,
      reported: [{ words: '•••', change: 'illness' }],
    });
    expect(JSON.stringify(masked)).not.toMatch(new RegExp(`${stranger.name}|${stranger.idNumber}|${stranger.phone}|${stranger.words}`));
    const revealed = (await ok(officer.post(`/leads/${leadId}/reveal`, { reason: '电话核实' }))).body;
    expect(revealed).toMatchObject({ ...{ name: stranger.name, idNumber: stranger.idNumber, phone: stranger.phone }, revealed: true });
    expect(revealed.reported).toMatchObject([{ words: stranger.words, phone: stranger.phone }]);
    expect(await events().eventAt(`access-${leadId}`, 0)).toMatchObject({
      type: 'LeadRevealed',
      data: { leadId },
      meta: { by: officer.accountId, reason: '电话核实' },
    });
    expect((await office.caseworker.get(`/leads/${leadId}`)).status).toBe(404);
  });

  it('gives it to whoever may work on it', async () => {
    const leadId = await leadOf(stranger.idNumber);
    const assign = (assignees: readonly string[]) => officer.post(`/leads/${leadId}/assign`, { assignees, assignedOn: '2022-02-11' });
    expect(await assign([office.caseworker.accountId])).toMatchObject({ status: 409, body: { code: 'assignee-out-of-reach' } });
    await ok(assign([officer.accountId]));
    expect((await ok(auditor.get(`/leads/${leadId}?after=${await events().head()}`))).body).toMatchObject({
      assignees: [officer.accountId],
      people: { [officer.accountId]: officer.username },
    });
  });

  it('links it to the file that has the person, whose household then hears of it and is watched', async () => {
    const leadId = await leadOf(knownNumber);
    const { household } = (await ok(office.caseworker.get(`/leads/${leadId}`))).body;
    expect(household).toMatchObject({ householdId: known.householdId, unitId: units.base, status: 'registered' });
    const { position } = (await ok(office.caseworker.post(`/leads/${leadId}/link`, { linkedOn: '2022-02-11' }))).body;
    const { state } = await streams().load(watch, known.householdId);
    expect([...state.signals.values()]).toMatchObject([
      { kind: 'self_report', receivedOn: '2022-02-10', leadId, figures: { marks: { change: 'illness' }, words: stranger.words } },
    ]);
    expect([...state.flags.values()]).toMatchObject([{ ruleId: 'self-report', watchNumber: 1 }]);
    expect([...state.cases.values()]).toMatchObject([{ status: 'raised', source: 'rule' }]);
    expect((await ok(office.caseworker.get(`/leads/${leadId}?after=${position}`))).body).toMatchObject({
      state: 'linked',
      householdId: known.householdId,
    });
    await settled();
    expect(await signalsOf(known.householdId)).toHaveLength(1);
  });

  it('may not link it to a household that is not the person’s, nor to one that is nowhere', async () => {
    const knownAgain = await report({ idNumber: knownNumber, name: '高娟', words: '又有新的困难' });
    expect(knownAgain.status).toBe(202);
    const leadId = await leadOf(knownNumber, 1);
    const other = await CaseWork.apply(server, office, applicationOf(idNumberOf('1974-03-16', 77), { fileNumber: 'F-77' }));
    const link = (householdId?: string) =>
      office.caseworker.post(`/leads/${leadId}/link`, { linkedOn: '2022-02-11', ...(householdId !== undefined && { householdId }) });
    expect(await link(other.householdId)).toMatchObject({ status: 409, body: { code: 'lead-of-another-household' } });
    expect(await link('00000000-0000-4000-8000-000000000001')).toMatchObject({ status: 409, body: { code: 'lead-household-unknown' } });
    const strangers = officer.post(`/leads/${await leadOf(stranger.idNumber)}/link`, { linkedOn: '2022-02-11' });
    expect(await strangers).toMatchObject({ status: 409, body: { code: 'lead-household-unknown' } });
    await ok(link());
    expect(await signalsOf(known.householdId)).toHaveLength(2);
  });

  it('links whom no file knows by his number to the household that is named', async () => {
    const child = { idNumber: idNumberOf('2009-07-07', 16), name: '远山小', words: '停学在家' };
    await report({ ...child, change: 'schooling' });
    const leadId = await leadOf(child.idNumber);
    await ok(officer.post(`/leads/${leadId}/link`, { householdId: known.householdId, linkedOn: '2022-02-11' }));
    const { personId } = (await known.file()).facts.principal;
    expect((await signalsOf(known.householdId)).at(-1)).toMatchObject({ leadId, personId, figures: { words: child.words } });
  });

  it('dismisses it, once', async () => {
    const someone = { idNumber: idNumberOf('1981-07-07', 14) };
    await report(someone);
    const dismiss = (body: object) => async () =>
      officer.post(`/leads/${await leadOf(someone.idNumber)}/dismiss`, { dismissedOn: '2022-02-11', ...body });
    expect(await dismiss({ reasonKind: 'other' })()).toMatchObject({ status: 409, body: { code: 'explanation-missing' } });
    await ok(dismiss({ reasonKind: 'not_a_worker', explanation: '务农' })());
    expect(await dismiss({ reasonKind: 'not_found' })()).toMatchObject({ status: 409, body: { code: 'lead-ended' } });
    expect((await listed(officer, 'state=dismissed')).map(({ leadId }) => leadId)).toContain(await leadOf(someone.idNumber));
  });
});

describe('somebody who comes into a file later', () => {
  const member = { idNumber: idNumberOf('1983-03-03', 21), name: '远山白' };
  const heard = (signalId: string) => {
    const idHash = events().keyring.identityHash(member.idNumber);
    const signal = bill(signalId, { receivedOn: '2022-02-11', feedId: 'feed-9' });
    const person = { ...member, idHash, unitId: units.county, keepDays: 90 };
    return hearLead(streams(), { ...person, signal, ruleIds: ['inpatient-cost'] }, systemContext('feed', of<Clock>(Clock), signalId));
  };

  it('was heard of once, whichever feed says it', async () => {
    expect((await heard('s-1')).outcome).toBe('lead');
    expect((await heard('s-1')).outcome).toBe('lead');
    expect((await leadsKnownOf(member.idNumber))[0]).toMatchObject({ told: { signals: [{ signal: { signalId: 's-1' } }] } });
  });

  it('is that household’s from then on, which hears of it once it allows that department to be asked', async () => {
    const work = await CaseWork.apply(server, office, applicationOf(idNumberOf('1974-03-16', 78), { fileNumber: 'F-78' }));
    await ok(work.command(office.caseworker, 'add-member', { ...member, relation: 'spouse' }));
    await settled();
    const { members, principal } = (await work.file()).facts;
    expect((await leadsKnownOf(member.idNumber))[0]).toMatchObject({
      status: 'linked',
      link: { householdId: work.householdId, householdPersonId: members[0]!.personId },
    });
    expect(await signalsOf(work.householdId)).toEqual([]);
    const scope = ['medical_insurance'];
    await ok(work.command(office.caseworker, 'authorise-data-checks', { scope, signedOn: '2022-02-11', signedBy: [principal.personId] }));
    await settled();
    expect(await signalsOf(work.householdId)).toMatchObject([
      { signalId: 's-1', personId: members[0]!.personId, receivedOn: '2022-02-11' },
    ]);
  });

  it('is linked even where the row came after the file, and what he told himself goes along', async () => {
    nextMinute();
    const applicant = { idNumber: idNumberOf('1974-03-16', 79), name: '高娟' };
    await report({ ...applicant, words: '刚申请建档' });
    const work = await CaseWork.apply(server, office, applicationOf(applicant.idNumber, { fileNumber: 'F-79' }));
    await settled();
    expect(await signalsOf(work.householdId)).toMatchObject([{ kind: 'self_report' }]);
    const idHash = events().keyring.identityHash(applicant.idNumber);
    const late = {
      ...applicant,
      idHash,
      unitId: units.county,
      keepDays: 90,
      signal: bill('s-late', { receivedOn: '2022-02-11' }),
      ruleIds: [],
    };
    await hearLead(streams(), late, systemContext('feed', of<Clock>(Clock), 's-late'));
    await settled();
    expect(await leadsKnownOf(applicant.idNumber)).toMatchObject([{ status: 'linked' }, { status: 'linked' }]);
  });
});

describe('what follows from leads', () => {
  it('goes with the file to another unit', async () => {
    nextMinute();
    await report({ idNumber: knownNumber, name: '高娟', words: '搬到另一单位' });
    const leadId = await leadOf(knownNumber, 2);
    expect((await streams().load(lead, leadId)).state).toMatchObject({ status: 'open', unitId: units.base });
    const transfer = { toUnitId: units.siblingBase, transferredOn: '2022-02-11', reasonKind: 'moved' };
    await ok(known.command(office.approver, 'transfer-household', transfer));
    await settled();
    expect((await streams().load(lead, leadId)).state).toMatchObject({ status: 'open', unitId: units.siblingBase });
  });

  it('is the same however often and in whichever order it is heard of', async () => {
    await settled();
    const links = of<LeadLinks>(LeadLinks);
    const reactions = [linkLeadOfNewcomer(links), bringLeadToItsFile(streams(), links), moveLeadsWithFile(streams(), links)];
    const head = await events().head();
    const heard: StoredEvent[] = [];
    for await (const page of events().readAll({ after: '' })) heard.push(...page);
    let delivered = 0;
    for (const { id, ...event } of heard.toReversed()) {
      for (const reaction of [...reactions, ...tellLinkedHouseholds(streams(), links)]) {
        if (!reaction.types.includes(event.type) || reaction.category !== event.stream.split('-')[0]) continue;
        delivered += 1;
        await reaction.react({ id, ...event }, systemContext(reaction.name, of<Clock>(Clock), `late:${id}`));
      }
    }
    expect(delivered).toBeGreaterThan(20);
    expect(await events().head()).toBe(head);
  });
});

describe('a lead whose days are over', () => {
  const canaries = [stranger.name, stranger.phone, stranger.words, stranger.idNumber];
  const forget = async () => {
    const leads = await of<Views>(Views).of(leadBoard.collection, await events().head());
    return expireLeads({ events: events(), streams: streams(), clock: of<Clock>(Clock), leads });
  };
  const filesWith = (text: string): readonly string[] =>
    readdirSync(server.dataDir, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .filter((path) => readFileSync(path).includes(text));

  it('is kept on its last day', async () => {
    clock.set('2022-05-11T02:00:00.000Z');
    await forget();
    expect((await ok(officer.post(`/leads/${await leadOf(stranger.idNumber)}/reveal`, { reason: '核实' }))).body.name).toBe(stranger.name);
  });

  it('is forgotten on the next, whatever became of it, and once', async () => {
    clock.set('2022-05-13T02:00:00.000Z');
    expect(await forget()).toBeGreaterThan(5);
    expect(await forget()).toBe(0);
    const states = (await listed(officer)).map(({ state }) => state);
    expect(new Set(states)).toEqual(new Set(['linked', 'dismissed', 'expired']));
  });

  it('can be read by nobody: not in the lists, not in the log', async () => {
    const leadId = await leadOf(stranger.idNumber);
    expect(await listed(officer)).toEqual(expect.arrayContaining([expect.objectContaining({ leadId, name: ERASED, state: 'expired' })]));
    expect((await ok(officer.post(`/leads/${leadId}/reveal`, { reason: '核实' }))).body).toMatchObject({
      name: ERASED,
      phone: null,
      reported: [],
    });
    for await (const page of events().readStream(`lead-${leadId}`))
      for (const canary of canaries) expect(JSON.stringify(page)).not.toContain(canary);
    expect(await events().eventAt(`lead-${leadId}`, 0)).toMatchObject({ data: { name: ERASED, idNumber: ERASED, phone: ERASED } });
  });

  it('lives on in the file of the household that heard of it', async () =>
    expect(await signalsOf(known.householdId)).toMatchObject([
      { figures: { words: stranger.words } },
      {},
      { figures: { words: '停学在家' } },
    ]));

  it('was in no file and in no line of the log by a word of its own', () => {
    expect(filesWith('lead-board')).not.toEqual([]);
    expect(lines.join('')).toContain('/api/self-reports');
    for (const canary of canaries) {
      expect(filesWith(canary)).toEqual([]);
      expect(lines.join('')).not.toContain(canary);
    }
  });

  it('is forgotten though the one who did it died half way', async () => {
    nextMinute();
    const someone = { idNumber: idNumberOf('1981-07-07', 15) };
    await report(someone);
    const leadId = await leadOf(someone.idNumber);
    clock.set('2022-09-01T02:00:00.000Z');
    const context = systemContext('lead-keeper', of<Clock>(Clock), 'cut-off');
    await streams().handle(lead, leadId, { type: 'ExpireLead', data: { expiredOn: '2022-09-01' } }, context);
    await eventually(async () => expect(await events().eventAt(`lead-${leadId}`, 0)).toMatchObject({ data: { name: ERASED } }));
  });

  it('does not come back when the views are built anew', async () => {
    const leadId = await leadOf(stranger.idNumber);
    const { dataDir } = server;
    await server.stop();
    for (const file of readdirSync(dataDir).filter((name) => name.startsWith('views.db'))) rmSync(join(dataDir, file));
    server = await TestServer.start({ clock, environment, logTo, dataDir });
    const again = new Clerk(server, officer.accountId, officer.username);
    expect(await listed(again)).toEqual(expect.arrayContaining([expect.objectContaining({ leadId, name: ERASED, state: 'expired' })]));
    for (const canary of canaries) expect(filesWith(canary)).toEqual([]);
  });
});
