import type { Type } from '@nestjs/common';
export type Household = Type;
