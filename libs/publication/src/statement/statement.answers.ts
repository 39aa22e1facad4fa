import { ApiProperty } from '@nestjs/swagger';
import { TextDto } from '#libs/programme';

const whole = { type: 'integer' } as const;
const anyObject = { type: 'object', additionalProperties: true } as const;
const someObject = { ...anyObject, nullable: true } as const;

/** A figure frozen for public use. */
export class StatementRowDto {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty({ ...whole, description: 'Its number within the programme' }) no: number;
  @ApiProperty({ enum: ['prepared', 'cleared', 'published', 'discarded'] }) status: string;
  @ApiProperty({ type: TextDto }) statusText: TextDto;
  @ApiProperty(whole) version: number;
  @ApiProperty({ enum: ['measure', 'work-item'] }) level: string;
  @ApiProperty(anyObject) selection: object;
  @ApiProperty({ format: 'date' }) asOf: string;
  @ApiProperty({ format: 'date-time' }) knownAt: string;
  @ApiProperty({ ...someObject, description: 'The counting rule; null for a figure that is quoted' }) rule:
    object | null;
  @ApiProperty(whole) implemented: number;
  @ApiProperty(whole) counted: number;
  @ApiProperty({ type: Number, nullable: true }) rate: number | null;
  @ApiProperty({ type: String, nullable: true, description: 'The public source of a figure that is quoted' })
  source: string | null;
  @ApiProperty() demonstration: boolean;
  @ApiProperty({ type: [TextDto] }) wordings: TextDto[];
  @ApiProperty({ description: 'SHA-256 over everything that it freezes' }) digest: string;
}

/** What is known by now for a statement's day. */
export class PresentFigureDto {
  @ApiProperty({ format: 'date-time' }) knownAt: string;
  @ApiProperty(whole) implemented: number;
  @ApiProperty(whole) counted: number;
  @ApiProperty({ type: Number, nullable: true }) rate: number | null;
  @ApiProperty({ description: 'Another number than the statement, or another list behind it' }) differs: boolean;
  @ApiProperty({ description: 'The latest restatement says what is known by now' }) restated: boolean;
  @ApiProperty({ description: 'SHA-256 over both numbers and the list' }) digest: string;
}

export class StatementListDto {
  @ApiProperty({ type: [StatementRowDto] }) items: StatementRowDto[];
}

export class StatementAnswerDto extends StatementRowDto {
  @ApiProperty({ type: 'array', items: {}, nullable: true, description: 'What is implemented' })
  list: unknown[] | null;
  @ApiProperty({ type: 'array', items: anyObject }) uses: object[];
  @ApiProperty({ type: 'array', items: anyObject }) restatements: object[];
}

export class PresentedStatementDto extends StatementAnswerDto {
  @ApiProperty({ type: PresentFigureDto, nullable: true, description: 'Null for a figure that is quoted' })
  presentFigure: PresentFigureDto | null;
}
