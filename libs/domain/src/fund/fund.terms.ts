import { aidItems, type AidItem } from '../aid/aid.terms.js';

/** 资金来源 of 帮扶资金 (Pingdingshan 2019, six kinds): where the money comes from. */
export const fundSources = [
  'central_finance',
  'local_finance',
  'union_funds',
  'social_donation',
  'account_interest',
  'other_lawful',
] as const;
export type FundSource = (typeof fundSources)[number];

/** 资金性质 of 送温暖资金 (the rule of 2019 in Shandong, six kinds): how it was raised. A taxonomy of its own, kept apart from the source. */
export const fundTypes = ['fiscal', 'upper_union_grant', 'own_union_budget', 'donation', 'employer_administrative', 'other'] as const;
export type FundType = (typeof fundTypes)[number];

/** Whose money it is by level; central and provincial money is bound to files of the national level. */
export const sourceLevels = ['central', 'provincial', 'city', 'county', 'base'] as const;
export type SourceLevel = (typeof sourceLevels)[number];

/** 资金用途: one aid item, or `hardship_aid`, the six projects and temporary aid together. */
export const fundPurposes = [...aidItems, 'hardship_aid'] as const;
export type FundPurpose = (typeof fundPurposes)[number];

/** What money of a purpose may be spent on. 送温暖 has money of its own. */
export const itemsOf = (purpose: FundPurpose): readonly AidItem[] =>
  purpose === 'hardship_aid' ? aidItems.filter((item) => item !== 'warmth') : [purpose];

/** How money of a source can have been raised. */
export const typesOf: Readonly<Record<FundSource, readonly FundType[]>> = {
  central_finance: ['fiscal'],
  local_finance: ['fiscal'],
  union_funds: ['upper_union_grant', 'own_union_budget'],
  social_donation: ['donation'],
  account_interest: ['other'],
  other_lawful: ['employer_administrative', 'other'],
};

/** Money on its way from one fund to another: down to a lower unit, back up again, or on into the next year. */
export const transferKinds = ['allocation', 'take_back', 'carry_over'] as const;
export type TransferKind = (typeof transferKinds)[number];

/** What a fund's money is set aside for. */
export const useKinds = ['aid', 'goods'] as const;
export type UseKind = (typeof useKinds)[number];
