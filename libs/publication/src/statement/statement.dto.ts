import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsIn,
  IsInt,
  IsISO8601,
  IsOptional,
  IsString,
  IsUrl,
  Matches,
  MaxLength,
  Min,
  MinLength,
  ValidateNested,
} from 'class-validator';
import { type Level, levels } from '#libs/progress';

const day = /^\d{4}-\d{2}-\d{2}$/;
const code = /^[A-Z0-9]+(-[A-Z0-9]+)*$/;

/** One way to say a figure, in both languages. */
export class WordingDto {
  @IsString()
  @MinLength(2)
  @MaxLength(500)
  zh: string;

  @IsString()
  @MinLength(2)
  @MaxLength(500)
  en: string;
}

export class WordingsDto {
  /** What may be said; refused where the figure does not bear it. */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(10)
  @ValidateNested({ each: true })
  @Type(() => WordingDto)
  wordings: WordingDto[];
}

/** The figure to freeze. */
export class NewStatementDto extends WordingsDto {
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
  @IsISO8601({ strict: true })
  @Matches(/T.*(Z|[+-]\d{2}:\d{2})$/)
  knownAt?: string;

  @IsOptional()
  @IsInt()
  @Min(1)
  task?: number;

  @IsOptional()
  @Matches(code)
  @MaxLength(40)
  region?: string;

  @IsOptional()
  @Matches(code)
  @MaxLength(40)
  department?: string;
}

export class StatementReasonDto {
  @IsString()
  @Matches(/\S/)
  @MinLength(3)
  @MaxLength(5_000)
  reason: string;
}

/** Where a statement was said in public. */
export class NewUseDto {
  /** YYYY-MM-DD */
  @Matches(day)
  @IsISO8601({ strict: true })
  usedOn: string;

  /** Where: a press conference, a paper, a page. */
  @IsString()
  @Matches(/\S/)
  @MaxLength(300)
  place: string;

  /** The words, in either language. */
  @IsString()
  @MinLength(2)
  @MaxLength(500)
  wording: string;

  @IsOptional()
  @IsUrl({ protocols: ['http', 'https'], require_protocol: true })
  @MaxLength(2_000)
  url?: string;
}
