import { applied, event, given, inCare, noticeClosed, objected, posted, resolved } from '../testing/sample-household.js';
import type { HouseholdCommand } from './household.commands.js';

const post = (change: Partial<{ postedOn: string; endsOn: string; place: string }> = {}): HouseholdCommand => ({
  type: 'PostPublicNotice',
  data: { postedOn: '2022-02-18', endsOn: '2022-02-25', place: '厂务公开栏', ...change },
});
const object = (change: Partial<{ objectionId: string; raisedOn: string; text: string }> = {}): HouseholdCommand => ({
  type: 'RaiseObjection',
  data: { objectionId: 'o1', raisedOn: '2022-02-21', text: '另有房产', ...change },
});
const resolve = (outcome: 'dismissed' | 'upheld', findings = '已核对产权'): HouseholdCommand => ({
  type: 'ResolveObjection',
  data: { objectionId: 'o1', resolvedOn: '2022-02-23', outcome, findings },
});
const close = (closedOn = '2022-02-25'): HouseholdCommand => ({ type: 'CloseNotice', data: { closedOn } });

describe('posting the public notice', () => {
  it('says where it hangs and until when', () => given(applied()).when(post()).then(posted));

  it.each([
    ['notice-open', [applied(), posted], post()],
    ['notice-already-closed', [applied(), posted, noticeClosed], post()],
    ['date-before-application', [applied()], post({ postedOn: '2022-02-13' })],
    ['due-date-too-early', [applied()], post({ endsOn: '2022-02-17' })],
    ['explanation-missing', [applied()], post({ place: '' })],
    ['application-not-open', inCare, post()],
  ])('is refused as %s', (code, history, command) =>
    given(...history)
      .when(command)
      .thenRefused(code),
  );

  it('may hang again after the file was sent back for it', () => {
    const returned = event('ReturnedForCorrection', { unitId: 'U1', returnedOn: '2022-02-27', redo: ['notice'] });
    given(applied(), posted, objected, resolved('upheld'), returned)
      .when(post({ postedOn: '2022-02-28', endsOn: '2022-03-07' }))
      .then(event('PublicNoticePosted', { unitId: 'U1', postedOn: '2022-02-28', endsOn: '2022-03-07', place: '厂务公开栏' }, '2022-02-28'));
  });
});

describe('an objection', () => {
  it('is recorded from the posting of the notice on', () => given(applied(), posted).when(object()).then(objected));

  it('is recorded even after the notice was taken down', () => given(applied(), posted, noticeClosed).when(object()).then(objected));

  it('is recorded once', () => given(applied(), posted, objected).when(object()).then());

  it.each([
    ['notice-not-posted', [applied()], object()],
    ['date-before-notice', [applied(), posted], object({ raisedOn: '2022-02-17' })],
    ['explanation-missing', [applied(), posted], object({ text: '' })],
  ])('is refused as %s', (code, history, command) =>
    given(...history)
      .when(command)
      .thenRefused(code),
  );

  it.each(['dismissed', 'upheld'] as const)('is %s with what was found', (outcome) =>
    given(applied(), posted, objected).when(resolve(outcome)).then(resolved(outcome)),
  );

  it('changes nothing when the same outcome is recorded again', () =>
    given(applied(), posted, objected, resolved('dismissed')).when(resolve('dismissed')).then());

  it.each([
    ['objection-unknown', [applied(), posted], resolve('dismissed')],
    ['objection-already-resolved', [applied(), posted, objected, resolved('upheld')], resolve('dismissed')],
    ['explanation-missing', [applied(), posted, objected], resolve('dismissed', ' ')],
  ])('is not resolved: %s', (code, history, command) =>
    given(...history)
      .when(command)
      .thenRefused(code),
  );
});

describe('closing the notice', () => {
  it('is possible on the day its days are over', () => given(applied(), posted).when(close()).then(noticeClosed));

  it('is refused one day earlier', () =>
    given(applied(), posted).when(close('2022-02-24')).thenRefused('notice-too-short', { closedOn: '2022-02-24', endsOn: '2022-02-25' }));

  it('is refused while an objection is open, and possible once it is dismissed', () => {
    given(applied(), posted, objected).when(close()).thenRefused('objection-open', { objections: 1 });
    given(applied(), posted, objected, resolved('dismissed')).when(close()).then(noticeClosed);
  });

  it('is refused after an objection was upheld', () =>
    given(applied(), posted, objected, resolved('upheld')).when(close()).thenRefused('objection-upheld'));

  it('is refused where no notice hangs', () => given(applied()).when(close()).thenRefused('notice-not-posted'));

  it('changes nothing the second time', () => given(applied(), posted, noticeClosed).when(close()).then());
});
