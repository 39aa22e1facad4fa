import type { Language } from '#libs/platform';
import type { Permission } from '../permissions.js';
import { GrantDto, NamedPersonDto, NameDto } from '../people/person.dto.js';
import type { Role } from '../roles.js';

class PersonDto {
  id: string;
  name: NameDto;
  language: Language;
  /** IANA name, such as `Asia/Shanghai`. */
  timeZone: string;
}

/** A substitution that runs now. */
class RunningSubstitutionDto {
  id: string;
  /** Who is away, or who stands in. */
  person: NamedPersonDto;
  /** First day, YYYY-MM-DD. */
  from: string;
  /** Last day, YYYY-MM-DD. */
  to: string;
}

/** The signed-in person, with what they may try. */
export class MeDto {
  person: PersonDto;
  email: string;
  roles: Role[];
  grants: GrantDto[];
  permissions: Permission[];
  /** For whom you stand in now. */
  standsInFor: RunningSubstitutionDto[];
  /** Who stands in for you now. */
  substitutes: RunningSubstitutionDto[];
}
