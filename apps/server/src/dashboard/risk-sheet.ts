import { number, text, yesNo, type Sheet } from '../platform/sheets/sheet.js';
import type { PlaceRiskAnswer } from './risk-board.query.js';

/** 监测总览 as it is exported. */
export const riskSheet: Sheet<PlaceRiskAnswer> = {
  name: '返困风险监测',
  columns: [
    { title: '工会编码', width: 16, kind: 'text', cell: ({ unitId }) => text(unitId) },
    { title: '工会名称', width: 28, kind: 'text', cell: ({ unitName }) => text(unitName) },
    { title: '仅本级', width: 10, kind: 'text', cell: ({ directly }) => yesNo(directly) },
    { title: '监测户数', width: 12, kind: 'number', cell: ({ households }) => number(households) },
    { title: '其中逾期', width: 12, kind: 'number', cell: ({ overdue }) => number(overdue) },
    { title: '红色', width: 8, kind: 'number', cell: ({ red }) => number(red) },
    { title: '黄色', width: 8, kind: 'number', cell: ({ yellow }) => number(yellow) },
    { title: '绿色', width: 8, kind: 'number', cell: ({ green }) => number(green) },
    { title: '档案数', width: 12, kind: 'number', cell: ({ files }) => number(files) },
  ],
};
