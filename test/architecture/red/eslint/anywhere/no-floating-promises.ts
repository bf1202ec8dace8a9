const write = async (): Promise<void> => {};
export const answer = (): void => {
  write();
};
