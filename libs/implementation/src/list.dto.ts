import { IsIn, IsOptional, IsString, Matches, MaxLength } from 'class-validator';
import { type SubmissionKind, submissionKinds, type SubmissionStatus, submissionStatuses } from './submission.kinds.js';
import { type SubmissionSort, submissionSorts } from './submission.queries.js';
import { type DueFilter, dueFilters } from './terms/terms.js';
import { type WorkItemSort, workItemSorts } from './work-item.queries.js';
import { type WorkItemStatus, workItemStatuses } from './work-item.lifecycle.js';

const code = /^[A-Za-z0-9-]{1,40}$/;
const wholeNumber = /^[1-9]\d{0,5}$/;

/** How much of a list is wanted. */
export class PageDto {
  /** Rows on a page, 1 to 200; 50 when missing. */
  @IsOptional()
  @Matches(/^([1-9]\d?|1\d\d|200)$/, { message: 'limit must be a whole number from 1 to 200' })
  limit?: string;

  /** The `nextCursor` of the page before. */
  @IsOptional()
  @IsString()
  @MaxLength(1000)
  cursor?: string;
}

/** Filters and order of work items. */
export class WorkItemListDto extends PageDto {
  /** Region code. */
  @IsOptional()
  @Matches(code)
  region?: string;

  /** Task number. */
  @IsOptional()
  @Matches(wholeNumber)
  task?: string;

  /** Measure number. */
  @IsOptional()
  @Matches(wholeNumber)
  measure?: string;

  /** Code of the department that leads the measure. */
  @IsOptional()
  @Matches(code)
  department?: string;

  @IsOptional()
  @IsIn(workItemStatuses)
  status?: WorkItemStatus;

  /** Order; a minus sign turns it round. By measure when missing. */
  @IsOptional()
  @IsIn(workItemSorts)
  sort?: WorkItemSort;
}

/** What is wanted of a work item besides. */
export class WorkItemOneDto {
  /** `history`: every act in its life, for those who may read it. */
  @IsOptional()
  @IsIn(['history'])
  with?: 'history';
}

/** Filters of submissions. */
export class SubmissionListDto extends PageDto {
  @IsOptional()
  @IsIn(submissionStatuses)
  state?: SubmissionStatus;

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

  /** Only those whose term runs and is overdue (red), ends today (yellow) or within 3 working days (blue). */
  @IsOptional()
  @IsIn(dueFilters)
  due?: DueFilter;

  /** Order: longest waiting first when missing, or the term that ends first. */
  @IsOptional()
  @IsIn(submissionSorts)
  sort?: SubmissionSort;
}
