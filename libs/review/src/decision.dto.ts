import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
  MinLength,
  ValidateNested,
} from 'class-validator';
import { type Outcome, outcomes } from '#libs/implementation';

/** What the lead department says to one department's objection. */
export class AnswerDto {
  /** Code of the department that objects. */
  @Matches(/^[A-Za-z0-9-]{1,40}$/)
  department: string;

  @IsString()
  @Matches(/\S/)
  @MaxLength(5_000)
  answer: string;
}

/** The ministry's decision on the present round of a submission. */
export class DecisionDto {
  @IsIn(outcomes)
  outcome: Outcome;

  /** Required to return or reject; the region reads it. */
  @IsOptional()
  @IsString()
  @MaxLength(5_000)
  reason?: string;

  /** Required to return or reject an implementation report: numbers of the proof points that failed. */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(99)
  @ArrayUnique()
  @IsInt({ each: true })
  @Min(1, { each: true })
  @Max(99, { each: true })
  failedPoints?: number[];

  /** Numbers of the proof points that convince, beside those ticked before; required ones to approve a report. */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(99)
  @ArrayUnique()
  @IsInt({ each: true })
  @Min(1, { each: true })
  @Max(99, { each: true })
  passedPoints?: number[];

  /** One for each supporting department that objects; the region never reads them. */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(50)
  @ArrayUnique(({ department }: AnswerDto) => department)
  @ValidateNested({ each: true })
  @Type(() => AnswerDto)
  answers?: AnswerDto[];
}

/** Why a coordinator reverses something. */
export class ReasonDto {
  @IsString()
  @Matches(/\S/)
  @MinLength(3)
  @MaxLength(5_000)
  reason: string;
}
