export const answer = (window as any).answer;
