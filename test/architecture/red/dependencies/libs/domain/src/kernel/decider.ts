export type Decider = { category: string };
