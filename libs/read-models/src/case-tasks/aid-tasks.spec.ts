import { aidEvent, decisionFor, everyAidEvent, grantedAid, paidAid, type AidTold } from '../../../../test/support/aid-history.js';
import { foldView, seenIn } from '../../../../test/support/fold-view.js';
import type { AidSeen } from '../aid-folds.js';
import { caseTasks } from './case-tasks.js';
import { taskRoles, type TaskKind, type TaskRow } from './task-row.js';

const tasks = (...events: readonly AidTold[]): readonly TaskRow[] => [...foldView(caseTasks, seenIn<AidSeen>('aid-a1', events)).values()];
const openKinds = (...events: readonly AidTold[]): string[] =>
  tasks(...events)
    .filter(({ open }) => open)
    .map(({ kind }) => kind)
    .sort();
const task = (kind: TaskKind, ...events: readonly AidTold[]) => tasks(...events).find((row) => row.kind === kind);

const proposed = aidEvent('AidProposed');
const reviewed = aidEvent('AidReviewed');
const returned = aidEvent('AidReturned');
const inBatch = aidEvent('AidPutInBatch');
const ordered = aidEvent('ClawBackOrdered');
const levels = decisionFor('county', 'city', 'province');
const large = [aidEvent('AidProposed', { decision: levels }), reviewed];
const county = aidEvent('AidApproved', { decision: levels });
const city = aidEvent('AidApproved', { level: 'city', decision: levels });
const urgent = [proposed, reviewed, aidEvent('AidGranted', { papersDueOn: '2024-04-15' })];
const goods = [proposed, reviewed, aidEvent('AidGranted', { form: 'goods', lotId: 'l1', quantity: 2 })];

describe('the tasks of an aid', () => {
  it.each<[string, readonly AidTold[], readonly TaskKind[]]>([
    ['proposed', [proposed], ['aid_review_waiting']],
    ['reviewed', [proposed, reviewed], ['aid_approval_waiting_county']],
    ['approved by the county, where the city has to agree too', [...large, county], ['aid_approval_waiting_city']],
    ['approved by county and city, where the province has to agree too', [...large, county, city], ['aid_approval_waiting_province']],
    [
      'approved by the county when it was found that the province has to agree',
      [proposed, reviewed, aidEvent('AidApproved', { decision: decisionFor('county', 'province') })],
      ['aid_approval_waiting_province'],
    ],
    ['that begins with the city', [aidEvent('AidProposed', { decision: decisionFor('city') }), reviewed], ['aid_approval_waiting_city']],
    ['returned before its review', [proposed, returned], ['aid_correction_waiting']],
    ['returned by the city', [...large, county, returned], ['aid_correction_waiting']],
    ['proposed again', [...large, county, returned, aidEvent('AidRevised')], ['aid_review_waiting']],
    [
      'reviewed again waits for the lowest level, whoever agreed before',
      [...large, county, returned, aidEvent('AidRevised', { decision: levels }), reviewed],
      ['aid_approval_waiting_county'],
    ],
    ['rejected', [proposed, reviewed, aidEvent('AidRejected')], []],
    ['granted', grantedAid, ['aid_to_pay']],
    ['granted as goods', goods, ['goods_to_hand_over']],
    ['granted and cancelled', [...grantedAid, aidEvent('AidCancelled')], []],
    ['granted and urgent', urgent, ['aid_to_pay', 'urgent_papers_due']],
    ['urgent, with its papers complete', [...urgent, aidEvent('AidPapersCompleted')], ['aid_to_pay']],
    ['urgent and cancelled', [...urgent, aidEvent('AidCancelled')], []],
    ['in a batch', [...grantedAid, inBatch], []],
    ['taken out of its batch', [...grantedAid, inBatch, aidEvent('AidTakenFromBatch')], ['aid_to_pay']],
    ['bounced', [...grantedAid, inBatch, aidEvent('AidBounced')], ['bounced_to_mend']],
    ['bounced and in another batch', [...grantedAid, inBatch, aidEvent('AidBounced'), aidEvent('AidPutInBatch', { batchId: 'b2' })], []],
    ['paid', paidAid, ['receipt_to_sign']],
    ['handed over', [...goods, aidEvent('AidHandedOver')], ['receipt_to_sign']],
    ['received', [...paidAid, aidEvent('AidReceiptSigned')], []],
    ['to be paid back', [...paidAid, ordered], ['claw_back_outstanding']],
    [
      'paid back in part',
      [...paidAid, ordered, aidEvent('ClawBackReceived', { amountFen: 1, outstandingFen: 299_999, keptFen: 299_999 })],
      ['claw_back_outstanding'],
    ],
    ['paid back', [...paidAid, ordered, aidEvent('ClawBackReceived')], []],
    [
      'urgent and paid back whole, so that nobody needs its papers',
      [...urgent, inBatch, aidEvent('AidPaid'), ordered, aidEvent('ClawBackReceived')],
      [],
    ],
    [
      'urgent and paid back as far as it was ordered',
      [...urgent, inBatch, aidEvent('AidPaid'), ordered, aidEvent('ClawBackReceived', { keptFen: 100_000 })],
      ['urgent_papers_due'],
    ],
  ])('%s', (_what, events, kinds) => expect(openKinds(...events)).toEqual(kinds));

  it('name the aid, its household and its unit, and are due on the day that the grant names', () =>
    expect(task('urgent_papers_due', ...urgent)).toEqual({
      taskId: 'a1:urgent_papers_due',
      householdId: 'h1',
      aidId: 'a1',
      batchId: null,
      leadId: null,
      watchNumber: null,
      kind: 'urgent_papers_due',
      role: 'base_caseworker',
      unitId: 'U1',
      keptByUnitId: 'U1',
      escalated: false,
      open: true,
      dueOn: '2024-04-15',
      openedAt: '2022-03-01T02:00:00.000Z',
      doneAt: null,
      items: [{ reference: '', dueOn: '2024-04-15', escalatedTo: null, reminded: null, lateFrom: '2024-04-15' }],
      progress: null,
      remindOn: null,
      reportOn: null,
      escalateFrom: null,
    }));

  it('say until when they were open', () => {
    const at = '2024-03-04T02:00:00.000Z';
    const granted = aidEvent('AidGranted', {}, { at });
    expect(task('aid_approval_waiting_county', proposed, reviewed, granted)).toMatchObject({ open: false, doneAt: at });
  });

  it('are the business of one role each', () =>
    expect(tasks(...everyAidEvent).every(({ kind, role }) => taskRoles[kind] === role)).toBe(true));
});
