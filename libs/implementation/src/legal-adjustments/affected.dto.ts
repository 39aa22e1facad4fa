import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { TextDto } from '#libs/programme';

const whole = { type: 'integer' } as const;
const day = { type: String, format: 'date' } as const;

/** The work items of one region that need an adjustment. */
@ApiSchema({ name: 'AffectedRegion' })
export class AffectedRegionDto {
  @ApiProperty() region: string;
  @ApiProperty({ type: TextDto }) name: TextDto;
  @ApiProperty({ description: 'Whether the adjustment is in force there today' }) inForce: boolean;
  @ApiProperty({ type: 'object', additionalProperties: whole, description: 'How many work items by status' })
  counts: Record<string, number>;
}

/** An item that stays implemented though what it rested on may have lapsed. */
@ApiSchema({ name: 'AffectedItem' })
export class AffectedItemDto {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty(whole) measure: number;
  @ApiProperty({ type: TextDto }) title: TextDto;
  @ApiProperty() region: string;
  @ApiProperty(day) implementedOn: string;
  @ApiProperty({ description: 'Whether the adjustment is no longer in force in its region' }) lapsed: boolean;
}

/** What rests on an adjustment. */
@ApiSchema({ name: 'Affected' })
export class AffectedDto {
  @ApiProperty() adjustment: string;
  @ApiProperty({ ...day, description: "The programme's day" }) asOf: string;
  @ApiProperty({ type: [AffectedRegionDto] }) regions: AffectedRegionDto[];
  @ApiProperty({ type: [AffectedItemDto], description: 'What is implemented; a lapse does not undo it' })
  implemented: AffectedItemDto[];
}
