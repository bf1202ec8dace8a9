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
