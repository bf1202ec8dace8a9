import type { OnModuleInit } from '@nestjs/common';
export type Store = OnModuleInit;
