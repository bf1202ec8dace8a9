import { info } from 'somewhere'; export const baseUnion = 'base_union'; export const database = info(process.env); export const { base } = database;
