import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  Matches,
  Max,
  MaxLength,
  Min,
} from 'class-validator';
import { type Position, positions } from './opinions/opinion.rules.js';

const code = /^[A-Za-z0-9-]{1,40}$/;

/** To whom a round is handed over. */
export class HandOverDto {
  /** Id of a person who reviews for the same department. */
  @IsUUID()
  to: string;

  /** Why; the colleague reads it. */
  @IsOptional()
  @IsString()
  @MaxLength(5_000)
  reason?: string;
}

/** Whose opinion is wanted. */
export class AskOpinionsDto {
  /** Codes of departments that support the measure. */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(50)
  @ArrayUnique()
  @Matches(code, { each: true })
  departments: string[];

  @IsOptional()
  @IsString()
  @MaxLength(5_000)
  question?: string;
}

/** What a supporting department says. */
export class OpinionDto {
  @IsIn(positions)
  position: Position;

  /** Required for an objection. */
  @IsOptional()
  @IsString()
  @MaxLength(5_000)
  reason?: string;

  /** For which department; needed only by somebody who reviews for several. */
  @IsOptional()
  @Matches(code)
  department?: string;
}

/** The points of the proof list that are ticked now; points that are not named are unticked. */
export class TicksDto {
  @IsArray()
  @ArrayMaxSize(99)
  @ArrayUnique()
  @IsInt({ each: true })
  @Min(1, { each: true })
  @Max(99, { each: true })
  points: number[];
}
