import { Refusal } from '#domain/kernel/refusal';
import { testContext } from '#domain/testing/scenario';
import type { Streams } from '#event-store/streams';
import { ScratchLog } from '../../../../test/support/scratch-log.js';
import { recordingRefusals, type RefusableRequest } from './refusals.js';

const request = (subjectId: string, change: Partial<RefusableRequest> = {}): RefusableRequest => ({
  subject: 'aid',
  subjectId,
  unitId: 'U1',
  command: 'ProposeAid',
  householdId: 'H1',
  amountFen: 300_000,
  context: testContext,
  ...change,
});

const refusing =
  (details: Readonly<Record<string, unknown>> = {}) =>
  () =>
    Promise.reject(new Refusal('cap-exceeded', details));

describe('recording refusals about money', () => {
  let log: ScratchLog;
  let streams: Streams;

  beforeAll(async () => {
    log = await ScratchLog.open();
    streams = log.streams;
  });
  afterAll(() => log.discard());

  const recorded = async (subjectId: string) =>
    (await log.read(`refusedRequest-${subjectId}`)).map(({ type, data, meta }) => ({ type, data, meta }));

  it('answers what was allowed and records nothing of it', async () => {
    expect(await recordingRefusals(streams, request('A1'), () => Promise.resolve('granted'))).toBe('granted');
    expect(await recorded('A1')).toEqual([]);
  });

  it('keeps who asked for what, the code and its figures, and passes the refusal on', async () => {
    const refusal = refusing({ capId: 'living_aid', leftFen: 12 });
    await expect(recordingRefusals(streams, request('A2'), refusal)).rejects.toMatchObject({ code: 'cap-exceeded' });
    expect(await recorded('A2')).toMatchObject([
      {
        type: 'RequestRefused',
        data: {
          ...{ subject: 'aid', subjectId: 'A2', unitId: 'U1', command: 'ProposeAid', householdId: 'H1', amountFen: 300_000 },
          code: 'cap-exceeded',
          details: { capId: 'living_aid', leftFen: 12 },
        },
        meta: { by: testContext.by, requestId: testContext.requestId },
      },
    ]);
  });

  it('records a request once however often it is sent, and each other request for itself', async () => {
    const again = { ...testContext, requestId: 'r-2' };
    for (const context of [testContext, testContext, again]) {
      await expect(recordingRefusals(streams, request('A3', { context }), refusing())).rejects.toThrow('cap-exceeded');
    }
    expect((await recorded('A3')).map(({ meta }) => meta.requestId)).toEqual(['r-1', 'r-2']);
  });

  it('records two refusals of one subject that come at the same time', async () => {
    const requests = ['r-1', 'r-2', 'r-3'].map((requestId) => request('A4', { context: { ...testContext, requestId } }));
    const answers = await Promise.allSettled(requests.map((each) => recordingRefusals(streams, each, refusing())));
    expect(answers.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    expect((await recorded('A4')).map(({ meta }) => meta.requestId).toSorted()).toEqual(['r-1', 'r-2', 'r-3']);
  });

  it('does not hold the subject’s If-Match against the record', async () => {
    const context = { ...testContext, expectedRevision: 7 };
    await expect(recordingRefusals(streams, request('A5', { context }), refusing())).rejects.toThrow('cap-exceeded');
    expect(await recorded('A5')).toHaveLength(1);
  });

  it('withholds what is personal, by its name or by its look, wherever it stands in the figures', async () => {
    const details = {
      payeeName: '高娟',
      holder: { cardNumber: '1', numbers: ['410424197403160024', '卡号 6222021234567890123。', '19900005400'] },
      fundId: '1990000c-5400-8410-8424-197403160024',
      leftFen: 19_900_005_400,
      basis: undefined,
    };
    await expect(recordingRefusals(streams, request('A6'), refusing(details))).rejects.toMatchObject({ details });
    expect((await recorded('A6'))[0]?.data['details']).toEqual({
      payeeName: '•••',
      holder: { cardNumber: '•••', numbers: ['•••', '•••', '•••'] },
      fundId: details.fundId,
      leftFen: details.leftFen,
    });
  });

  it('records nothing of an error that no rule threw, nor of a key that named another request', async () => {
    const other = () => Promise.reject(new Refusal('idempotency-key-reused'));
    await expect(recordingRefusals(streams, request('A7'), () => Promise.reject(new TypeError('ours')))).rejects.toThrow(TypeError);
    await expect(recordingRefusals(streams, request('A7'), other)).rejects.toMatchObject({ code: 'idempotency-key-reused' });
    expect(await recorded('A7')).toEqual([]);
  });

  it('says so where the refusal cannot be recorded', async () => {
    const away = await ScratchLog.open();
    await away.discard();
    const answer = recordingRefusals(away.streams, request('A8'), refusing());
    await expect(answer).rejects.not.toBeInstanceOf(Refusal);
  });
});
