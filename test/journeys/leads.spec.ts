import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ERASED } from '#domain/kernel/message';
import { lead } from '#domain/lead/lead';
import { bill } from '#domain/testing/sample-lead';
import { watch } from '#domain/watch/watch';
import type { StoredEvent } from '#event-store/event-store';
import { leadBoard } from '#read-models/lead-board/lead-board';
import { systemContext } from '../../apps/server/src/platform/directory.js';
import { expireLeads } from '../../apps/server/src/platform/monitoring/expire-leads.js';
import { LeadLinks } from '../../apps/server/src/platform/monitoring/lead-links.js';
import { hearLead } from '../../apps/server/src/platform/monitoring/leads.js';
import { Views } from '../../apps/server/src/platform/views.js';
import { moveLeadsWithFile } from '../../apps/server/src/reactions/when-a-file-is-transferred-move-its-leads.js';
import { bringLeadToItsFile } from '../../apps/server/src/reactions/when-a-lead-hears-more-bring-it-to-its-file.js';
import { tellLinkedHouseholds } from '../../apps/server/src/reactions/when-a-lead-is-linked-tell-its-household.js';
import { linkLeadOfNewcomer } from '../../apps/server/src/reactions/when-a-person-comes-into-a-file-link-his-lead.js';
import { applicationOf, CaseWork, ok } from '../support/case-work.js';
import { Clerk, units } from '../support/city.js';
import { eventually } from '../support/eventually.js';
import { LeadWork, stranger } from '../support/lead-work.js';
import { idNumberOf } from '../support/people.js';

let work: LeadWork;
beforeAll(async () => {
  work = await LeadWork.start();
  await work.report({ idNumber: work.knownNumber, name: '高娟' });
  await work.report();
  work.clock.set('2022-02-11T02:00:00.000Z');
});
afterAll(() => work.server.discard());

