import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { QueuedSubmissionDto } from '#libs/implementation';
import { CodedNameDto, CountingRuleDto, TextDto } from '#libs/programme';

const whole = { type: 'integer' } as const;
const free = { type: 'object', additionalProperties: true } as const;

/** Why one item of a set was refused: as in a problem, with the texts in both languages. */
@ApiSchema({ name: 'ItemProblem' })
export class ItemProblemDto {
  @ApiProperty({ example: '/problems/stale-version' }) type: string;
  @ApiProperty(whole) status: number;
  @ApiProperty({ example: 'stale-version' }) code: string;
  @ApiProperty({ type: TextDto }) title: TextDto;
  @ApiProperty({ type: 'array', items: { $ref: '#/components/schemas/Blocker' } }) blockers: object[];
  @ApiProperty({ type: 'array', items: free, required: false, description: 'What has changed since the version seen' })
  changes?: object[];
}

/** The work item behind one item of a set. */
@ApiSchema({ name: 'ItemOfSet' })
export class ItemOfSetDto {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty(whole) measure: number;
  @ApiProperty({ description: 'Region code' }) region: string;
  @ApiProperty({ description: 'Status before' }) formerStatus: string;
  @ApiProperty({ description: 'Status after' }) status: string;
  @ApiProperty({ type: TextDto }) statusText: TextDto;
}

abstract class AnswerOfItemDto {
  @ApiProperty({ format: 'uuid' }) submissionId: string;
  @ApiProperty({ ...whole, required: false, description: 'Version of the work item afterwards' }) version?: number;
  @ApiProperty({ required: false, description: 'Status of the submission afterwards' }) status?: string;
  @ApiProperty({ type: TextDto, required: false }) statusText?: TextDto;
  @ApiProperty({ required: false, example: 'approve-proposal' }) move?: string;
  @ApiProperty({ type: ItemOfSetDto, required: false }) workItem?: ItemOfSetDto;
  @ApiProperty({ type: ItemProblemDto, required: false }) problem?: ItemProblemDto;
}

/** What became of one submission of the set. */
@ApiSchema({ name: 'DecidedItem' })
export class DecidedItemDto extends AnswerOfItemDto {
  @ApiProperty({ enum: ['decided', 'refused'] }) result: string;
}

/** What would become of one submission of the set. */
@ApiSchema({ name: 'PreviewedItem' })
export class PreviewedItemDto extends AnswerOfItemDto {
  @ApiProperty({ enum: ['would-be-decided', 'would-be-refused'] }) result: string;
}

@ApiSchema({ name: 'TotalsOfSet' })
export class TotalsOfSetDto {
  @ApiProperty(whole) asked: number;
  @ApiProperty(whole) accepted: number;
  @ApiProperty(whole) refused: number;
  @ApiProperty({ type: 'object', additionalProperties: whole, description: 'Accepted, by outcome' })
  byOutcome: Record<string, number>;
}

@ApiSchema({ name: 'BulkAnswer' })
export class BulkAnswerDto {
  @ApiProperty({ format: 'uuid', description: 'Stands in the data of each event of the set' }) bulk: string;
  @ApiProperty({ type: TotalsOfSetDto }) totals: TotalsOfSetDto;
  @ApiProperty({ type: [DecidedItemDto], description: 'In the order of the request' }) decisions: DecidedItemDto[];
}

/** A figure as it is said, with both numbers. */
@ApiSchema({ name: 'SaidFigure' })
export class SaidFigureDto {
  @ApiProperty({ type: 'object', additionalProperties: whole, description: 'By status' }) counts: Record<
    string,
    number
  >;
  @ApiProperty(whole) implemented: number;
  @ApiProperty({ ...whole, description: 'Everything but the exempt' }) counted: number;
  @ApiProperty({ type: Number, nullable: true, description: 'Percent with one decimal; null when nothing counts' })
  rate: number | null;
  @ApiProperty({ type: TextDto }) text: TextDto;
}

/** A figure before and after the set. */
@ApiSchema({ name: 'FigureChange' })
export class FigureChangeDto {
  @ApiProperty({ enum: ['programme', 'task', 'region', 'department'] }) by: string;
  @ApiProperty({ enum: ['measure', 'work-item'] }) level: string;
  @ApiProperty({ description: 'Programme, region or department code, or task number' }) key: string;
  @ApiProperty({ type: TextDto }) name: TextDto;
  @ApiProperty({ type: SaidFigureDto }) before: SaidFigureDto;
  @ApiProperty({ type: SaidFigureDto }) after: SaidFigureDto;
}

