import { ApiExtraModels, ApiProperty, ApiSchema, getSchemaPath } from '@nestjs/swagger';
import { TextDto } from '#libs/programme';
import { attentionKinds } from './attention.kinds.js';

const whole = { type: 'integer' } as const;

@ApiSchema({ name: 'AttentionPlace' })
class PlaceDto {
  @ApiProperty() code: string;
  @ApiProperty({ type: TextDto }) name: TextDto;
}

@ApiSchema({ name: 'AttentionTask' })
class TaskDto {
  @ApiProperty(whole) no: number;
  @ApiProperty({ type: TextDto }) name: TextDto;
}

@ApiSchema({ name: 'AttentionMeasure' })
class MeasureDto {
  @ApiProperty(whole) measure: number;
  @ApiProperty({ type: TextDto }) title: TextDto;
}

abstract class ItemDto extends MeasureDto {
  @ApiProperty() workItemId: string;
  @ApiProperty({ type: PlaceDto }) region: PlaceDto;
  @ApiProperty({ type: PlaceDto, description: 'The department that leads the measure' }) department: PlaceDto;
  @ApiProperty() status: string;
  @ApiProperty({ type: TextDto }) statusText: TextDto;
  @ApiProperty({ format: 'date' }) targetDate: string;
}

@ApiSchema({ name: 'AttentionOverdue' })
class OverdueDto extends ItemDto {
  @ApiProperty({ ...whole, description: 'Calendar days since the target date' }) daysLate: number;
}

@ApiSchema({ name: 'AttentionStalled' })
class StalledDto extends ItemDto {
  @ApiProperty({ format: 'date-time' }) lastActAt: string;
  @ApiProperty({ ...whole, description: 'Calendar days since the last act' }) daysStill: number;
}

@ApiSchema({ name: 'AttentionWaiting' })
class WaitingDto extends ItemDto {
  @ApiProperty({ enum: ['decision', 'opinion'] }) what: string;
  @ApiProperty({ type: TextDto }) whatText: TextDto;
  @ApiProperty({ type: PlaceDto, description: 'The department whose answer is late' }) waitsFor: PlaceDto;
  @ApiProperty() submissionId: string;
  @ApiProperty() submissionKind: string;
  @ApiProperty({ type: TextDto }) submissionKindText: TextDto;
  @ApiProperty({ format: 'date-time', description: 'When the round was sent, or the opinion asked' }) since: string;
  @ApiProperty({ format: 'date' }) dueOn: string;
  @ApiProperty({ ...whole, description: 'Calendar days since the term ended' }) daysLate: number;
}

@ApiSchema({ name: 'AttentionBehind' })
class BehindDto {
  @ApiProperty({ enum: ['region', 'task', 'task-region'], description: 'What its peers are' }) compared: string;
  @ApiProperty({ type: TaskDto, required: false }) task?: TaskDto;
  @ApiProperty({ type: PlaceDto, required: false }) region?: PlaceDto;
  @ApiProperty({ ...whole, description: 'Work items' }) implemented: number;
  @ApiProperty(whole) counted: number;
  @ApiProperty({ description: 'Percent with one decimal' }) rate: number;
  @ApiProperty({ type: TextDto }) text: TextDto;
  @ApiProperty({ description: 'Of the rates of all peers, itself among them; percent' }) median: number;
  @ApiProperty({ description: 'Percentage points' }) behindBy: number;
}

@ApiSchema({ name: 'AttentionLapsingRegion' })
class LapsingRegionDto extends PlaceDto {
  @ApiProperty({ enum: ['ends-soon', 'ended'] }) state: string;
  @ApiProperty({ type: String, format: 'date', nullable: true }) inForceTo: string | null;
}

@ApiSchema({ name: 'AttentionLapsingItem' })
class LapsingItemDto {
  @ApiProperty() workItemId: string;
  @ApiProperty(whole) measure: number;
  @ApiProperty({ type: PlaceDto }) region: PlaceDto;
  @ApiProperty() status: string;
  @ApiProperty({ type: TextDto }) statusText: TextDto;
}

@ApiSchema({ name: 'AttentionLapsing' })
class LapsingDto {
  @ApiProperty({ type: PlaceDto }) adjustment: PlaceDto;
  @ApiProperty({ type: [LapsingRegionDto] }) regions: LapsingRegionDto[];
  @ApiProperty({ type: [MeasureDto] }) measures: MeasureDto[];
  @ApiProperty({ ...whole, description: 'Work items that wait for it' }) waiting: number;
  @ApiProperty({ ...whole, description: 'Work items implemented on its strength' }) resting: number;
  @ApiProperty({ type: [LapsingItemDto], description: 'The first ten that wait' }) workItems: LapsingItemDto[];
}

const rows = [OverdueDto, StalledDto, BehindDto, LapsingDto, WaitingDto];

@ApiSchema({ name: 'AttentionGroup' })
@ApiExtraModels(...rows)
class GroupDto {
  @ApiProperty({ enum: attentionKinds }) kind: string;
  @ApiProperty({ type: TextDto }) text: TextDto;
  @ApiProperty({ type: TextDto, description: 'What puts a row on the list' }) meaning: TextDto;
  @ApiProperty({ ...whole, description: 'How many there are, whatever the page' }) count: number;
  @ApiProperty({ type: 'array', items: { anyOf: rows.map((row) => ({ $ref: getSchemaPath(row) })) } })
  items: object[];
  @ApiProperty({ type: String, nullable: true, description: 'For the next page of this kind' })
  nextCursor: string | null;
}

@ApiSchema({ name: 'AttentionLimits' })
class LimitsDto {
  @ApiProperty({ ...whole, description: 'Days without an act' }) stalledDays: number;
  @ApiProperty({ ...whole, description: 'Percentage points below the median' }) behindPoints: number;
  @ApiProperty({ ...whole, description: 'Days before the end of an adjustment' }) lapsingDays: number;
}

/** What wants attention, by reason. */
@ApiSchema({ name: 'Attention' })
export class AttentionAnswerDto {
  @ApiProperty() programme: string;
  @ApiProperty({ format: 'date' }) asOf: string;
  @ApiProperty({ format: 'date-time' }) knownAt: string;
  @ApiProperty({ type: LimitsDto }) limits: LimitsDto;
  @ApiProperty({ type: [GroupDto] }) groups: GroupDto[];
}
