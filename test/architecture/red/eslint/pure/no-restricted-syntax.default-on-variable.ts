export const fold = ({ type }: { type: string }): number => {
  switch (type) {
    case 'HouseholdApplied':
      return 1;
    default:
      return 0;
  }
};
