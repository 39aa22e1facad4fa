import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsDefined,
  IsIn,
  IsInt,
  IsISO8601,
  IsOptional,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
  MinLength,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { adjustmentKinds } from '../catalogue/catalogue.files.js';
import type { LegalAdjustment } from '../programme-reference.js';
import { type AdjustmentStatus, adjustmentStatuses } from './legal-adjustment.lifecycle.js';

const code = /^[A-Z0-9]+(-[A-Z0-9]+)*$/;
const day = /^\d{4}-\d{2}-\d{2}$/;
const dayProperty = { type: String, format: 'date' } as const;
const wholeNumber = Transform(({ value }: { value: unknown }) =>
  typeof value === 'string' && /^\d{1,5}$/.test(value) ? Number(value) : value,
);

/** A text in both languages, as somebody writes it. */
@ApiSchema({ name: 'WrittenText' })
export class WrittenTextDto {
  @IsString()
  @Matches(/\S/)
  @MaxLength(500)
  zh: string;

  @IsString()
  @Matches(/\S/)
  @MaxLength(500)
  en: string;
}

/** What the list of adjustments is narrowed to; everything given must hold. */
export class AdjustmentFilterDto {
  @IsOptional()
  @IsIn(adjustmentStatuses)
  status?: AdjustmentStatus;

  /** Code of a region that it covers. */
  @IsOptional()
  @Matches(code)
  @MaxLength(40)
  region?: string;

  /** Number of a measure that needs it. */
  @wholeNumber
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(99_999)
  measure?: number;

  /** In force today, and its last day at most so many days off: in the region given, or in any. */
  @wholeNumber
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(3_660)
  lapsingWithin?: number;
}

/** Changes of a draft; what is missing stays as it is. */
export class EditAdjustmentDto {
  @ApiProperty({ type: WrittenTextDto, required: false })
  @ValidateIf((_, value) => value !== undefined)
  @IsDefined()
  @ValidateNested()
  @Type(() => WrittenTextDto)
  name?: WrittenTextDto;

  @ApiProperty({ enum: adjustmentKinds, required: false })
  @ValidateIf((_, value) => value !== undefined)
  @IsIn(adjustmentKinds)
  kind?: LegalAdjustment['kind'];

  /** What is adjusted. */
  @ApiProperty({ type: WrittenTextDto, required: false })
  @ValidateIf((_, value) => value !== undefined)
  @IsDefined()
  @ValidateNested()
  @Type(() => WrittenTextDto)
  instrument?: WrittenTextDto;

  /** What of it. */
  @ApiProperty({ type: WrittenTextDto, required: false })
  @ValidateIf((_, value) => value !== undefined)
  @IsDefined()
  @ValidateNested()
  @Type(() => WrittenTextDto)
  provision?: WrittenTextDto;

  @ApiProperty({ type: WrittenTextDto, required: false })
  @ValidateIf((_, value) => value !== undefined)
  @IsDefined()
  @ValidateNested()
  @Type(() => WrittenTextDto)
  approvingBody?: WrittenTextDto;

  /** Numbers of the measures that need it. */
  @ApiProperty({ type: 'array', items: { type: 'integer' }, required: false })
  @ValidateIf((_, value) => value !== undefined)
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(500)
  @ArrayUnique()
  @IsInt({ each: true })
  @Min(1, { each: true })
  @Max(99_999, { each: true })
  measures?: number[];

  /** Codes of the regions that it covers. */
  @ApiProperty({ type: [String], required: false })
  @ValidateIf((_, value) => value !== undefined)
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(500)
  @ArrayUnique()
  @IsString({ each: true })
  @MaxLength(40, { each: true })
  regions?: string[];
}

/** A new draft. */
export class DraftAdjustmentDto {
  /** Its public code, such as `LA-6`; it never changes. */
  @IsString()
  @Matches(code)
  @MaxLength(40)
  code: string;

