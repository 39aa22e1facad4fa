import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { IsOptional, Matches } from 'class-validator';
import { TextDto } from '#libs/programme';
import { differenceAspects } from './difference.js';

const whole = { type: 'integer' } as const;
const roundNumber = /^[1-9]\d{0,3}$/;

export class RoundChangesQueryDto {
  /** The round to compare with; the one before when missing. */
  @IsOptional()
  @Matches(roundNumber, { message: 'against must be the number of a round' })
  against?: string;
}

export class AmendmentChangesQueryDto {
  /** The round to read; the latest that this person may read when missing. */
  @IsOptional()
  @Matches(roundNumber, { message: 'round must be the number of a round' })
  round?: string;
}

@ApiSchema({ name: 'TextPart' })
export class TextPartDto {
  @ApiProperty() value: string;
  @ApiProperty({ enum: ['same', 'added', 'removed'] }) kind: string;
}

/** One point in which two contents differ. */
@ApiSchema({ name: 'Difference' })
export class DifferenceDto {
  @ApiProperty({ description: 'JSON pointer into the later content; into the former where something was removed' })
  pointer: string;
  @ApiProperty({ required: false, description: 'Where it stood in the former content, when elsewhere' })
  formerPointer?: string;
  @ApiProperty({ type: TextDto }) label: TextDto;
  @ApiProperty({ enum: ['added', 'removed', 'changed'] }) kind: string;
  @ApiProperty({ description: 'The former value; null where there was none' }) before: unknown;
  @ApiProperty({ description: 'The later value; null where there is none' }) after: unknown;
  @ApiProperty({ type: [String], enum: differenceAspects, required: false }) aspects?: string[];
  @ApiProperty({ ...whole, required: false, description: 'The point of the proof list that it concerns' })
  point?: number;
  @ApiProperty({ required: false, description: 'Whether that point had failed before' }) failed?: boolean;
  @ApiProperty({ ...whole, required: false, description: 'Calendar days by which a date moved' }) days?: number;
  @ApiProperty({ type: [TextPartDto], required: false }) parts?: TextPartDto[];
  @ApiProperty({ type: TextDto, description: 'The whole of it in one line' }) text: TextDto;
}

@ApiSchema({ name: 'RoundDecision' })
export class RoundDecisionDto {
  @ApiProperty(whole) round: number;
  @ApiProperty() outcome: string;
  @ApiProperty({ type: String, nullable: true }) reason: string | null;
  @ApiProperty({ type: [Number] }) failedPoints: number[];
  @ApiProperty({ type: 'object', additionalProperties: true, description: 'Id and name' }) decidedBy: object;
  @ApiProperty({ type: String, format: 'date-time' }) decidedAt: string;
}

/** What changed between two rounds, with the decisions that asked for it. */
@ApiSchema({ name: 'RoundChanges' })
export class RoundChangesDto {
  @ApiProperty({ format: 'uuid' }) submissionId: string;
  @ApiProperty(whole) round: number;
  @ApiProperty({ ...whole, nullable: true, description: 'The former round; null for the first' }) against:
    number | null;
  @ApiProperty({ description: 'False for what the region is still writing' }) sent: boolean;
  @ApiProperty({ type: [RoundDecisionDto] }) decisions: RoundDecisionDto[];
  @ApiProperty({ type: [DifferenceDto] }) changes: DifferenceDto[];
  @ApiProperty({ type: [Number], description: 'Points that had failed and whose evidence is the same' })
  failedPointsUntouched: number[];
}

/** What an amendment changes in the plan as it stood when the amendment was begun. */
@ApiSchema({ name: 'AmendmentChanges' })
export class AmendmentChangesDto {
  @ApiProperty({ format: 'uuid' }) submissionId: string;
  @ApiProperty({ ...whole, nullable: true }) round: number | null;
  @ApiProperty({ description: 'False for what the region is still writing' }) sent: boolean;
  @ApiProperty({ type: TextDto, description: 'All of it in one line' }) summary: TextDto;
  @ApiProperty({ type: 'object', additionalProperties: true, description: 'The plan before' }) plan: object;
  @ApiProperty({ type: String, nullable: true }) reason: string | null;
  @ApiProperty({ type: String, nullable: true }) progress: string | null;
  @ApiProperty({ type: [DifferenceDto] }) changes: DifferenceDto[];
}
