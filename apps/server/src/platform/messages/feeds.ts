import type { Messages } from './message.js';

/** Files of departments. */
export const feeds: Messages = {
  'feed-unknown': { zh: '没有找到该批部门数据。', en: 'There is no such feed.' },
  'feed-not-running': { zh: '该批部门数据已经处理结束。', en: 'This feed is over already.' },
  'feed-page-out-of-order': { zh: '部门数据页次不连续。', en: 'A page of the feed leaves rows out or overlaps the one before.' },
  'feed-counts-wrong': { zh: '部门数据页内计数不符。', en: 'The counts of a page are not those of its rows.' },
  'feed-not-mapped': {
    zh: '现行政策未规定该类部门数据的列对应关系，请先在政策中配置。',
    en: 'The policy in force does not say how this kind of feed is read. Please add its mapping to the policy.',
  },
  'feed-sender-gone': {
    zh: '提交人已无权处理部门数据，请由有权限的人重新提交。',
    en: 'Who sent the feed may no longer run feeds. Somebody who may should send it again.',
  },
  'feed-cancelled': { zh: '该批部门数据已取消，已接收的信号有效。', en: 'The feed was cancelled. What was heard stays.' },
  'feed-interrupted': { zh: '处理中断，服务恢复后自动继续。', en: 'The feed was interrupted. It goes on when the server is back.' },
  'too-many-feeds': { zh: '排队的部门数据过多，请稍后再试。', en: 'Too many feeds are waiting. Please wait for one to end.' },
  'dry-run-too-long': {
    zh: '文件行数超过试运行上限，请分批试运行。',
    en: 'The file has more rows than a dry run takes. Please try it in parts.',
  },
};
