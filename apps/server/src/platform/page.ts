import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, Matches, Max, MaxLength, Min } from 'class-validator';

const POSITION = /^\d{1,64}$/;

/** The query of whatever shows one thing. */
export class AfterQuery {
  /** Waits until the answer shows the event at this position (a command's answer). */
  @IsOptional() @IsString() @Matches(POSITION) readonly after?: string;
}

/** Every list's query: how many rows, from where, and what must be shown. */
export class PageQuery extends AfterQuery {
  /** Rows of a page, 1 to 200. */
  @IsOptional() @Type(() => Number) @IsInt() @Min(1) @Max(200) readonly limit: number = 50;
  /** The `next` of the page before. */
  @IsOptional() @IsString() @MaxLength(1000) readonly cursor?: string;

  cursorPart(): { after?: string } {
    return this.cursor === undefined ? {} : { after: this.cursor };
  }
}
