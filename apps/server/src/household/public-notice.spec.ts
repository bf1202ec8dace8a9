import fc from 'fast-check';
import type { HouseholdEvent } from '#domain/household/household.events';
import { addDays } from '#domain/kernel/calendar';
import {
  accident,
  applied,
  classified,
  event,
  noticeClosed,
  objected,
  posted,
  principal,
  registered,
  spouse,
  surveyed,
} from '#domain/testing/sample-household';
import { caseFile, type CaseFile } from '#read-models/case-file/case-file';
import type { HouseholdSeen } from '#read-models/household-folds';
import { foldView, seenIn } from '../../../../test/support/fold-view.js';
import { idNumberOf } from '../../../../test/support/people.js';
import { noticePage, periodOf, publicNoticeOf } from './public-notice.js';

const said = { unit: '演示机械厂工会', reportTelephone: '12351' };

const fileAfter = (...events: readonly HouseholdEvent[]): CaseFile =>
  foldView(caseFile, seenIn<HouseholdSeen>('household-h1', events)).get('h1')!;

const noticeOf = (file: CaseFile) => publicNoticeOf(file, said, periodOf(file)!);

const digits = (least: number, most: number) => fc.stringMatching(new RegExp(`^[1-9][0-9]{${least - 1},${most - 1}}$`));
const idNumbers = fc.tuple(fc.nat(20_000), fc.nat(999)).map(([days, sequence]) => idNumberOf(addDays('1950-01-01', days), sequence));
const words = fc.stringMatching(/^[癌症瘫痪肾衰透析截肢卧床]{4,12}$/);
const households = fc.record({
  name: fc.stringMatching(/^[赵钱孙李周吴郑王][一二三四五六七八九]{1,2}$/),
  idNumber: idNumbers,
  memberIdNumber: idNumbers,
  phone: digits(11, 11),
  otherContact: digits(8, 11),
  cardNumber: digits(16, 19),
  address: words,
  health: words,
  disability: words,
  findings: words,
  accidentKind: words,
});

describe('a public notice', () => {
  it('names the worker, the union, the category, the item, the telephone for reports and the days', () =>
    expect(noticeOf(fileAfter(applied(), classified, posted))).toEqual({
      title: '困难职工家庭建档公示',
      name: '高娟',
      unit: '演示机械厂工会',
      category: 'deeply_difficult',
      categoryText: '深度困难',
      item: '困难职工家庭建档',
      reportTelephone: '12351',
      from: '2022-02-18',
      to: '2022-02-25',
      standing: 'posted',
    }));

  it('says so where the category is only claimed, or not known yet', () => {
    expect(noticeOf(fileAfter(applied({ claimedCategory: 'accident_impoverished' }), posted)).categoryText).toBe('意外致困');
    expect(noticeOf(fileAfter(applied(), posted))).toMatchObject({ category: null, categoryText: '待认定' });
  });

  it('is about the latest posting, and knows whether it is over', () => {
    const again = event('PublicNoticePosted', { unitId: 'U1', postedOn: '2022-03-01', endsOn: '2022-03-08', place: '门口' });
    expect(noticeOf(fileAfter(applied(), posted, noticeClosed)).standing).toBe('closed');
    expect(noticeOf(fileAfter(applied(), posted, noticeClosed, again))).toMatchObject({ from: '2022-03-01', standing: 'posted' });
  });

  it('calls a temporary file by its name', () =>
    expect(noticeOf(fileAfter(applied({ temporary: true }), posted)).item).toBe('困难职工家庭临时救助建档'));

  it('escapes what is printed', () => {
    const page = noticePage({ ...noticeOf(fileAfter(applied(), posted)), name: `<script>'"&` });
    expect(page).toContain('&lt;script&gt;&#39;&quot;&amp;');
    expect(page).not.toContain('<script');
  });

  it('never shows an ID number, telephone, card, address or health value, whatever the household', () => {
    fc.assert(
      fc.property(
        households,
        ({ name, idNumber, memberIdNumber, phone, otherContact, cardNumber, address, health, disability, findings, accidentKind }) => {
          const contact = { phone, otherContact, address };
          const birthDate = `${idNumber.slice(6, 10)}-${idNumber.slice(10, 12)}-${idNumber.slice(12, 14)}`;
          const file = fileAfter(
            applied({ principal: { ...principal, ...contact, name, idNumber, birthDate, health, disability } }),
            event('MemberAdded', { member: { ...spouse, idNumber: memberIdNumber, health, disability } }),
            { ...surveyed, data: { ...surveyed.data, findings } } as HouseholdEvent,
            event('AccidentRecorded', { personId: 'p1', accident: { ...accident, kind: accidentKind } }),
            event('BankCardBound', { holderPersonId: 'p1', bankName: '演示银行', cardNumber }),
            classified,
            posted,
            { ...objected, data: { ...objected.data, text: findings } } as HouseholdEvent,
            registered,
          );
          const notice = noticeOf(file);
          const told = JSON.stringify(notice) + noticePage(notice);
          expect(told).toContain(name);
          const secrets = [
            idNumber,
            memberIdNumber,
            birthDate,
            phone,
            otherContact,
            cardNumber,
            address,
            health,
            disability,
            findings,
            accidentKind,
          ];
          expect(secrets.filter((secret) => told.includes(secret))).toEqual([]);
        },
      ),
      { numRuns: 300 },
    );
  });
});
