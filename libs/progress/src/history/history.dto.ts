import { ApiProperty } from '@nestjs/swagger';
import { CountingRuleDto, TextDto } from '#libs/programme';
import { CountsDto } from '../completion.dto.js';

const whole = { type: 'integer' } as const;
const anyObject = { type: 'object', additionalProperties: true } as const;

/** Both numbers of a figure. */
export class FractionDto {
  @ApiProperty({ type: CountsDto }) counts: CountsDto;
  @ApiProperty(whole) implemented: number;
  @ApiProperty(whole) counted: number;
  @ApiProperty({ type: Number, nullable: true, description: 'Percent with one decimal; null when nothing counts' })
  rate: number | null;
  @ApiProperty({ type: TextDto }) text: TextDto;
}

class StandpointDto {
  @ApiProperty({ enum: ['measure', 'work-item'] }) level: string;
  @ApiProperty({ format: 'date' }) asOf: string;
  @ApiProperty({ format: 'date-time' }) knownAt: string;
  @ApiProperty({ type: CountingRuleDto }) rule: CountingRuleDto;
  @ApiProperty({ type: FractionDto }) figure: FractionDto;
}

/** A figure with the list behind it. */
export class ExplanationAnswerDto extends StandpointDto {
  @ApiProperty({ ...anyObject, description: 'The part of the programme that the figure is about' })
  selection: object;
  @ApiProperty({
    type: 'array',
    items: anyObject,
    description: 'The measures with their tallies, or the work items with the acts that they stand on',
  })
  list: object[];
}

class StepDto {
  @ApiProperty({ type: String, nullable: true, description: 'The kind of act; null for another rule or catalogue' })
  move: string | null;
  @ApiProperty({ type: TextDto }) moveText: TextDto;
  @ApiProperty({ ...whole, description: 'Added to the implemented' }) implemented: number;
  @ApiProperty({ ...whole, description: 'Added to the counted' }) counted: number;
  @ApiProperty({ type: 'array', items: {}, description: 'Measure numbers, or ids of work items' }) entered: unknown[];
  @ApiProperty({ type: 'array', items: {} }) left: unknown[];
}

/** How one figure became another. The steps add up to the difference. */
export class ChangesAnswerDto {
  @ApiProperty({ type: StandpointDto }) from: StandpointDto;
  @ApiProperty({ type: StandpointDto }) to: StandpointDto;
  @ApiProperty(anyObject) selection: object;
  @ApiProperty({ type: [StepDto] }) steps: StepDto[];
  @ApiProperty({ type: 'array', items: anyObject, required: false, description: 'Measures that stand differently' })
  measures?: object[];
  @ApiProperty({ type: 'array', items: anyObject, description: 'Work items that stand differently, with the causes' })
  items: object[];
}
