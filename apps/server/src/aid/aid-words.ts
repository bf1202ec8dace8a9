import type { AidStatus } from '#domain/aid/aid.state';
import type { AidForm, AidItem, ApprovalLevel } from '#domain/aid/aid.terms';

type Words<Value extends string> = Readonly<Record<Value, Readonly<{ zh: string }>>>;

/** 帮扶项目 as the central rule of 2015 and the practice beside it call them. */
export const itemWords: Words<AidItem> = {
  living_aid: { zh: '生活救助' },
  medical_aid: { zh: '医疗救助' },
  study_aid: { zh: '子女助学' },
  legal_aid: { zh: '法律援助' },
  vocational_training: { zh: '职业培训' },
  job_placement: { zh: '职业介绍' },
  temporary_aid: { zh: '临时救助' },
  warmth: { zh: '送温暖' },
};

export const formWords: Words<AidForm> = { cash: { zh: '慰问金' }, goods: { zh: '慰问品' } };

export const statusWords: Words<AidStatus> = {
  proposed: { zh: '待审核' },
  returned: { zh: '退回修改' },
  reviewed: { zh: '待审批' },
  granted: { zh: '已批准' },
  in_batch: { zh: '待发放' },
  paid: { zh: '已发放' },
  received: { zh: '已签收' },
  rejected: { zh: '不予帮扶' },
  cancelled: { zh: '已撤销' },
  claw_back_ordered: { zh: '追回中' },
  clawed_back: { zh: '已追回' },
};

export const levelWords: Words<ApprovalLevel> = {
  county: { zh: '县级工会' },
  city: { zh: '市级工会' },
  province: { zh: '省级工会' },
  national: { zh: '全国总工会' },
};
