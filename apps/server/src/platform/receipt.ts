import { ApiProperty } from '@nestjs/swagger';

/** What every command answers; `position` goes into `?after=` of a query that must show it, `revision` into If-Match. */
export class ReceiptAnswer {
  @ApiProperty({ example: 'household-3f0c' }) readonly stream!: string;
  @ApiProperty({ example: 7 }) readonly revision!: number;
  @ApiProperty({ example: '0000000000000042' }) readonly position!: string;
}
