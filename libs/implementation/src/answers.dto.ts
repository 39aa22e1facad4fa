import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import { CodedNameDto, TextDto } from '#libs/programme';

const moment = { type: String, format: 'date-time' } as const;
const day = { type: String, format: 'date' } as const;
const whole = { type: 'integer' } as const;
const content = { type: 'object', additionalProperties: true, description: 'The fields of its kind' } as const;

/** A reason why a move is not possible now. */
@ApiSchema({ name: 'Reason' })
export class ReasonDto {
  @ApiProperty({ description: 'Stable word for programs', example: 'four-eyes' }) code: string;
  @ApiProperty({ type: TextDto }) message: TextDto;
}

/** A move that this person can make now. */
@ApiSchema({ name: 'PossibleMove' })
export class PossibleMoveDto {
  @ApiProperty({ example: 'submit-proposal' }) move: string;
  @ApiProperty({ type: TextDto }) text: TextDto;
  @ApiProperty({ type: [String], required: false, description: 'For start-draft: kinds that can be started' })
  kinds?: string[];
}

/** A move of this person's role that is not possible now, with every reason. */
@ApiSchema({ name: 'BlockedMove' })
export class BlockedMoveDto {
  @ApiProperty() move: string;
  @ApiProperty({ type: TextDto }) text: TextDto;
  @ApiProperty({ type: [ReasonDto] }) reasons: ReasonDto[];
}

/** What this person can do with a row. */
export abstract class AbleDto {
  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'boolean' },
    description: 'By act; lists of work items tell only what is possible, so what is missing is not',
  })
  can: Record<string, boolean>;
  @ApiProperty({ type: [PossibleMoveDto] }) moves: PossibleMoveDto[];
  @ApiProperty({ type: [BlockedMoveDto] }) blockers: BlockedMoveDto[];
}

@ApiSchema({ name: 'MeasureTitle' })
export class MeasureTitleDto {
  @ApiProperty(whole) no: number;
  @ApiProperty({ type: TextDto }) title: TextDto;
  @ApiProperty({ description: 'Written for this product, not official' }) illustrative: boolean;
}

@ApiSchema({ name: 'TaskName' })
export class TaskNameDto {
  @ApiProperty(whole) no: number;
  @ApiProperty({ type: TextDto }) name: TextDto;
}

@ApiSchema({ name: 'DepartmentName' })
export class DepartmentNameDto extends CodedNameDto {
  @ApiProperty({ description: 'Its part in the programme is not official' }) illustrative: boolean;
}

/** A submission in one line. */
@ApiSchema({ name: 'SubmissionLine' })
export class SubmissionLineDto {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty() kind: string;
  @ApiProperty({ type: TextDto }) kindText: TextDto;
  @ApiProperty() status: string;
  @ApiProperty({ type: TextDto }) statusText: TextDto;
  @ApiProperty(whole) round: number;
}

/** A work item as lists show it; of other regions only what has been decided. */
@ApiSchema({ name: 'WorkItem' })
export class WorkItemDto extends AbleDto {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty({ type: MeasureTitleDto }) measure: MeasureTitleDto;
  @ApiProperty({ type: TaskNameDto }) task: TaskNameDto;
  @ApiProperty({ type: CodedNameDto }) region: CodedNameDto;
  @ApiProperty({ type: DepartmentNameDto }) leadDepartment: DepartmentNameDto;
  @ApiProperty() status: string;
  @ApiProperty({ type: TextDto }) statusText: TextDto;
  @ApiProperty({ ...whole, nullable: true, description: 'For If-Match' }) version: number | null;
  @ApiProperty(day) targetDate: string;
  @ApiProperty({ ...day, nullable: true }) implementedOn: string | null;
  @ApiProperty() overdue: boolean;
  @ApiProperty() underReview: boolean;
  @ApiProperty({ ...moment, nullable: true }) changedAt: string | null;
  @ApiProperty({ type: SubmissionLineDto, nullable: true, description: 'The undecided submission' })
  submission: SubmissionLineDto | null;
  @ApiPropertyOptional({
    type: 'array',
    items: { $ref: '#/components/schemas/HistoryEntry' },
    description: 'With `with=history`, for those who may read it',
  })
  history?: object[];
}

@ApiSchema({ name: 'WorkItemPage' })
export class WorkItemPageDto {
  @ApiProperty({ type: [WorkItemDto] }) items: WorkItemDto[];
  @ApiProperty({ type: String, nullable: true }) nextCursor: string | null;
  @ApiProperty({ ...whole, description: 'All rows under the filter' }) total: number;
}

/** One act in the life of a work item. */
@ApiSchema({ name: 'HistoryEntry' })
export class HistoryEntryDto {
  @ApiProperty() seq: string;
  @ApiProperty(whole) version: number;
  @ApiProperty() move: string;
  @ApiProperty({ type: TextDto }) text: TextDto;
  @ApiProperty({ type: String, nullable: true }) from: string | null;
  @ApiProperty() to: string;
  @ApiProperty({ ...day, description: 'When it took effect' }) effectiveOn: string;
  @ApiProperty({ ...moment, description: 'When it was recorded' }) recordedAt: string;
  @ApiProperty({ type: 'object', additionalProperties: true, nullable: true, description: 'Id and name' })
  actor: object | null;
  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    nullable: true,
    description: 'Id and name of the absent person for whom the actor acted',
  })
  onBehalfOf: object | null;
  @ApiProperty({ type: String, nullable: true }) role: string | null;
  @ApiProperty({ type: String, nullable: true }) reason: string | null;
  @ApiProperty({ type: String, nullable: true }) submissionId: string | null;
}

