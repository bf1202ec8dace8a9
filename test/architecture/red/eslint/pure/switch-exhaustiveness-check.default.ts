export const weight = (step: 'survey' | 'notice'): number => {
  switch (step) {
    case 'survey':
      return 1;
    case 'notice':
      return 2;
    default:
      return 0;
  }
};
