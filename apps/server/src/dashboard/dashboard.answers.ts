import { ApiProperty } from '@nestjs/swagger';

/** How many there are of a value; the value is the filter that lists them, the text what it says to the reader. */
export class FigureAnswer {
  @ApiProperty() readonly value!: string;
  @ApiProperty() readonly text!: string;
  @ApiProperty() readonly count!: number;
}

/** A unit with all below it, or what is kept in it `directly`. */
export class PlaceAnswer {
  @ApiProperty() readonly unitId!: string;
  @ApiProperty() readonly unitName!: string;
  @ApiProperty({ description: 'only what is kept in the unit itself' }) readonly directly!: boolean;
}

/** A county union, or the highest unit of those that belong to no county. */
export class CountyAnswer {
  @ApiProperty() readonly unitId!: string;
  @ApiProperty() readonly unitName!: string;
  @ApiProperty({ description: 'false where only a part of it is in reach or was asked for' }) readonly whole!: boolean;
}

/** An event by its place in the log. */
export class EventPlaceAnswer {
  @ApiProperty() readonly stream!: string;
  @ApiProperty() readonly revision!: number;
  @ApiProperty() readonly type!: string;
  @ApiProperty({ format: 'date-time', description: 'when it was recorded' }) readonly at!: string;
}

/** Whose household it is: the name masked. */
export class HouseholdAnswer {
  @ApiProperty({ format: 'uuid' }) readonly householdId!: string;
  @ApiProperty({ type: String, nullable: true }) readonly fileNumber!: string | null;
  @ApiProperty({ example: '高*' }) readonly name!: string;
  @ApiProperty() readonly unitId!: string;
  @ApiProperty() readonly unitName!: string;
}
