export const weight = (step: 'survey' | 'notice'): number => {
  switch (step) {
    case 'survey':
      return 1;
  }
  return 0;
};
