import { EventMeta } from '#domain/kernel/decider';

export const by = (meta: EventMeta): string => meta.by;
