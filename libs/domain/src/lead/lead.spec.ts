import { ERASED } from '../kernel/message.js';
import { keepsTheLaws } from '../testing/laws.js';
import {
  added,
  assigned,
  bill,
  dismissed,
  expired,
  leadEvent,
  linked,
  moved,
  opened,
  openedByReport,
  ownWords,
  reported,
  stranger,
} from '../testing/sample-lead.js';
import { scenario } from '../testing/scenario.js';
import { lead } from './lead.js';
import type { LeadCommandData } from './lead.commands.js';
import { leadPersonal, type LeadEvent } from './lead.events.js';
import type { KnownLead } from './lead.state.js';

const given = scenario(lead);
const ask = <Type extends keyof LeadCommandData>(type: Type, data: LeadCommandData[Type]) =>
  ({ type, data }) as Readonly<{ type: Type; data: LeadCommandData[Type] }>;
const stateAfter = (...events: readonly LeadEvent[]) => given(...events).state() as KnownLead;

const hear = (signalId = 's1', change: Partial<LeadCommandData['HearOfPerson']> = {}) =>
  ask('HearOfPerson', { ...stranger, signal: bill(signalId), ruleIds: ['inpatient_cost'], ...change });
const report = (change: Partial<LeadCommandData['ReportChange']> = {}) => ask('ReportChange', ownWords(change));
const assign = ask('AssignLead', { assignees: ['caseworker-2'], assignedOn: '2022-03-01' });
const move = ask('MoveLead', { toUnitId: 'U1', movedOn: '2022-02-01' });
const link = (change: Partial<LeadCommandData['LinkLead']> = {}) =>
  ask('LinkLead', { householdId: 'h1', householdPersonId: 'p1', linkedOn: '2022-03-01', ...change });
const dismiss = (change: Partial<LeadCommandData['DismissLead']> = {}) =>
  ask('DismissLead', { reasonKind: 'not_a_worker', explanation: '农村居民', dismissedOn: '2022-03-01', ...change });
const expire = (expiredOn = '2022-05-03') => ask('ExpireLead', { expiredOn });

const ends = [
  ['linked', linked],
  ['dismissed', dismissed],
  ['expired', expired],
] as const;

keepsTheLaws(lead, leadPersonal, {
  HearOfPerson: { after: [], command: hear() },
  ReportChange: { after: [], command: report() },
  AssignLead: { after: [opened, added], command: assign },
  MoveLead: { after: [openedByReport, reported()], command: move },
  LinkLead: { after: [opened, added], command: link() },
  DismissLead: { after: [opened, added], command: dismiss() },
  ExpireLead: { after: [opened, added], command: expire() },
});

describe('hearing of somebody without a file', () => {
  it('opens a lead with what was said', () => given().when(hear()).then(opened, added));

  it('says by when it is to be looked into, where that is known', () =>
    given()
      .when(hear('s1', { followUpDueOn: '2022-02-23' }))
      .then({ ...opened, data: { ...opened.data, followUpDueOn: '2022-02-23' } } as LeadEvent, added));

  it('adds to the lead that is open, in the unit where that is', () =>
    given(openedByReport, reported(), moved)
      .when(hear())
      .then({ ...added, data: { ...added.data, unitId: 'U1' } } as LeadEvent));

  it('hears a row once, also after the lead ended', () => {
    for (const end of [undefined, ...ends.map(([, event]) => event)])
      given(opened, added, ...(end ? [end] : []))
        .when(hear())
        .then();
  });

  it.each(ends)('adds nothing new to a lead that is %s', (status, end) =>
    given(opened, added, end).when(hear('s2')).thenRefused('lead-ended', { status }),
  );

  it('keeps nobody longer because more is heard of him', () =>
    expect(stateAfter(opened, added, leadEvent('LeadSignalAdded', { signal: bill('s2'), ruleIds: [] })).expiresOn).toBe('2022-05-02'));
});

describe('a report of one’s own', () => {
  it('opens a lead, with how to reach him', () => given().when(report()).then(openedByReport, reported()));

  it('adds to the lead that is open', () => given(opened, added).when(report()).then(reported()));

  it('is heard once', () => given(openedByReport, reported()).when(report()).then());

  it.each(ends)('adds nothing to a lead that is %s', (status, end) =>
    given(openedByReport, reported(), end)
      .when(report({ reportId: 'r2' }))
      .thenRefused('lead-ended', { status }),
  );

  it('is taken in as often a day as the policy says, and then passed over without a word', () => {
    const second = report({ reportId: 'r2' });
    given(openedByReport, reported()).when(second).then(reported('r2'));
    given(openedByReport, reported(), reported('r2'))
      .when(report({ reportId: 'r3' }))
      .then();
    given(openedByReport, reported(), reported('r2'))
      .when(report({ reportId: 'r3', reportedOn: '2022-02-02', expiresOn: '2022-05-03' }))
      .then(reported('r3', { reportedOn: '2022-02-02', expiresOn: '2022-05-03' }));
  });

  it('lets the days of the lead begin anew, and never shortens them', () => {
    const late = report({ reportId: 'r2', reportedOn: '2022-03-01', expiresOn: '2022-05-30' });
    given(opened, added)
      .when(late)
      .then(reported('r2', { reportedOn: '2022-03-01', expiresOn: '2022-05-30' }));
    given(opened, added)
      .when(report({ expiresOn: '2022-04-01' }))
      .then(reported());
  });

  it('is refused without words', () =>
    given()
      .when(report({ words: ' ' }))
      .thenRefused('explanation-missing', { field: 'words' }));
});

