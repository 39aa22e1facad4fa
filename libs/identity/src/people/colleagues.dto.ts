import { ApiSchema } from '@nestjs/swagger';
import { IsOptional, IsString, Matches, MaxLength } from 'class-validator';
import { GrantDto, NameDto } from './person.dto.js';

const code = /^[A-Za-z0-9-]{1,40}$/;

/** Whom to look for; everything given must hold. */
export class ColleagueFilterDto {
  /** Code of a department for which they review, or stand in. */
  @IsOptional()
  @Matches(code)
  department?: string;

  /** Code of a region of which they are. */
  @IsOptional()
  @Matches(code)
  region?: string;

  /** Part of a name, in either language. */
  @IsOptional()
  @IsString()
  @MaxLength(100)
  q?: string;

  /** At most so many, 1 to 200; 50 when missing. */
  @IsOptional()
  @Matches(/^([1-9]\d?|1\d\d|200)$/, { message: 'limit must be a whole number from 1 to 200' })
  limit?: string;
}

@ApiSchema({ name: 'Colleague' })
export class ColleagueDto {
  id: string;
  name: NameDto;
  roles: GrantDto[];
  /** For coordinators only. */
  email?: string;
}

@ApiSchema({ name: 'ColleagueList' })
export class ColleagueListDto {
  items: ColleagueDto[];
  /** All under the filter. */
  total: number;
}
