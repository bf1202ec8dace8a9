export const weight = (step: string): number => {
  let sum = 0;
  switch (step) {
    case 'survey':
      sum += 1;
    case 'notice':
      sum += 2;
  }
  return sum;
};
