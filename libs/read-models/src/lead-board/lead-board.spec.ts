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
  reported,
  stranger,
} from '#domain/testing/sample-lead';
import { foldView, seenIn } from '../../../../test/support/fold-view.js';
import type { LeadSeen } from '../lead-folds.js';
import { leadBoard, type LeadRow } from './lead-board.js';

const rowAfter = (...events: Parameters<typeof seenIn>[1]): LeadRow | undefined =>
  foldView(leadBoard, seenIn<LeadSeen>('lead-L1', events)).get('L1');

const fromAnother = leadEvent('LeadSignalAdded', {
  signal: bill('s2', { kind: 'unemployment', department: '人社局', receivedOn: '2022-02-20' }),
  ruleIds: [],
});

describe('the list of leads', () => {
  it('shows what was heard, and nothing of whom', () => {
    const row = rowAfter(opened, added, fromAnother, fromAnother, reported());
    expect(row).toEqual({
      leadId: 'L1',
      unitId: 'C1',
      state: 'open',
      source: 'feed',
      signalKinds: ['medical_cost', 'unemployment', 'self_report'],
      departments: ['医疗保障局', '人社局'],
      signals: 3,
      reports: 1,
      openedOn: '2022-02-01',
      lastHeardOn: '2022-02-20',
      expiresOn: '2022-05-02',
      kept: true,
      assignees: [],
      householdId: null,
      dismissalReason: null,
      endedOn: null,
      lastChangedAt: '2022-03-01T02:00:00.000Z',
    });
    for (const personal of [stranger.name, stranger.idNumber, stranger.idHash, '19900000123', '停工', '2400000'])
      expect(JSON.stringify(row)).not.toContain(personal);
  });

  it.each<[string, Parameters<typeof seenIn>[1], Partial<LeadRow>]>([
    ['who is to look into it', [assigned], { assignees: ['caseworker-2'] }],
    ['the unit it went to, where nobody has it yet', [assigned, moved], { unitId: 'U1', assignees: [] }],
    ['its new last day', [reported('r2', { expiresOn: '2022-05-30' })], { expiresOn: '2022-05-30', reports: 2 }],
    ['the household it is about', [linked], { state: 'linked', householdId: 'h1', endedOn: '2022-03-01', kept: true }],
    ['why nothing came of it', [dismissed], { state: 'dismissed', dismissalReason: 'not_a_worker', endedOn: '2022-03-01', kept: true }],
    ['that nobody looked into it in its days', [expired], { state: 'expired', endedOn: '2022-05-03', kept: false }],
    ['that it is forgotten, and what had become of it', [linked, expired], { state: 'linked', endedOn: '2022-03-01', kept: false }],
  ])('shows %s', (_, events, row) => expect(rowAfter(openedByReport, reported(), ...events)).toMatchObject(row));

  it('knows of no lead before it began', () => expect(rowAfter(assigned)).toBeUndefined());
});
