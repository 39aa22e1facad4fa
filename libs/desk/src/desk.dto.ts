import { IsBooleanString, IsIn, IsOptional, IsString, Matches, MaxLength, MinLength } from 'class-validator';
import {
  type DueFilter,
  dueFilters,
  PageDto,
  type SubmissionKind,
  submissionKinds,
  type SubmissionSort,
  submissionSorts,
} from '#libs/implementation';

const code = /^[A-Za-z0-9-]{1,40}$/;

/** Whose submissions the desk shows: those that the asker holds, or those that nobody has taken up. */
export const hands = ['mine', 'unassigned'] as const;

/** Filters and order of the review desk. */
export class DeskDto extends PageDto {
  @IsOptional()
  @IsIn(hands)
  holder?: (typeof hands)[number];

  /** Overdue (red), due today (yellow), or within 3 working days (blue). */
  @IsOptional()
  @IsIn(dueFilters)
  due?: DueFilter;

  @IsOptional()
  @IsIn(submissionKinds)
  kind?: SubmissionKind;

  /** Programme code. */
  @IsOptional()
  @Matches(code)
  programme?: string;

  /** Region code. */
  @IsOptional()
  @Matches(code)
  region?: string;

  /** Code of the department that leads the measure. */
  @IsOptional()
  @Matches(code)
  department?: string;

  /** Task number. */
  @IsOptional()
  @Matches(/^[1-9]\d{0,5}$/)
  task?: string;

  /** Part of a measure's title or its number, or of a region's name. */
  @IsOptional()
  @IsString()
  @MinLength(1)
  @MaxLength(100)
  q?: string;

  /** Order: the term that ends first when missing, or longest waiting first. */
  @IsOptional()
  @IsIn(submissionSorts)
  sort?: SubmissionSort;
}

/** Which opinions are wanted of one's departments. */
export class OpinionsAskedDto {
  /** `true` shows those that were given in the present round as well. */
  @IsOptional()
  @IsBooleanString()
  given?: string;
}
