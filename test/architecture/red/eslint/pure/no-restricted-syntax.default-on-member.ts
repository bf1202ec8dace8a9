export const fold = (event: { type: string }): number => {
  switch (event.type) {
    case 'HouseholdApplied':
      return 1;
    default:
      return 0;
  }
};