describe('assigning', () => {
  it('names who is to look into it', () => given(opened, added).when(assign).then(assigned));
  it('changes nothing where they are named already', () => given(opened, added, assigned).when(assign).then());
  it('is refused without anybody', () =>
    given(opened, added)
      .when(ask('AssignLead', { assignees: [], assignedOn: '2022-03-01' }))
      .thenRefused('assignees-missing'));
  it('is refused for a day to come', () =>
    given(opened, added)
      .when(ask('AssignLead', { assignees: ['a'], assignedOn: '2022-03-02' }))
      .thenRefused('date-in-future'));
});

describe('moving to the unit of the person’s file', () => {
  it('moves it', () => given(openedByReport, reported()).when(move).then(moved));
  it('leaves behind whoever was to look into it there', () =>
    expect(stateAfter(openedByReport, reported(), assigned, moved)).toMatchObject({ unitId: 'U1', assignees: [] }));
  it('moves it once', () => given(openedByReport, reported(), moved).when(move).then());
  it.each(ends)('leaves a lead where it is that is %s', (_, end) => given(openedByReport, reported(), end).when(move).then());
});

describe('linking', () => {
  it('ends the lead with the household it is about', () => {
    given(opened, added).when(link()).then(linked);
    expect(stateAfter(opened, added, linked)).toMatchObject({ status: 'linked', link: { householdId: 'h1', householdPersonId: 'p1' } });
  });
  it('is done once', () => given(opened, added, linked).when(link()).then());
  it('is refused to a second household', () =>
    given(opened, added, linked)
      .when(link({ householdId: 'h2' }))
      .thenRefused('lead-ended', { status: 'linked' }));
  it('is refused on a day before anything was heard', () => {
    given(opened, added)
      .when(link({ linkedOn: '2022-01-31' }))
      .thenRefused('date-before-lead', { on: '2022-01-31', openedOn: '2022-02-01' });
    given(opened, added)
      .when(link({ linkedOn: '2022-02-01' }))
      .then({ ...linked, data: { ...linked.data, linkedOn: '2022-02-01' }, effectiveOn: '2022-02-01' } as LeadEvent);
  });
});

describe('dismissing', () => {
  it('ends the lead with a reason', () => given(opened, added).when(dismiss()).then(dismissed));
  it('is refused on a day before anything was heard', () =>
    given(opened, added)
      .when(dismiss({ dismissedOn: '2022-01-31' }))
      .thenRefused('date-before-lead'));
  it('is refused once it ended', () => given(opened, added, linked).when(dismiss()).thenRefused('lead-ended', { status: 'linked' }));
  it('asks for words where no reason of the list fits', () => {
    const { explanation: _, ...wordless } = dismiss({ reasonKind: 'other' }).data;
    given(opened, added).when(ask('DismissLead', wordless)).thenRefused('explanation-missing', { field: 'explanation' });
  });
});

describe('the end of its days', () => {
  it('comes on the day after the last, not on it', () => {
    given(opened, added).when(expire('2022-05-02')).then();
    given(opened, added).when(expire('2022-05-03')).then(expired);
  });

  it('comes later for who reported himself meanwhile', () =>
    given(opened, added, reported('r1', { expiresOn: '2022-05-30' }))
      .when(expire('2022-05-03'))
      .then());

  it.each([
    ['open', [], 'expired'],
    ['linked', [linked], 'linked'],
    ['dismissed', [dismissed], 'dismissed'],
  ] as const)('comes for one that is %s, once', (_, end, status) => {
    given(opened, added, ...end)
      .when(expire())
      .then(expired);
    given(opened, added, ...end, expired)
      .when(expire())
      .then();
    expect(stateAfter(opened, added, ...end, expired)).toMatchObject({ status, told: ERASED, expiredOn: '2022-05-03' });
  });

  it('leaves nothing of the person in memory', () => {
    const rest = JSON.stringify(stateAfter(opened, added, reported(), dismissed, expired));
    for (const personal of [stranger.name, stranger.idNumber, '19900000123', '停工', '2400000', 'inpatient', '农村居民'])
      expect(rest).not.toContain(personal);
  });

  it('is read from a log whose key is gone', () => {
    const sealedAway = [
      leadEvent('LeadOpened', { ...opened.data, name: ERASED, idNumber: ERASED } as never),
      { ...added, data: { ...added.data, signal: { ...bill(), figures: ERASED } } } as unknown as LeadEvent,
      expired,
    ];
    expect(stateAfter(...sealedAway)).toMatchObject({ status: 'expired', told: ERASED });
    given(...sealedAway)
      .when(hear())
      .then();
  });
});

describe('a lead that there is not', () => {
  it.each([assign, move, link(), dismiss(), expire()])('can only be heard of: %j', (command) =>
    given().when(command).thenRefused('lead-absent'),
  );
});
