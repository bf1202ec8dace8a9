export interface HouseholdInfo { readonly id: string }