describe('who looks into a lead', () => {
  it('sees whom it is about masked, and in full for a reason that is recorded', async () => {
    const leadId = await work.leadOf(stranger.idNumber);
    const masked = (await ok(work.officer.get(`/leads/${leadId}`))).body;
    expect(masked).toMatchObject({
      name: '远**',
      phone: '199****7711',
      revealed: false,
      household: null,
      reported: [{ words: '•••', change: 'illness' }],
    });
    expect(JSON.stringify(masked)).not.toMatch(new RegExp(`${stranger.name}|${stranger.idNumber}|${stranger.phone}|${stranger.words}`));
    const revealed = (await ok(work.officer.post(`/leads/${leadId}/reveal`, { reason: '电话核实' }))).body;
    expect(revealed).toMatchObject({ ...{ name: stranger.name, idNumber: stranger.idNumber, phone: stranger.phone }, revealed: true });
    expect(revealed.reported).toMatchObject([{ words: stranger.words, phone: stranger.phone }]);
    expect(await work.events.eventAt(`access-${leadId}`, 0)).toMatchObject({
      type: 'LeadRevealed',
      data: { leadId },
      meta: { by: work.officer.accountId, reason: '电话核实' },
    });
    expect((await work.office.caseworker.get(`/leads/${leadId}`)).status).toBe(404);
  });

  it('gives it to whoever may work on it', async () => {
    const leadId = await work.leadOf(stranger.idNumber);
    const assign = (assignees: readonly string[]) => work.officer.post(`/leads/${leadId}/assign`, { assignees, assignedOn: '2022-02-11' });
    expect(await assign([work.office.caseworker.accountId])).toMatchObject({ status: 409, body: { code: 'assignee-out-of-reach' } });
    await ok(assign([work.officer.accountId]));
    expect((await ok(work.auditor.get(`/leads/${leadId}?after=${await work.events.head()}`))).body).toMatchObject({
      assignees: [work.officer.accountId],
      people: { [work.officer.accountId]: work.officer.username },
    });
  });

  it('links it to the file that has the person, whose household then hears of it and is watched', async () => {
    const leadId = await work.leadOf(work.knownNumber);
    const { household } = (await ok(work.office.caseworker.get(`/leads/${leadId}`))).body;
    expect(household).toMatchObject({ householdId: work.known.householdId, unitId: units.base, status: 'registered' });
    const { position } = (await ok(work.office.caseworker.post(`/leads/${leadId}/link`, { linkedOn: '2022-02-11' }))).body;
    const { state } = await work.streams.load(watch, work.known.householdId);
    expect([...state.signals.values()]).toMatchObject([
      { kind: 'self_report', receivedOn: '2022-02-10', leadId, figures: { marks: { change: 'illness' }, words: stranger.words } },
    ]);
    expect([...state.flags.values()]).toMatchObject([{ ruleId: 'self-report', watchNumber: 1 }]);
    expect([...state.cases.values()]).toMatchObject([{ status: 'raised', source: 'rule' }]);
    expect((await ok(work.office.caseworker.get(`/leads/${leadId}?after=${position}`))).body).toMatchObject({
      state: 'linked',
      householdId: work.known.householdId,
    });
    await work.settled();
    expect(await work.signalsOf(work.known.householdId)).toHaveLength(1);
  });

  it('may not link it to a household that is not the person’s, nor to one that is nowhere', async () => {
    const knownAgain = await work.report({ idNumber: work.knownNumber, name: '高娟', words: '又有新的困难' });
    expect(knownAgain.status).toBe(202);
    const leadId = await work.leadOf(work.knownNumber, 1);
    const other = await CaseWork.apply(work.server, work.office, applicationOf(idNumberOf('1974-03-16', 77), { fileNumber: 'F-77' }));
    const link = (householdId?: string) =>
      work.office.caseworker.post(`/leads/${leadId}/link`, { linkedOn: '2022-02-11', ...(householdId !== undefined && { householdId }) });
    expect(await link(other.householdId)).toMatchObject({ status: 409, body: { code: 'lead-of-another-household' } });
    const nowhere = { status: 409, body: { code: 'lead-household-unknown' } };
    expect(await link('00000000-0000-4000-8000-000000000001')).toMatchObject(nowhere);
    // Nobody finds out by this whether there is a file where he has nothing to see.
    const transfer = { toUnitId: units.otherBase, transferredOn: '2022-02-11', reasonKind: 'moved' };
    await ok(other.command(work.office.approver, 'transfer-household', transfer));
    expect(await link(other.householdId)).toMatchObject(nowhere);
    const strangers = work.officer.post(`/leads/${await work.leadOf(stranger.idNumber)}/link`, { linkedOn: '2022-02-11' });
    expect(await strangers).toMatchObject(nowhere);
    await ok(link());
    expect(await work.signalsOf(work.known.householdId)).toHaveLength(2);
  });

  it('links whom no file knows by his number to the household that is named', async () => {
    const child = { idNumber: idNumberOf('2009-07-07', 16), name: '远山小', words: '停学在家' };
    await work.report({ ...child, change: 'schooling' });
    const leadId = await work.leadOf(child.idNumber);
    await ok(work.officer.post(`/leads/${leadId}/link`, { householdId: work.known.householdId, linkedOn: '2022-02-11' }));
    const { personId } = (await work.known.file()).facts.principal;
    expect((await work.signalsOf(work.known.householdId)).at(-1)).toMatchObject({ leadId, personId, figures: { words: child.words } });
  });

  it('dismisses it, once', async () => {
    const someone = { idNumber: idNumberOf('1981-07-07', 14) };
    await work.report(someone);
    const dismiss = (body: object) => async () =>
      work.officer.post(`/leads/${await work.leadOf(someone.idNumber)}/dismiss`, { dismissedOn: '2022-02-11', ...body });
    expect(await dismiss({ reasonKind: 'other' })()).toMatchObject({ status: 409, body: { code: 'explanation-missing' } });
    await ok(dismiss({ reasonKind: 'not_a_worker', explanation: '务农' })());
    expect(await dismiss({ reasonKind: 'not_found' })()).toMatchObject({ status: 409, body: { code: 'lead-ended' } });
    expect((await work.listed(work.officer, 'state=dismissed')).map(({ leadId }) => leadId)).toContain(await work.leadOf(someone.idNumber));
  });
});

