import { aidItems, type AidItem } from '../aid/aid.terms.js';
import type { AidRules, Cap } from './aid-rules.js';
import type { DifficultyCategory } from './rules.js';

const YUAN = 100;

/** What each figure was taken from. The city's own rule of 2019 names no figures in the part that is published. */
const PINGDINGSHAN = '平顶山市工会困难职工帮扶资金使用与管理办法（2019修订版）第一章, pdsgh.org node 10712';
const CENTRAL = '中央财政专项帮扶资金使用管理办法（全国总工会, 2015-05-08）';
const SHANDONG = '工会送温暖资金使用管理办法（山东, 2019-01）';
const HUBEI = '湖北: 未达建档标准职工的临时救助';
const ONE_PROVINCE = '一省困难职工帮扶标准（省名未载）: 大额医疗救助报省、报全国总工会; 相对困难每年一项';
const JIANGMEN = '江门市 2025-06-18: 生活、助学、医疗救助计入收入';
const HENAN_CARRY = '河南 2014: 中央资金不得跨年度使用';
const HENAN_GOODS = '河南省基层工会经费收支管理实施办法（2018-02-09）: 发实物或提货券, 不发现金、购物卡';
const ARCHIVE = '总工办〔2016〕36号: 纸质、电子档案三十个工作日内同步';
const NOTICE_2021 = '平顶山市总工会通知（2021-12）: 不得购买明令禁止的物品';
const OURS = 'Nuanliu, to be confirmed by the city: no document states a figure';

const DIFFICULT: readonly DifficultyCategory[] = ['deeply_difficult', 'relatively_difficult', 'accident_impoverished'];

const caps: readonly Cap[] = [
  {
    capId: 'living-household-year',
    item: 'living_aid',
    per: 'household_year',
    limit: { kind: 'months_of_line', months: 12 },
    source: CENTRAL,
  },
  { capId: 'medical-own-paid', item: 'medical_aid', per: 'time', limit: { kind: 'share_of_cost', percent: 100 }, source: CENTRAL },
  { capId: 'study-student-year', item: 'study_aid', per: 'person_year', limit: { kind: 'months_of_line', months: 10 }, source: CENTRAL },
  { capId: 'temporary-person-year', item: 'temporary_aid', per: 'person_year', limit: { kind: 'fixed', fen: 3000 * YUAN }, source: HUBEI },
  { capId: 'warmth-time', item: 'warmth', per: 'time', limit: { kind: 'fixed', fen: 3000 * YUAN }, source: SHANDONG },
  { capId: 'warmth-person-year', item: 'warmth', per: 'person_year', limit: { kind: 'fixed', fen: 6000 * YUAN }, source: SHANDONG },
];

/** Temporary aid is also for workers who miss the test. */
const eligibleFor = (item: AidItem): readonly DifficultyCategory[] =>
  item === 'temporary_aid' ? [...DIFFICULT, 'not_eligible'] : DIFFICULT;

/**
 * Rules of aid to begin with: figures of Pingdingshan where it publishes them, else of the central rule of 2015, else of
 * Shandong's rule on 送温暖, else of whoever names one. Each is a policy parameter that names its source.
 */
export const starterAidRules: AidRules = {
  caps,
  approvals: [
    { level: 'county', aboveFen: 0, needsDocument: false, source: '县级以上工会审批（帮扶中心, 主席办公会）' },
    { level: 'city', aboveFen: 10_000 * YUAN, needsDocument: false, source: OURS },
    { level: 'province', aboveFen: 20_000 * YUAN, needsDocument: true, source: ONE_PROVINCE },
    { level: 'national', aboveFen: 50_000 * YUAN, needsDocument: true, source: ONE_PROVINCE },
  ],
  eligible: Object.fromEntries(aidItems.map((item) => [item, eligibleFor(item)])) as AidRules['eligible'],
  itemsPerYear: { relatively_difficult: 1 },
  countsAsIncome: ['living_aid', 'medical_aid', 'study_aid'],
  urgent: {
    maxFen: 3000 * YUAN,
    termDays: 30,
    counts: 'working_days',
    source: `${OURS}; the sum as for temporary aid (${HUBEI}), the term as for papers (${ARCHIVE})`,
  },
  importedFilesCountAsNoticed: true,
  nationalFilesOnly: ['central', 'provincial'],
  carriesOver: ['local_finance', 'union_funds', 'social_donation', 'account_interest', 'other_lawful'],
  procurement: [
    { kind: 'direct_purchase', upToFen: 10_000 * YUAN, source: OURS },
    { kind: 'inquiry', upToFen: 500_000 * YUAN, source: OURS },
    { kind: 'framework_agreement', upToFen: 1_000_000 * YUAN, source: OURS },
    { kind: 'competitive_negotiation', upToFen: 2_000_000 * YUAN, source: OURS },
    { kind: 'open_tender', source: `${NOTICE_2021}; 属于招投标管理范围的依法招标` },
  ],
  bannedGoods: [
    { category: '购物卡', from: '2018-02-09', source: HENAN_GOODS },
    { category: '烟', from: '2012-12-04', source: `${NOTICE_2021}; ${OURS}` },
    { category: '酒', from: '2012-12-04', source: `${NOTICE_2021}; ${OURS}` },
  ],
  sources: {
    eligible: `${PINGDINGSHAN}; 临时救助: ${HUBEI}`,
    itemsPerYear: ONE_PROVINCE,
    countsAsIncome: JIANGMEN,
    importedFilesCountAsNoticed: OURS,
    nationalFilesOnly: PINGDINGSHAN,
    carriesOver: HENAN_CARRY,
  },
};
