import type { SheetRow } from '../import/cells.js';

/** A row of the case-file form about invented people (area code 410424 was never assigned), as a clerk would type it. */
export const typedHousehold: Readonly<Record<string, string>> = {
  档案编号: 'F-1',
  填报单位代码: '410481-T4-B3',
  申请日期: '2021-10-11',
  姓名: '高娟',
  身份证号: '41042419740316014X',
  手机: '19900005400',
  困难类别: '相对困难',
  建档标准: '全国级',
  工作状态: '病休',
  家庭人口: '2',
  '工资性收入(元/年)': '23987.96',
  '经营净收入(元/年)': '0.00',
  '财产净收入(元/年)': '0.00',
  '转移净收入(元/年)': '144.37',
  '其他收入(元/年)': '0.00',
  '医疗自付(元/年)': '0.00',
  '残疾护理(元/年)': '0.00',
  '非义务教育(元/年)': '5503.00',
  '住房支出(元/年)': '0.00',
  '必要就业成本(元/年)': '0.00',
  房产套数: '1',
  机动车: '否',
  残疾代步车: '否',
  企业控股人: '否',
  高收费就学: '否',
  意外类型: '',
  '意外支出(元)': '',
  '意外补偿(元)': '',
  主要致困原因: '患重特大疾病',
  次要致困原因: '无劳动能力',
  开户银行: '演示银行',
  银行卡号: '9999999236834510221',
};

export const typedMember: Readonly<Record<string, string>> = {
  档案编号: 'F-1',
  姓名: '董勇',
  与职工关系: '配偶',
  身份证号: '410424197207260733',
  健康状况: '良好',
  身份: '无业',
  '月收入(元)': '1400.00',
};

/** Sheet rows from typed cells; the headings are row 1. */
export const rowsOf = (...cells: readonly Readonly<Record<string, string>>[]): SheetRow[] =>
  cells.map((each, index) => ({ row: index + 2, cells: each }));