@ApiSchema({ name: 'RatesOfSet' })
export class RatesOfSetDto {
  @ApiProperty({ type: CodedNameDto }) programme: CodedNameDto;
  @ApiProperty({ format: 'date' }) asOf: string;
  @ApiProperty({ type: CountingRuleDto, nullable: true }) rule: CountingRuleDto | null;
  @ApiProperty({ type: [FigureChangeDto], description: 'The programme, and what the set concerns' })
  figures: FigureChangeDto[];
}

/** Notices of one kind about the items of one region. */
@ApiSchema({ name: 'NoticesToCome' })
export class NoticesToComeDto {
  @ApiProperty({ example: 'approve-proposal' }) kind: string;
  @ApiProperty({ example: 'region' }) audience: string;
  @ApiProperty({ type: CodedNameDto }) region: CodedNameDto;
  @ApiProperty({ type: [TextDto], description: 'Of the people' }) names: TextDto[];
  @ApiProperty(whole) notices: number;
  @ApiProperty({ ...whole, description: 'How many people get one or more of them' }) people: number;
}

@ApiSchema({ name: 'PreviewAnswer' })
export class PreviewAnswerDto {
  @ApiProperty({ type: TotalsOfSetDto }) totals: TotalsOfSetDto;
  @ApiProperty({ type: [PreviewedItemDto], description: 'In the order of the request' }) decisions: PreviewedItemDto[];
  @ApiProperty({ type: [RatesOfSetDto], description: 'Nothing for a programme that was never counted' })
  rates: RatesOfSetDto[];
  @ApiProperty({ type: [NoticesToComeDto] }) notices: NoticesToComeDto[];
}

/** What proves a report, and what it needs. */
@ApiSchema({ name: 'EvidenceCount' })
export class EvidenceCountDto {
  @ApiProperty(whole) pieces: number;
  @ApiProperty({ ...whole, description: 'Points of the proof list that must be proved' }) required: number;
}

@ApiSchema({ name: 'OpinionCount' })
export class OpinionCountDto {
  @ApiProperty(whole) asked: number;
  @ApiProperty(whole) given: number;
  @ApiProperty({ type: [CodedNameDto], description: 'Departments that object' }) objections: CodedNameDto[];
}

/** A submission as the desk shows it. */
@ApiSchema({ name: 'DeskRow' })
export class DeskRowDto extends QueuedSubmissionDto {
  @ApiProperty({ type: EvidenceCountDto, nullable: true, description: 'Of implementation reports only' })
  evidence: EvidenceCountDto | null;
  @ApiProperty({ type: OpinionCountDto }) opinions: OpinionCountDto;
}

@ApiSchema({ name: 'DeskCounts' })
export class DeskCountsDto {
  @ApiProperty({ type: 'object', additionalProperties: whole, description: 'red, yellow, blue, none' })
  byColour: Record<string, number>;
  @ApiProperty({ type: 'object', additionalProperties: whole }) byKind: Record<string, number>;
  @ApiProperty({ type: 'array', items: free, description: 'Holder with id and name, or null for nobody; and count' })
  byHolder: object[];
}

@ApiSchema({ name: 'DeskPage' })
export class DeskPageDto {
  @ApiProperty({ type: [DeskRowDto] }) items: DeskRowDto[];
  @ApiProperty({ type: String, nullable: true }) nextCursor: string | null;
  @ApiProperty({ ...whole, description: 'All rows under the filter' }) total: number;
  @ApiProperty({ type: DeskCountsDto, description: 'Of all rows under the filter' }) counts: DeskCountsDto;
}

/** An opinion that is wanted of a department. */
@ApiSchema({ name: 'OpinionAsked' })
export class OpinionAskedDto {
  @ApiProperty({ type: CodedNameDto }) department: CodedNameDto;
  @ApiProperty({ type: String, nullable: true }) question: string | null;
  @ApiProperty({ ...free, description: 'Id and name' }) askedBy: object;
  @ApiProperty({ type: String, format: 'date-time' }) askedAt: string;
  @ApiProperty(whole) allowedDays: number;
  @ApiProperty({ type: String, format: 'date', nullable: true }) dueOn: string | null;
  @ApiProperty({ ...free, description: 'How its term stands' }) term: object;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) givenAt: string | null;
  @ApiProperty({ type: String, nullable: true }) position: string | null;
  @ApiProperty({ type: QueuedSubmissionDto }) submission: QueuedSubmissionDto;
}

@ApiSchema({ name: 'OpinionsAskedPage' })
export class OpinionsAskedPageDto {
  @ApiProperty({ type: [OpinionAskedDto] }) items: OpinionAskedDto[];
}
