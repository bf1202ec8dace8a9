import { Equals, IsOptional } from 'class-validator';

/** The body of a command that needs to know nothing: `{}`, or none at all. */
export class EmptyBody {
  /** Stands here because a class without a field of its own would let any field pass. */
  @IsOptional() @Equals(undefined) readonly nothing?: undefined;
}
