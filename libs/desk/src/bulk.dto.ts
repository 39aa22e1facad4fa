import { PartialType } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { type Outcome, outcomes } from '#libs/implementation';
import { DecisionDto } from '#libs/review';

/** Most submissions that one call decides. */
export const mostDecisions = 500;

/** One decision of a set; what it leaves out is taken from the set. */
export class BulkDecisionDto extends PartialType(DecisionDto) {
  @IsUUID()
  submissionId: string;

  /** Version of the work item that the reviewer saw. */
  @IsInt()
  @Min(0)
  @Max(999_999_999)
  version: number;
}

/** Decisions on many submissions, each on its own merits. */
export class BulkDecisionsDto {
  /** For every decision that does not say its own. */
  @IsOptional()
  @IsIn(outcomes)
  outcome?: Outcome;

  /** For every decision that does not say its own; the regions read it. */
  @IsOptional()
  @IsString()
  @MaxLength(5_000)
  reason?: string;

  /** 1 to 500 decisions; an answer comes for each, in this order. */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(mostDecisions)
  @ValidateNested({ each: true })
  @Type(() => BulkDecisionDto)
  decisions: BulkDecisionDto[];
}
