import { IsIn, IsISO8601, IsOptional, IsString, Matches, MaxLength } from 'class-validator';
import { type Dimension, dimensions, type Level, levels } from './completion.queries.js';

const day = /^\d{4}-\d{2}-\d{2}$/;
const number = /^[1-9]\d{0,3}$/;
const code = /^[A-Z0-9]+(-[A-Z0-9]+)*$/;
const moment = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?(Z|[+-]\d{2}:\d{2})$/;

/** Which figures are wanted. */
export class CompletionDto {
  /** Along what; the whole programme when missing. */
  @IsOptional()
  @IsIn(dimensions)
  by?: Dimension;

  /** What is counted: measures under the counting rule (the default), or work items. */
  @IsOptional()
  @IsIn(levels)
  level?: Level;

  /** As of the end of this day, YYYY-MM-DD; today when missing. */
  @IsOptional()
  @Matches(day)
  @IsISO8601({ strict: true })
  asOf?: string;

  /** As known at this moment, ISO 8601 with an offset; now when missing. */
  @IsOptional()
  @Matches(moment)
  @IsISO8601({ strict: true })
  knownAt?: string;

  /** Supposes another counting rule: `any`, `all`, `count 3` or `share 2/3`. Nothing is stored. */
  @IsOptional()
  @IsString()
  @MaxLength(20)
  rule?: string;
}

/** The part of a programme that a figure is about. */
class SelectionDto {
  @IsOptional()
  @IsIn(levels)
  level?: Level;

  /** Task number. */
  @IsOptional()
  @Matches(number)
  task?: string;

  /** Measure number. */
  @IsOptional()
  @Matches(number)
  measure?: string;

  /** Region code. */
  @IsOptional()
  @Matches(code)
  @MaxLength(40)
  region?: string;

  /** Code of the lead department. */
  @IsOptional()
  @Matches(code)
  @MaxLength(40)
  department?: string;
}

/** Which figure's course is wanted. */
export class TrendDto extends SelectionDto {
  /** A point for each month's end (the default), or for each day on which the figure changed. */
  @IsOptional()
  @IsIn(['day', 'month'])
  step?: 'day' | 'month';
}

export class ForecastDto extends SelectionDto {}

/** Which figure is to be opened. */
export class ExplanationDto extends SelectionDto {
  @IsOptional()
  @Matches(day)
  @IsISO8601({ strict: true })
  asOf?: string;

  @IsOptional()
  @Matches(moment)
  @IsISO8601({ strict: true })
  knownAt?: string;
}

/** Between which days. The first is taken as it was known at its end, the second as known now, unless said otherwise. */
export class ChangesDto extends SelectionDto {
  /** The earlier day, YYYY-MM-DD. */
  @Matches(day)
  @IsISO8601({ strict: true })
  from: string;

  @IsOptional()
  @Matches(moment)
  @IsISO8601({ strict: true })
  fromKnownAt?: string;

  /** The later day; today when missing. */
  @IsOptional()
  @Matches(day)
  @IsISO8601({ strict: true })
  to?: string;

  @IsOptional()
  @Matches(moment)
  @IsISO8601({ strict: true })
  toKnownAt?: string;
}
