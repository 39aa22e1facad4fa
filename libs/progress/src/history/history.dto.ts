import { ApiExtraModels, ApiProperty, ApiSchema, getSchemaPath } from '@nestjs/swagger';
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

@ApiSchema({ name: 'FigureFromStandpoint' })
class StandpointDto {
  @ApiProperty({ enum: ['measure', 'work-item'] }) level: string;
  @ApiProperty({ format: 'date' }) asOf: string;
  @ApiProperty({ format: 'date-time' }) knownAt: string;
  @ApiProperty({ type: CountingRuleDto }) rule: CountingRuleDto;
  @ApiProperty({ type: FractionDto }) figure: FractionDto;
}

@ApiSchema({ name: 'BehindPlace' })
class PlaceDto {
  @ApiProperty() code: string;
  @ApiProperty({ type: TextDto }) name: TextDto;
}

@ApiSchema({ name: 'BehindPerson' })
class PersonDto {
  @ApiProperty() id: string;
  @ApiProperty({ type: TextDto }) name: TextDto;
}

@ApiSchema({ name: 'MeasureBehind' })
class MeasureBehindDto {
  @ApiProperty(whole) measure: number;
  @ApiProperty({ type: TextDto }) title: TextDto;
  @ApiProperty({ ...whole, nullable: true }) task: number | null;
  @ApiProperty() status: string;
  @ApiProperty({ type: TextDto }) statusText: TextDto;
  @ApiProperty({ ...whole, description: 'Of its work items' }) implemented: number;
  @ApiProperty({ ...whole, description: 'Of its work items' }) counted: number;
}

abstract class ItemPlaceDto {
  @ApiProperty() workItemId: string;
  @ApiProperty(whole) measure: number;
  @ApiProperty({ type: TextDto }) title: TextDto;
  @ApiProperty({ type: PlaceDto }) region: PlaceDto;
}

/** Of other regions a region reads the decided status and its date. */
@ApiSchema({ name: 'WorkItemBehind' })
class WorkItemBehindDto extends ItemPlaceDto {
  @ApiProperty() status: string;
  @ApiProperty({ type: TextDto }) statusText: TextDto;
  @ApiProperty({ required: false }) underReview?: boolean;
  @ApiProperty({ required: false }) overdue?: boolean;
  @ApiProperty({ required: false, format: 'date' }) effectiveOn?: string;
  @ApiProperty({ required: false, description: 'The act on which the status stands' }) move?: string;
  @ApiProperty({ type: TextDto, required: false }) moveText?: TextDto;
  @ApiProperty({ required: false, format: 'date-time' }) recordedAt?: string;
  @ApiProperty({ type: PersonDto, required: false, nullable: true }) decidedBy?: PersonDto | null;
}

@ApiSchema({ name: 'ChangeCause' })
class CauseDto {
  @ApiProperty({ description: 'Position in the log of events' }) seq: string;
  @ApiProperty() move: string;
  @ApiProperty({ type: TextDto }) moveText: TextDto;
  @ApiProperty({ type: String, nullable: true }) from: string | null;
  @ApiProperty() to: string;
  @ApiProperty({ format: 'date' }) effectiveOn: string;
  @ApiProperty({ format: 'date-time' }) recordedAt: string;
  @ApiProperty({ description: 'It counted before and no longer does' }) gone: boolean;
  @ApiProperty({ description: 'It took effect by the earlier day and was recorded only afterwards' }) late: boolean;
  @ApiProperty({ type: String, required: false, nullable: true }) reason?: string | null;
  @ApiProperty({ type: PersonDto, required: false, nullable: true }) decidedBy?: PersonDto | null;
}

@ApiSchema({ name: 'WorkItemBetween' })
class WorkItemBetweenDto extends ItemPlaceDto {
  @ApiProperty({ type: String, nullable: true }) from: string | null;
  @ApiProperty({ type: String, nullable: true }) to: string | null;
  @ApiProperty({ type: [CauseDto] }) causes: CauseDto[];
}

@ApiSchema({ name: 'MeasureBetween' })
class MeasureBetweenDto {
  @ApiProperty(whole) measure: number;
  @ApiProperty({ type: TextDto }) title: TextDto;
  @ApiProperty({ type: String, nullable: true }) from: string | null;
  @ApiProperty({ type: String, nullable: true }) to: string | null;
}

/** A figure with the list behind it. */
@ApiExtraModels(MeasureBehindDto, WorkItemBehindDto)
export class ExplanationAnswerDto extends StandpointDto {
  @ApiProperty({ ...anyObject, description: 'The part of the programme that the figure is about' })
  selection: object;
  @ApiProperty({
    type: 'array',
    items: { anyOf: [{ $ref: getSchemaPath(MeasureBehindDto) }, { $ref: getSchemaPath(WorkItemBehindDto) }] },
    description: 'The measures with their tallies, or the work items with the acts that they stand on',
  })
  list: object[];
}

@ApiSchema({ name: 'WaterfallStep' })
class StepDto {
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'The kind of the last act that made the difference; null for another rule or catalogue',
  })
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
  @ApiProperty({ type: [MeasureBetweenDto], required: false, description: 'Measures that stand differently' })
  measures?: MeasureBetweenDto[];
  @ApiProperty({ type: [WorkItemBetweenDto], description: 'Work items that stand differently, with the causes' })
  items: WorkItemBetweenDto[];
}
