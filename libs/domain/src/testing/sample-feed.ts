import type { FeedEvent } from '../feed/feed.events.js';
import type { FeedMapping } from '../policy/watch-rules.js';

/** What a medical insurance office sends: bills, by month. */
export const medicalMapping: FeedMapping = {
  feed: 'medical_cost',
  department: '医疗保障局',
  needs: 'medical_insurance',
  name: '姓名',
  idNumber: '身份证号',
  date: '就诊月份',
  amountYuan: '自付金额(元)',
  marks: [{ mark: 'care', column: '类型', values: { 住院: 'inpatient', 门诊: 'outpatient' } }],
  signalWhenAny: [],
};

/** What a housing office sends: no day, no amount, and a signal only where somebody has more than one home or a car. */
export const propertyMapping: FeedMapping = {
  feed: 'property',
  department: '住房和城乡建设局',
  needs: 'housing',
  name: '姓名',
  idNumber: '身份证号',
  marks: [
    { mark: 'homes', column: '房产套数' },
    { mark: 'motorVehicle', column: '机动车', values: { 是: 'yes', 否: 'no' } },
  ],
  signalWhenAny: [
    { mark: 'homes', atLeast: 2 },
    { mark: 'motorVehicle', oneOf: ['yes'] },
  ],
};

const counts = { rows: 3, matched: 1, leads: 0, repeated: 0, quiet: 0, faulty: 2 };

export const receivedFeed: Extract<FeedEvent, { type: 'FeedReceived' }> = {
  type: 'FeedReceived',
  data: {
    feedId: 'f1',
    feed: 'medical_cost',
    department: medicalMapping.department,
    unitId: '410481',
    contentDigest: 'a'.repeat(64),
    format: 'csv',
    attempt: 1,
    receivedOn: '2022-03-31',
    policyVersion: 'pingdingshan@1',
    mapping: medicalMapping,
  },
};

export const readPage: Extract<FeedEvent, { type: 'FeedPageRead' }> = {
  type: 'FeedPageRead',
  data: {
    feedId: 'f1',
    attempt: 1,
    fromRow: 1,
    toRow: 3,
    counts,
    faults: [
      { row: 2, code: 'bad_date', column: '就诊月份' },
      { row: 3, code: 'not_authorised' },
    ],
  },
};

/** Every event of a feed at least once. */
export const everyFeedEvent: readonly FeedEvent[] = [
  receivedFeed,
  { type: 'FeedFailed', data: { feedId: 'f1', code: 'csv-malformed', details: { line: 7 } } },
  { ...receivedFeed, data: { ...receivedFeed.data, attempt: 2 } },
  { type: 'FeedCancelled', data: { feedId: 'f1', cancelledOn: '2022-03-31' } },
  { ...receivedFeed, data: { ...receivedFeed.data, attempt: 3 } },
  { ...readPage, data: { ...readPage.data, attempt: 3 } },
  { type: 'FeedCompleted', data: { feedId: 'f1', counts } },
];
