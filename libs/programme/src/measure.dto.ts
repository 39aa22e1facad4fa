import { Transform } from 'class-transformer';
import { IsInt, IsOptional, IsString, Max, MaxLength, Min, MinLength } from 'class-validator';
import { LegalAdjustmentDto } from './legal-adjustments/legal-adjustment.dto.js';
import type { MeasureFilter } from './measure-filter.rules.js';
import { DatedDto, SourcedDto } from './sourced.dto.js';
import { TextDto } from './text.dto.js';

const wholeNumber = Transform(({ value }: { value: unknown }) =>
  typeof value === 'string' && /^\d{1,5}$/.test(value) ? Number(value) : value,
);

/** What the list of measures is narrowed to; everything given must hold. */
export class MeasureFilterDto implements MeasureFilter {
  /** Number of a task. */
  @wholeNumber
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(99_999)
  task?: number;

  /** Number of a theme within its task. */
  @wholeNumber
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(99_999)
  theme?: number;

  /** Code of a department that leads or supports. */
  @IsOptional()
  @IsString()
  @MinLength(1)
  @MaxLength(40)
  department?: string;

  /** Words that must all occur in the number, title or text, in either language. */
  @IsOptional()
  @IsString()
  @MaxLength(200)
  q?: string;
}

/** A task or theme by its number. */
export class NumberedNameDto {
  no: number;
  name: TextDto;
}

/** A region or department by its code. */
export class CodedNameDto {
  code: string;
  name: TextDto;
}

/** A numbered measure of a programme. */
export class MeasureDto extends DatedDto {
  no: number;
  title: TextDto;
  text: TextDto;
  task: NumberedNameDto;
  theme: NumberedNameDto;
  leadDepartment: CodedNameDto;
  supportingDepartments: CodedNameDto[];
  /** 'YYYY-MM-DD'. */
  targetDate: string;
  /** Codes of the legal adjustments that it needs. */
  legalAdjustments: string[];
  /** In how many regions it applies. */
  regionCount: number;
}

export class MeasureListDto {
  items: MeasureDto[];
}

/** A point that the centre requires, or welcomes, as proof. */
export class ProofPointDto extends SourcedDto {
  no: number;
  required: boolean;
  text: TextDto;
}

/** A measure with its proof list, where it applies and the legal adjustments that it needs. */
export class MeasureDetailDto extends MeasureDto {
  proofList: ProofPointDto[];
  regions: CodedNameDto[];
  /** What `legalAdjustments` names, in full. */
  adjustments: LegalAdjustmentDto[];
}
