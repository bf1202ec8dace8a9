// @ts-ignore
export const answer: number = 'text';
