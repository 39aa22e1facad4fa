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
} from 'class-validator';
import { type Outcome, outcomes } from '#libs/implementation';

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
}

/** Why a coordinator reverses something. */
export class ReasonDto {
  @IsString()
  @Matches(/\S/)
  @MinLength(3)
  @MaxLength(5_000)
  reason: string;
}
