/* What each figure of monitoring was taken from. The union texts ask for it and name no figure; the rural peer system does. */

export const SCREENING =
  '一省防返贫部门筛查预警: 医保每月5日前推送住院自付5000元（脱贫户）、20000元（其他）、门诊每月500元; 教育每年4月底前推送每学年自付10000元以上';
export const DEPARTMENTS = '防返贫部门推送: 应急每次灾害后, 人社、残联、住建等每月底';
export const CROSS_MATCH = '山西 2021-12-17: 民政平台与工会等十部门比对因病、因学、因残、失业, 分级预警';
export const RURAL_2021 = '中农组发〔2021〕7号《关于健全防止返贫动态监测和帮扶机制的指导意见》';
export const RURAL_TERM = `${RURAL_2021}的地方实施: 线索到认定一般不超过15天`;
export const RURAL_VISIT = '防返贫入户核实: 至少两人';
export const RURAL_CLEARING = '防返贫风险消除: 收入持续稳定半年以上';
export const RURAL_REVIEW = '防返贫监测: 监测一年以上未消除风险的逐户核查';
export const EXCLUSION = '邢台 2021-07-09 不予认定: 两套以上住房、机动车、企业实际控制人';
export const ARCHIVE = '总工办〔2016〕36号: 档案每年至少清理一次';
export const NATIONAL_FORM = '困难职工档案表（全国总工会）: 申报时签署授权书';
export const FOUNDING = '平顶山市总工会通知（2021-12）: 常态化监测脱困不稳定户、边缘易致困户和因病因灾等基本生活严重困难户';
export const PARAMETER = 'policy parameter, to be confirmed by the city: no document states a figure';