describe('somebody who comes into a file later', () => {
  const member = { idNumber: idNumberOf('1983-03-03', 21), name: '远山白' };
  const heard = (signalId: string) => {
    const idHash = work.hashOf(member.idNumber);
    const signal = bill(signalId, { receivedOn: '2022-02-11', feedId: 'feed-9' });
    const person = { ...member, idHash, unitId: units.county, keepDays: 90 };
    return hearLead(work.streams, { ...person, signal, ruleIds: ['inpatient-cost'] }, systemContext('feed', work.clock, signalId));
  };

  it('was heard of once, whichever feed says it', async () => {
    expect((await heard('s-1')).outcome).toBe('lead');
    expect((await heard('s-1')).outcome).toBe('lead');
    expect((await work.leadsOf(member.idNumber))[0]).toMatchObject({ told: { signals: [{ signal: { signalId: 's-1' } }] } });
  });

  it('is that household’s from then on, which hears of it once it allows that department to be asked', async () => {
    const newcomer = await CaseWork.apply(work.server, work.office, applicationOf(idNumberOf('1974-03-16', 78), { fileNumber: 'F-78' }));
    await ok(newcomer.command(work.office.caseworker, 'add-member', { ...member, relation: 'spouse' }));
    await work.settled();
    const { members, principal } = (await newcomer.file()).facts;
    expect((await work.leadsOf(member.idNumber))[0]).toMatchObject({
      status: 'linked',
      link: { householdId: newcomer.householdId, householdPersonId: members[0]!.personId },
    });
    expect(await work.signalsOf(newcomer.householdId)).toEqual([]);
    const scope = ['medical_insurance'];
    await ok(
      newcomer.command(work.office.caseworker, 'authorise-data-checks', { scope, signedOn: '2022-02-11', signedBy: [principal.personId] }),
    );
    await work.settled();
    expect(await work.signalsOf(newcomer.householdId)).toMatchObject([
      { signalId: 's-1', personId: members[0]!.personId, receivedOn: '2022-02-11' },
    ]);
  });

  it('is linked even where the row came after the file, and what he told himself goes along', async () => {
    work.nextMinute();
    const applicant = { idNumber: idNumberOf('1974-03-16', 79), name: '高娟' };
    await work.report({ ...applicant, words: '刚申请建档' });
    const newcomer = await CaseWork.apply(work.server, work.office, applicationOf(applicant.idNumber, { fileNumber: 'F-79' }));
    await work.settled();
    expect(await work.signalsOf(newcomer.householdId)).toMatchObject([{ kind: 'self_report' }]);
    const idHash = work.hashOf(applicant.idNumber);
    const late = {
      ...applicant,
      idHash,
      unitId: units.county,
      keepDays: 90,
      signal: bill('s-late', { receivedOn: '2022-02-11' }),
      ruleIds: [],
    };
    await hearLead(work.streams, late, systemContext('feed', work.clock, 's-late'));
    await work.settled();
    expect(await work.leadsOf(applicant.idNumber)).toMatchObject([{ status: 'linked' }, { status: 'linked' }]);
  });
});

describe('what follows from leads', () => {
  it('goes with the file to another unit', async () => {
    work.nextMinute();
    await work.report({ idNumber: work.knownNumber, name: '高娟', words: '搬到另一单位' });
    const leadId = await work.leadOf(work.knownNumber, 2);
    expect(await work.stateOf(leadId)).toMatchObject({ status: 'open', unitId: units.base });
    const transfer = { toUnitId: units.siblingBase, transferredOn: '2022-02-11', reasonKind: 'moved' };
    await ok(work.known.command(work.office.approver, 'transfer-household', transfer));
    await work.settled();
    expect(await work.stateOf(leadId)).toMatchObject({ status: 'open', unitId: units.siblingBase });
  });

  it('is the same however often and in whichever order it is heard of', async () => {
    await work.settled();
    const links = work.server.app.get(LeadLinks);
    const reactions = [linkLeadOfNewcomer(links), bringLeadToItsFile(work.streams, links), moveLeadsWithFile(work.streams, links)];
    const head = await work.events.head();
    const heard: StoredEvent[] = [];
    for await (const page of work.events.readAll({ after: '' })) heard.push(...page);
    let delivered = 0;
    for (const { id, ...event } of heard.toReversed()) {
      for (const reaction of [...reactions, ...tellLinkedHouseholds(work.streams, links)]) {
        if (!reaction.types.includes(event.type) || reaction.category !== event.stream.split('-')[0]) continue;
        delivered += 1;
        await reaction.react({ id, ...event }, systemContext(reaction.name, work.clock, `late:${id}`));
      }
    }
    expect(delivered).toBeGreaterThan(20);
    expect(await work.events.head()).toBe(head);
  });
});

