import { ApiProperty } from '@nestjs/swagger';
import { CountingRuleDto, TextDto } from '#libs/programme';

const whole = { type: 'integer' } as const;

/** Work items or measures by status. */
export class CountsDto {
  @ApiProperty(whole) open: number;
  @ApiProperty(whole) proposed: number;
  @ApiProperty(whole) approved: number;
  @ApiProperty(whole) implemented: number;
  @ApiProperty(whole) exempt: number;
}

/** One figure, always with both numbers. */
export class FigureDto {
  @ApiProperty({
    description: 'Programme, region or department code, task number, or `task:region`',
    example: '320500',
  })
  key: string;

  @ApiProperty({ type: TextDto }) name: TextDto;
  @ApiProperty({ required: false, description: 'By department only: its part in the programme is not official' })
  illustrative?: boolean;

  @ApiProperty({ type: CountsDto }) counts: CountsDto;
  @ApiProperty(whole) implemented: number;

  @ApiProperty({ ...whole, description: 'Everything but the exempt' })
  counted: number;

  @ApiProperty({
    type: Number,
    nullable: true,
    description: 'Percent with one decimal; null when nothing counts',
    example: 90.2,
  })
  rate: number | null;

  @ApiProperty({ type: TextDto, description: 'The figure as it is said' })
  text: TextDto;

  @ApiProperty({ ...whole, required: false, description: 'Work items whose submission waits for a decision' })
  underReview?: number;

  @ApiProperty({ ...whole, required: false, description: 'Work items past their target date' })
  overdue?: number;

  @ApiProperty({ ...whole, required: false, description: 'Task number, by task-region only' })
  task?: number;

  @ApiProperty({ type: String, required: false, description: 'Region code, by task-region only' })
  region?: string;
}

/** Figures with the rule under which they count, the date that they stand for and what was known. */
export class CompletionAnswerDto {
  @ApiProperty() programme: string;
  @ApiProperty() by: string;
  @ApiProperty() level: string;

  @ApiProperty({ description: "Date for which the figures stand, in the programme's time zone", format: 'date' })
  asOf: string;

  @ApiProperty({ description: 'Everything recorded until then is in the figures', format: 'date-time' })
  knownAt: string;

  @ApiProperty({
    description: 'The figures come from an invented history; only the headline of 16 December 2021 is sourced',
  })
  demonstration: boolean;

  @ApiProperty({ type: CountingRuleDto }) rule: CountingRuleDto;
  @ApiProperty({ type: [FigureDto] }) items: FigureDto[];
}
