import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsIn,
  IsISO8601,
  IsOptional,
  IsString,
  Matches,
  MaxLength,
  MinLength,
  ValidateNested,
} from 'class-validator';
import { EvidenceLinkDto } from '#libs/evidence';
import { type SubmissionKind, submissionKinds } from './submission.kinds.js';

/** One dated step of a local plan. */
export class PlanStepDto {
  @IsString()
  @MinLength(1)
  @MaxLength(500)
  title: string;

  /** Day by which the step is done, YYYY-MM-DD. */
  @Matches(/^\d{4}-\d{2}-\d{2}$/)
  @IsISO8601({ strict: true })
  dueOn: string;
}

/** What the region says that it will do. A draft may leave out what is not known yet. */
export class LocalPlanDto {
  @IsOptional()
  @IsString()
  @MaxLength(10_000)
  summary?: string;

  @IsOptional()
  @IsArray()
  @ArrayMaxSize(50)
  @ValidateNested({ each: true })
  @Type(() => PlanStepDto)
  steps?: PlanStepDto[];

  /** The person in the region who answers for it. */
  @IsOptional()
  @IsString()
  @MaxLength(200)
  responsible?: string;

  /** Day by which the measure is to be implemented in the region, YYYY-MM-DD. */
  @IsOptional()
  @Matches(/^\d{4}-\d{2}-\d{2}$/)
  @IsISO8601({ strict: true })
  targetDate?: string;
}

/** The fields of a submission; which of them apply depends on its kind. */
export class SubmissionContentDto {
  /** Proposal: the local plan. Amendment: only what changes in it. */
  @IsOptional()
  @ValidateNested()
  @Type(() => LocalPlanDto)
  plan?: LocalPlanDto;

  /** Implementation report: what has been done. */
  @IsOptional()
  @IsString()
  @MaxLength(10_000)
  summary?: string;

  /** Implementation report: the day on which the measure took effect in the region, YYYY-MM-DD. */
  @IsOptional()
  @Matches(/^\d{4}-\d{2}-\d{2}$/)
  @IsISO8601({ strict: true })
  effectiveOn?: string;

  /** Implementation report: links that prove the points of the measure's proof list. */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(100)
  @ValidateNested({ each: true })
  @Type(() => EvidenceLinkDto)
  evidence?: EvidenceLinkDto[];

  /** Amendment and exemption: why. */
  @IsOptional()
  @IsString()
  @MaxLength(10_000)
  reason?: string;

  /** Amendment that extends the target date: what has been done so far. */
  @IsOptional()
  @IsString()
  @MaxLength(10_000)
  progress?: string;
}

/** A new draft. */
export class StartDraftDto extends SubmissionContentDto {
  @IsIn(submissionKinds)
  kind: SubmissionKind;
}

/** Why a lead does not sign off. */
export class DeclineSignOffDto {
  /** The author reads it. */
  @IsString()
  @Matches(/\S/)
  @MaxLength(5_000)
  reason: string;
}
