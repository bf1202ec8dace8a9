export const world: unknown = globalThis;
