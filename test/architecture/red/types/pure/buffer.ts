export const bytes: unknown = Buffer.from('');