@ApiSchema({ name: 'History' })
export class HistoryDto {
  @ApiProperty({ type: [HistoryEntryDto] }) items: HistoryEntryDto[];
}

/** How the term of a submission stands, in working days of the Chinese calendar. */
@ApiSchema({ name: 'Term' })
export class TermDto {
  @ApiProperty({ ...whole, nullable: true, description: 'Frozen when the clock started' }) allowedDays: number | null;
  @ApiProperty({ ...whole, nullable: true, description: 'Over all rounds' }) usedDays: number | null;
  @ApiProperty({ ...whole, nullable: true }) remainingDays: number | null;
  @ApiProperty({ ...day, nullable: true, description: 'Null while paused, and while a year is missing' })
  dueOn: string | null;
  @ApiProperty({
    type: String,
    enum: ['blue', 'yellow', 'red', null],
    nullable: true,
    description: 'Due within 3 working days, due today, overdue',
  })
  colour: string | null;
  @ApiProperty({ type: TextDto, nullable: true }) colourText: TextDto | null;
  @ApiProperty({ enum: ['running', 'paused', 'ended'] }) state: string;
  @ApiProperty({ type: [Number], description: 'Years whose arrangement of holidays is missing' })
  calendarMissing: number[];
}

/** That the ministry has taken the present round up. */
@ApiSchema({ name: 'Receipt' })
export class ReceiptDto {
  @ApiProperty(moment) at: string;
  @ApiProperty({ description: 'Code of the department' }) department: string;
  @ApiPropertyOptional({ type: 'object', additionalProperties: true, description: 'For the ministry only' })
  by?: object;
}

/** A submission as a queue shows it. */
@ApiSchema({ name: 'QueuedSubmission' })
export class QueuedSubmissionDto extends AbleDto {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty({ type: TextDto, nullable: true, description: 'What an amendment changes, in one line' })
  summary: TextDto | null;
  @ApiProperty() kind: string;
  @ApiProperty({ type: TextDto }) kindText: TextDto;
  @ApiProperty() status: string;
  @ApiProperty({ type: TextDto }) statusText: TextDto;
  @ApiProperty(whole) round: number;
  @ApiProperty(moment) createdAt: string;
  @ApiProperty({ ...moment, nullable: true }) submittedAt: string | null;
  @ApiProperty({ ...moment, nullable: true }) decidedAt: string | null;
  @ApiProperty({ type: TermDto, nullable: true, description: 'Null when it was never sent' }) term: TermDto | null;
  @ApiPropertyOptional({
    type: 'object',
    additionalProperties: true,
    description: 'Regional sign-off; for the region only',
  })
  signOff?: object;
  @ApiProperty({ type: ReceiptDto, nullable: true }) receipt: ReceiptDto | null;
  @ApiPropertyOptional({
    type: 'object',
    additionalProperties: true,
    nullable: true,
    description: 'The reviewer with whom it lies; for the ministry only',
  })
  holder?: object | null;
  @ApiProperty({ ...whole, description: 'Version of the work item, for If-Match' }) version: number;
  @ApiProperty({ type: 'object', additionalProperties: true, description: 'Its work item with names' })
  workItem: object;
}

@ApiSchema({ name: 'SubmissionPage' })
export class SubmissionPageDto {
  @ApiProperty({ type: [QueuedSubmissionDto] }) items: QueuedSubmissionDto[];
  @ApiProperty({ type: String, nullable: true }) nextCursor: string | null;
  @ApiProperty({ ...whole, description: 'All rows under the filter' }) total: number;
}

/** The whole paper: its content, its rounds, and the decision on each. */
@ApiSchema({ name: 'Submission' })
export class SubmissionDto extends QueuedSubmissionDto {
  @ApiProperty({ ...content, nullable: true }) content: object | null;
  @ApiProperty({ type: 'array', items: { type: 'object', additionalProperties: true } }) rounds: object[];
  @ApiProperty({ type: 'array', items: { type: 'object', additionalProperties: true } }) proofList: object[];
}

/** A submission and its work item as they stand after an act. */
@ApiSchema({ name: 'ActAnswer' })
export class ActAnswerDto {
  @ApiProperty({ format: 'uuid', required: false }) id?: string;
  @ApiProperty({ required: false }) kind?: string;
  @ApiProperty({ required: false }) status?: string;
  @ApiProperty({ ...whole, required: false }) round?: number;
  @ApiPropertyOptional(content) content?: object;
  @ApiPropertyOptional({
    type: 'object',
    additionalProperties: true,
    description: 'Id and name of the absent person for whom you acted',
  })
  onBehalfOf?: object;
  @ApiProperty({ ...whole, description: 'For the next If-Match; also in ETag' }) version: number;
  @ApiProperty({ type: 'object', additionalProperties: true, description: 'Id, status and version of the work item' })
  workItem: object;
}
