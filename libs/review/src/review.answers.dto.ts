import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import { TermDto } from '#libs/implementation';
import { TextDto } from '#libs/programme';

const moment = { type: String, format: 'date-time' } as const;
const whole = { type: 'integer' } as const;
const person = { type: 'object', additionalProperties: true, description: 'Id and name' } as const;

abstract class OfDepartmentDto {
  @ApiProperty(whole) round: number;
  @ApiProperty() department: string;
  @ApiProperty({ type: TextDto }) departmentName: TextDto;
  @ApiProperty({ ...person, nullable: true }) onBehalfOf: object | null;
}

/** One acknowledgement or hand-over. */
@ApiSchema({ name: 'ReceiptEntry' })
export class ReceiptEntryDto extends OfDepartmentDto {
  @ApiProperty({ enum: ['acknowledge', 'hand-over'] }) kind: string;
  @ApiProperty(person) by: object;
  @ApiProperty(person) holder: object;
  @ApiProperty({ type: String, nullable: true }) reason: string | null;
  @ApiProperty(moment) at: string;
}

@ApiSchema({ name: 'ReceiptList' })
export class ReceiptListDto {
  @ApiProperty({ type: [ReceiptEntryDto] }) items: ReceiptEntryDto[];
}

/** An opinion that was asked for. */
@ApiSchema({ name: 'OpinionRequest' })
export class OpinionRequestDto extends OfDepartmentDto {
  @ApiProperty({ type: String, nullable: true }) question: string | null;
  @ApiProperty(person) askedBy: object;
  @ApiProperty(moment) askedAt: string;
  @ApiProperty({ type: TermDto }) term: TermDto;
}

/** What a supporting department said. */
@ApiSchema({ name: 'Opinion' })
export class GivenOpinionDto extends OfDepartmentDto {
  @ApiProperty({ enum: ['no-objection', 'objection'] }) position: string;
  @ApiProperty({ type: String, nullable: true }) reason: string | null;
  @ApiProperty(person) by: object;
  @ApiProperty(moment) at: string;
  @ApiProperty({ description: 'The department has said nothing else since in this round' }) stands: boolean;
  @ApiProperty({ type: String, nullable: true, description: 'What the decision said to it' }) answer: string | null;
}

@ApiSchema({ name: 'OpinionList' })
export class OpinionListDto {
  @ApiProperty({ type: [OpinionRequestDto] }) requests: OpinionRequestDto[];
  @ApiProperty({ type: [GivenOpinionDto] }) opinions: GivenOpinionDto[];
}

/** A point of the proof list with its tick. */
@ApiSchema({ name: 'TickedPoint' })
export class TickedPointDto {
  @ApiProperty(whole) no: number;
  @ApiProperty() required: boolean;
  @ApiProperty({ type: TextDto }) text: TextDto;
  @ApiProperty({ type: 'object', additionalProperties: true, nullable: true, description: 'By whom and when' })
  ticked: object | null;
  @ApiProperty({ description: 'Passed in the round before: a hint, it has to be ticked anew' }) passedBefore: boolean;
}

@ApiSchema({ name: 'Ticks' })
export class TickListDto {
  @ApiPropertyOptional(whole) round: number;
  @ApiProperty({ type: [TickedPointDto] }) points: TickedPointDto[];
}
