import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { IsIn, IsISO8601, IsOptional, IsString, IsUUID, Matches, MaxLength } from 'class-validator';
import { GrantDto, NamedPersonDto, NameDto } from '../people/person.dto.js';
import { type SubstitutionState, substitutionStates } from './substitution.queries.js';

const day = /^\d{4}-\d{2}-\d{2}$/;
const dayTexts = { context: { zh: '须为日期 YYYY-MM-DD。', en: 'Must be a day YYYY-MM-DD.' } };

/** Who stands in for whom, from which day to which. */
export class NewSubstitutionDto {
  /** Id of the absent person; you, when missing. */
  @IsOptional()
  @IsUUID()
  person?: string;

  /** Id of who stands in. */
  @IsUUID()
  substitute: string;

  /** First day, YYYY-MM-DD, in the absent person's time zone; today at the earliest. */
  @Matches(day, dayTexts)
  @IsISO8601({ strict: true }, dayTexts)
  from: string;

  /** Last day, YYYY-MM-DD; at most 90 days in all. */
  @Matches(day, dayTexts)
  @IsISO8601({ strict: true }, dayTexts)
  to: string;

  @IsOptional()
  @IsString()
  @Matches(/\S/)
  @MaxLength(500)
  reason?: string;
}

/** Filters of substitutions. */
export class SubstitutionListDto {
  @IsOptional()
  @IsIn(substitutionStates)
  state?: SubstitutionState;

  /** `true`: only those in which you are away or stand in. */
  @IsOptional()
  @IsIn(['true', 'false'])
  mine?: 'true' | 'false';

  /** Rows on a page, 1 to 200; 50 when missing. */
  @IsOptional()
  @Matches(/^([1-9]\d?|1\d\d|200)$/, { message: 'limit must be a whole number from 1 to 200' })
  limit?: string;

  /** The `nextCursor` of the page before. */
  @IsOptional()
  @IsUUID()
  cursor?: string;
}

@ApiSchema({ name: 'SubstitutionReason' })
export class SubstitutionReasonDto {
  code: string;
  message: NameDto;
}

/** Somebody stands in for somebody else, with every role that was held when it was named and still is. */
@ApiSchema({ name: 'Substitution' })
export class SubstitutionDto {
  id: string;
  /** Who is away. */
  person: NamedPersonDto;
  substitute: NamedPersonDto;
  @ApiProperty({ type: String, format: 'date' }) from: string;
  @ApiProperty({ type: String, format: 'date', description: 'The last day, included' }) to: string;
  /** In which the days begin and end. */
  timeZone: string;
  startsAt: Date;
  /** The moment after the last day. */
  endsAt: Date;
  grants: GrantDto[];
  reason: string | null;
  namedBy: NamedPersonDto;
  namedAt: Date;
  @ApiProperty({ type: NamedPersonDto, nullable: true }) endedBy: NamedPersonDto | null;
  endedAt: Date | null;
  @ApiProperty({ enum: substitutionStates }) state: SubstitutionState;
  @ApiProperty({ type: 'object', additionalProperties: { type: 'boolean' } }) can: { end: boolean };
  /** Why it cannot be ended by you or now. */
  blockers: SubstitutionReasonDto[];
}

@ApiSchema({ name: 'SubstitutionPage' })
export class SubstitutionPageDto {
  items: SubstitutionDto[];
  nextCursor: string | null;
}