describe('a lead whose days are over', () => {
  const canaries = [stranger.name, stranger.phone, stranger.words, stranger.idNumber];
  const forget = async () => {
    const leads = await work.server.app.get(Views).of(leadBoard.collection, await work.events.head());
    return expireLeads({ ...work.means, leads });
  };
  const filesWith = (text: string): readonly string[] =>
    readdirSync(work.server.dataDir, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .filter((path) => readFileSync(path).includes(text));

  it('is kept on its last day', async () => {
    work.clock.set('2022-05-11T02:00:00.000Z');
    await forget();
    expect((await ok(work.officer.post(`/leads/${await work.leadOf(stranger.idNumber)}/reveal`, { reason: '核实' }))).body.name).toBe(
      stranger.name,
    );
  });

  it('is forgotten on the next, whatever became of it, and once', async () => {
    work.clock.set('2022-05-13T02:00:00.000Z');
    expect(await forget()).toBeGreaterThan(5);
    expect(await forget()).toBe(0);
    const states = (await work.listed(work.officer)).map(({ state }) => state);
    expect(new Set(states)).toEqual(new Set(['linked', 'dismissed', 'expired']));
  });

  it('can be read by nobody: not in the lists, not in the log', async () => {
    const leadId = await work.leadOf(stranger.idNumber);
    expect(await work.listed(work.officer)).toEqual(
      expect.arrayContaining([expect.objectContaining({ leadId, name: ERASED, state: 'expired' })]),
    );
    expect((await ok(work.officer.post(`/leads/${leadId}/reveal`, { reason: '核实' }))).body).toMatchObject({
      name: ERASED,
      phone: null,
      reported: [],
    });
    for await (const page of work.events.readStream(`lead-${leadId}`))
      for (const canary of canaries) expect(JSON.stringify(page)).not.toContain(canary);
    expect(await work.events.eventAt(`lead-${leadId}`, 0)).toMatchObject({ data: { name: ERASED, idNumber: ERASED, phone: ERASED } });
  });

  it('lives on in the file of the household that heard of it', async () =>
    expect(await work.signalsOf(work.known.householdId)).toMatchObject([
      { figures: { words: stranger.words } },
      {},
      { figures: { words: '停学在家' } },
    ]));

  it('was in no file and in no line of the log by a word of its own', () => {
    expect(filesWith('lead-board')).not.toEqual([]);
    expect(work.lines.join('')).toContain('/api/self-reports');
    for (const canary of canaries) {
      expect(filesWith(canary)).toEqual([]);
      expect(work.lines.join('')).not.toContain(canary);
    }
  });

  it('is forgotten though the one who did it died half way', async () => {
    work.nextMinute();
    const someone = { idNumber: idNumberOf('1981-07-07', 15) };
    await work.report(someone);
    const leadId = await work.leadOf(someone.idNumber);
    work.clock.set('2022-09-01T02:00:00.000Z');
    const context = systemContext('lead-keeper', work.clock, 'cut-off');
    await work.streams.handle(lead, leadId, { type: 'ExpireLead', data: { expiredOn: '2022-09-01' } }, context);
    await eventually(async () => expect(await work.events.eventAt(`lead-${leadId}`, 0)).toMatchObject({ data: { name: ERASED } }));
  });

  it('does not come back when the views are built anew', async () => {
    const leadId = await work.leadOf(stranger.idNumber);
    const { dataDir } = work.server;
    await work.server.stop();
    for (const file of readdirSync(dataDir).filter((name) => name.startsWith('views.db'))) rmSync(join(dataDir, file));
    await work.open(dataDir);
    const again = new Clerk(work.server, work.officer.accountId, work.officer.username);
    expect(await work.listed(again)).toEqual(expect.arrayContaining([expect.objectContaining({ leadId, name: ERASED, state: 'expired' })]));
    for (const canary of canaries) expect(filesWith(canary)).toEqual([]);
  });
});
