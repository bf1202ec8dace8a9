import type { FeedMapping } from './watch-rules.js';

const person = { name: '姓名', idNumber: '身份证号' } as const;
const YES_NO = { 是: 'yes', 否: 'no' } as const;

const medicalCost: FeedMapping = {
  feed: 'medical_cost',
  department: '医疗保障局',
  needs: 'medical_insurance',
  ...person,
  date: '就诊月份',
  amountYuan: '自付金额(元)',
  marks: [{ mark: 'care', column: '类型', values: { 住院: 'inpatient', 门诊: 'outpatient' } }],
  signalWhenAny: [],
};

const unemployment: FeedMapping = {
  feed: 'unemployment',
  department: '人力资源和社会保障局',
  needs: 'social_insurance',
  ...person,
  date: '失业登记日期',
  marks: [],
  signalWhenAny: [],
};

const minimumAllowance: FeedMapping = {
  feed: 'minimum_allowance',
  department: '民政局',
  needs: 'civil_affairs',
  ...person,
  date: '起始日期',
  amountYuan: '月补差(元)',
  marks: [{ mark: 'allowance', column: '低保状态', values: { 在保: 'granted', 停保: 'stopped' } }],
  signalWhenAny: [],
};

const disaster: FeedMapping = {
  feed: 'disaster',
  department: '应急管理局',
  needs: 'other',
  ...person,
  date: '发生日期',
  amountYuan: '损失(元)',
  marks: [{ mark: 'disaster', column: '灾害类型' }],
  signalWhenAny: [],
};

/** Says what a household owns on the day it comes in; most households own nothing that matters. */
const property: FeedMapping = {
  feed: 'property',
  department: '自然资源和规划局、公安局、市场监督管理局',
  needs: 'housing',
  ...person,
  marks: [
    { mark: 'homes', column: '房产套数' },
    { mark: 'motorVehicle', column: '机动车', values: YES_NO },
    { mark: 'company', column: '企业法人', values: YES_NO },
  ],
  signalWhenAny: [
    { mark: 'homes', atLeast: 2 },
    { mark: 'motorVehicle', oneOf: ['yes'] },
    { mark: 'company', oneOf: ['yes'] },
  ],
};

const disability: FeedMapping = {
  feed: 'disability',
  department: '残疾人联合会',
  needs: 'other',
  ...person,
  date: '评定日期',
  marks: [
    {
      mark: 'disability',
      column: '残疾类别',
      values: {
        视力: 'sight',
        听力: 'hearing',
        言语: 'speech',
        肢体: 'physical',
        智力: 'intellectual',
        精神: 'mental',
        多重: 'multiple',
      },
    },
    { mark: 'grade', column: '残疾等级', values: { 一级: '1', 二级: '2', 三级: '3', 四级: '4' } },
  ],
  signalWhenAny: [],
};

const schooling: FeedMapping = {
  feed: 'schooling',
  department: '教育体育局',
  needs: 'other',
  ...person,
  date: '学年起始月份',
  amountYuan: '自付金额(元)',
  marks: [
    {
      mark: 'stage',
      column: '学段',
      values: { 学前: 'kindergarten', 小学: 'primary', 初中: 'junior', 高中: 'senior', 中职: 'vocational', 高等教育: 'higher' },
    },
  ],
  signalWhenAny: [],
};

const wageArrears: FeedMapping = {
  feed: 'wage_arrears',
  department: '人力资源和社会保障局（劳动保障监察）',
  needs: 'social_insurance',
  ...person,
  date: '立案日期',
  amountYuan: '拖欠金额(元)',
  marks: [],
  signalWhenAny: [],
};

/** What departments' files look like to begin with; a department that changes its form is followed by publishing a version. */
export const starterFeeds: readonly FeedMapping[] = [
  medicalCost,
  unemployment,
  minimumAllowance,
  disaster,
  property,
  disability,
  schooling,
  wageArrears,
];
