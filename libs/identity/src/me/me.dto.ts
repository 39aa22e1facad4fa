import type { Language } from '#libs/platform';
import type { Permission } from '../permissions.js';
import type { Role } from '../roles.js';

class NameDto {
  zh: string;
  en: string;
}

class PersonDto {
  id: string;
  name: NameDto;
  language: Language;
  /** IANA name, such as `Asia/Shanghai`. */
  timeZone: string;
}

class GrantDto {
  role: Role;
  /** Code of the region that the role is held for. */
  region?: string;
  /** Code of the department that the role is held for. */
  department?: string;
}

/** The signed-in person, with what they may try. */
export class MeDto {
  person: PersonDto;
  email: string;
  roles: Role[];
  grants: GrantDto[];
  permissions: Permission[];
}