  @ApiProperty({ type: WrittenTextDto })
  @IsDefined()
  @ValidateNested()
  @Type(() => WrittenTextDto)
  name: WrittenTextDto;

  @ApiProperty({ enum: adjustmentKinds })
  @IsIn(adjustmentKinds)
  kind: LegalAdjustment['kind'];

  /** What is adjusted. */
  @ApiProperty({ type: WrittenTextDto })
  @IsDefined()
  @ValidateNested()
  @Type(() => WrittenTextDto)
  instrument: WrittenTextDto;

  /** What of it. */
  @ApiProperty({ type: WrittenTextDto })
  @IsDefined()
  @ValidateNested()
  @Type(() => WrittenTextDto)
  provision: WrittenTextDto;

  @ApiProperty({ type: WrittenTextDto })
  @IsDefined()
  @ValidateNested()
  @Type(() => WrittenTextDto)
  approvingBody: WrittenTextDto;

  /** Numbers of the measures that need it. */
  @ApiProperty({ type: 'array', items: { type: 'integer' } })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(500)
  @ArrayUnique()
  @IsInt({ each: true })
  @Min(1, { each: true })
  @Max(99_999, { each: true })
  measures: number[];

  /** Codes of the regions that it covers. */
  @ApiProperty({ type: [String] })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(500)
  @ArrayUnique()
  @IsString({ each: true })
  @MaxLength(40, { each: true })
  regions: string[];
}

/** The document of approval. */
export class ApproveAdjustmentDto {
  /** Number of the document, such as 国函〔2021〕94号. */
  @IsString()
  @Matches(/\S/)
  @MaxLength(200)
  documentNumber: string;

  /** Day of the document, YYYY-MM-DD. */
  @Matches(day)
  @IsISO8601({ strict: true })
  approvedOn: string;
}

/** Days of one region that differ from those of the others. */
export class RegionWindowDto {
  /** Code of a region that the adjustment covers. */
  @IsString()
  @MaxLength(40)
  region: string;

  /** First day in force there; null follows the adjustment. */
  @ApiProperty({ ...dayProperty, nullable: true, required: false })
  @IsOptional()
  @Matches(day)
  @IsISO8601({ strict: true })
  from?: string | null;

  /** Last day in force there; null follows the adjustment. */
  @ApiProperty({ ...dayProperty, nullable: true, required: false })
  @IsOptional()
  @Matches(day)
  @IsISO8601({ strict: true })
  to?: string | null;
}

abstract class WindowDto {
  /** Last day in force; null leaves it open. */
  @ApiProperty({ ...dayProperty, nullable: true, required: false })
  @IsOptional()
  @Matches(day)
  @IsISO8601({ strict: true })
  to?: string | null;

  /** Regions with days of their own. */
  @ApiProperty({ type: [RegionWindowDto], required: false })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(500)
  @ArrayUnique((window: RegionWindowDto) => window?.region)
  @ValidateNested({ each: true })
  @Type(() => RegionWindowDto)
  regions?: RegionWindowDto[];
}

/** The window of an approved adjustment; it may begin later. */
export class BringIntoForceDto extends WindowDto {
  /** First day in force, YYYY-MM-DD. */
  @Matches(day)
  @IsISO8601({ strict: true })
  from: string;
}

/** Another window for an adjustment in force. */
export class ChangeWindowDto extends WindowDto {
  /** First day in force, where it has not begun yet, YYYY-MM-DD. */
  @ValidateIf((_, value) => value !== undefined)
  @Matches(day)
  @IsISO8601({ strict: true })
  from?: string;

  /** Why, for the record. */
  @IsString()
  @Matches(/\S/)
  @MinLength(3)
  @MaxLength(5_000)
  reason: string;
}

/** Why a coordinator sends an adjustment back or ends it. */
export class AdjustmentReasonedDto {
  @IsString()
  @Matches(/\S/)
  @MinLength(3)
  @MaxLength(5_000)
  reason: string;
}
