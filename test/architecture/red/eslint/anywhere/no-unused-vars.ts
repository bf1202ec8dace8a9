export const answer = (): number => {
  const forgotten = 1;
  return 2;
};
