import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsIn,
  IsInt,
  IsOptional,
  IsUUID,
  Matches,
  Max,
  Min,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { type Dimension, dimensions, type Level, levels } from '../completion.queries.js';

/** Most submissions of one question. */
export const mostSubmissions = 500;
const mostRules = 1_000;
const rule = /^(any|all|count [1-9]\d{0,4}|share [1-9]\d{0,4}\/[1-9]\d{0,4})$/;

/** The rule that one measure is supposed to count by. */
export class SupposedRuleDto {
  /** Measure number. */
  @IsInt()
  @Min(1)
  @Max(9_999)
  measure: number;

  /** `any`, `all`, `count 3` or `share 2/3`; null for the programme's. */
  @ApiProperty({ type: String, nullable: true })
  @ValidateIf(({ rule: one }: SupposedRuleDto) => one !== null)
  @Matches(rule)
  rule: string | null;
}

/** What is supposed, and which figures are wanted. At least one thing is to be supposed. */
export class WhatIfDto {
  /** Along what; the whole programme when missing. */
  @IsOptional()
  @IsIn(dimensions)
  by?: Dimension;

  /** What is counted: measures under the counting rule (the default), or work items. */
  @IsOptional()
  @IsIn(levels)
  level?: Level;

  /** Another rule for every measure: `any`, `all`, `count 3` or `share 2/3`. */
  @IsOptional()
  @Matches(rule)
  rule?: string;

  /** Rules of single measures; each goes before `rule`. */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(mostRules)
  @ArrayUnique(({ measure }: SupposedRuleDto) => measure)
  @ValidateNested({ each: true })
  @Type(() => SupposedRuleDto)
  measureRules?: SupposedRuleDto[];

  /** Ids of up to 500 submissions, taken as approved today. */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(mostSubmissions)
  @ArrayUnique()
  @IsUUID(undefined, { each: true })
  submissions?: string[];
}
