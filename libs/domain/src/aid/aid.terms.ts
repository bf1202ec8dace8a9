/** The closed value lists of aid; visible words live with the views. */

/** 帮扶项目: the six projects of the central rule of 2015, with temporary aid and 送温暖 beside them. */
export const aidItems = [
  'living_aid',
  'medical_aid',
  'study_aid',
  'legal_aid',
  'vocational_training',
  'job_placement',
  'temporary_aid',
  'warmth',
] as const;
export type AidItem = (typeof aidItems)[number];

/** 慰问金 goes to a card, 慰问品 comes out of stock. */
export const aidForms = ['cash', 'goods'] as const;
export type AidForm = (typeof aidForms)[number];

/** Who has to agree, from the lowest up; which of them an amount needs is the policy's word. */
export const approvalLevels = ['county', 'city', 'province', 'national'] as const;
export type ApprovalLevel = (typeof approvalLevels)[number];

export const aidRejectionReasons = ['not_eligible', 'not_needed', 'other_relief', 'false_statement', 'papers_incomplete', 'other'] as const;
export type AidRejectionReason = (typeof aidRejectionReasons)[number];

export const aidCancellationReasons = ['asked_by_worker', 'household_closed', 'entered_in_error', 'fund_ended', 'other'] as const;
export type AidCancellationReason = (typeof aidCancellationReasons)[number];

/** Why a bank sent money back. */
export const bounceReasons = ['account_closed', 'name_differs', 'number_wrong', 'account_frozen', 'other'] as const;
export type BounceReason = (typeof bounceReasons)[number];

/** 签收: how the household showed that it received the aid. */
export const receiptProofs = ['signature', 'fingerprint', 'bank_record', 'by_proxy'] as const;
export type ReceiptProof = (typeof receiptProofs)[number];

export const clawBackReasons = ['false_statement', 'paid_in_error', 'not_eligible', 'other'] as const;
export type ClawBackReason = (typeof clawBackReasons)[number];

/** Of the items, the six projects (central rule 2015): how many of them a household may receive in a year is a policy parameter. */
export const sixProjects: readonly AidItem[] = aidItems.filter((item) => item !== 'temporary_aid' && item !== 'warmth');
