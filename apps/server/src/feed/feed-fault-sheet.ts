import type { FeedRowFault } from '#domain/feed/feed.events';
import { number, text, type Sheet } from '../platform/sheets/sheet.js';
import type { FeedFaultAnswer } from './feed.answers.js';

const words: Readonly<Record<FeedRowFault, string>> = {
  missing_name: '缺姓名',
  value_too_long: '内容过长',
  id_length: '身份证号位数不对',
  id_birth_date: '身份证号出生日期不对',
  id_check_digit: '身份证号校验码不对',
  bad_date: '日期错误',
  date_in_future: '日期晚于接收日',
  bad_amount: '金额错误',
  amount_too_large: '金额过大',
  negative_amount: '金额为负',
  unknown_value: '取值不在对照表内',
  duplicate_in_file: '与本文件前面的行重复',
  not_authorised: '该户未授权信息核对',
};

/** The refused rows as a table, to send back to the department. */
export const feedFaultSheet: Sheet<FeedFaultAnswer> = {
  name: '差错行',
  columns: [
    { title: '行号', width: 10, kind: 'number', cell: ({ row }) => number(row) },
    { title: '列', width: 20, kind: 'text', cell: ({ column }) => text(column) },
    { title: '代码', width: 24, kind: 'text', cell: ({ code }) => text(code) },
    { title: '说明', width: 32, kind: 'text', cell: ({ code }) => text(words[code]) },
  ],
};
