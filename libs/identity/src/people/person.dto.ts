import { ApiProperty } from '@nestjs/swagger';
import { everyRole, type Role } from '../roles.js';

export class NameDto {
  zh: string;
  en: string;
}

/** A person by id and name. */
export class NamedPersonDto {
  id: string;
  name: NameDto;
}

/** The absent person for whom a role is carried. */
export class OnBehalfOfDto {
  personId: string;
  name: NameDto;
}

export class GrantDto {
  @ApiProperty({ enum: everyRole }) role: Role;
  /** Code of the region that the role is held for. */
  region?: string;
  /** Code of the department that the role is held for. */
  department?: string;
  /** Whose role it is, where it is carried for somebody who is away. */
  onBehalfOf?: OnBehalfOfDto;
}
