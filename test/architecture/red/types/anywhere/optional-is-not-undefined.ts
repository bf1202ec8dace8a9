export const options: { reason?: string } = { reason: undefined };
