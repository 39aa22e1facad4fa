import type { Language, Text } from '#libs/platform';
import type { Role, Scope } from './roles.js';

/** A role that a person holds now. */
export interface Grant extends Scope {
  role: Role;
}

/** Who asks: a signed-in person with the roles held at the moment of the request. */
export interface Actor {
  personId: string;
  accountId: string;
  name: Text;
  language: Language;
  grants: readonly Grant[];
}
