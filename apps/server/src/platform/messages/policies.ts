import type { Messages } from './message.js';

/** Policies and what is reckoned by them. */
export const policies: Messages = {
  'invalid-classification-inputs': { zh: '收入、支出或资产数据有误，无法认定。', en: 'The figures given cannot be reckoned with.' },
  'invalid-rules': {
    zh: '政策参数不合规，请核对标出的各项。',
    en: 'Some rules of the draft cannot be decided by. Please check the fields named.',
  },
  'invalid-supersession-date': {
    zh: '停用日期有误，不能早于该版本的生效日期。',
    en: 'The date is not valid, or lies before the first day of the version.',
  },
  'no-aid-rules': {
    zh: '现行政策没有帮扶资金使用规定，请先发布。',
    en: 'The policy in force says nothing about aid. Publish a version that does.',
  },
  'no-line-for-date': {
    zh: '当日没有适用于该地区的低保标准，请先发布政策。',
    en: 'The policy has no allowance line for this area on that day.',
  },
  'no-policy-in-force': { zh: '当日没有适用于该地区的有效政策，请先发布政策。', en: 'No published policy covers this area on that day.' },
  'no-watch-rules': {
    zh: '现行政策没有动态监测规定，请先发布。',
    en: 'The policy in force says nothing about monitoring. Publish a version that does.',
  },
  'policy-already-superseded': {
    zh: '该版本的停用日期更早，停用日期不能推后。',
    en: 'The version ends earlier already; an end is never put off.',
  },
  'policy-area-fixed': { zh: '政策发布后不能更改适用地区。', en: 'A policy keeps the area of its published versions.' },
  'policy-draft-absent': {
    zh: '没有这个版本的草案，可能已发布或被放弃。',
    en: 'There is no draft with this number; it may have been published or discarded.',
  },
  'policy-version-unknown': { zh: '没有找到该政策版本。', en: 'No version with this number was published.' },
  'publisher-is-drafter': {
    zh: '起草人不能发布自己起草的政策，请由他人发布。',
    en: 'Whoever wrote the draft cannot publish it. Somebody else must.',
  },
};
