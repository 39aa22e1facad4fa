import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { IsUUID, ValidateIf } from 'class-validator';
import { NamedPersonDto } from '../people/person.dto.js';

/** Who heads a department from now on. */
export class NewHeadDto {
  /** Id of one of its reviewers, or null. */
  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  @ValidateIf((head: NewHeadDto) => head.person !== null)
  @IsUUID()
  person: string | null;
}

@ApiSchema({ name: 'DepartmentHead' })
export class DepartmentHeadDto {
  /** Code of the department. */
  department: string;
  @ApiProperty({ type: NamedPersonDto, nullable: true }) head: NamedPersonDto | null;
}
