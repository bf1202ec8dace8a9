export const answer = 'text';
