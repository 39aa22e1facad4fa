import type { Language, Text } from '#libs/platform';
import type { Role, Scope } from './roles.js';

/** A role that a person holds now, or carries now for somebody who is away. */
export interface Grant extends Scope {
  role: Role;
  /** The absent person whose role it is; missing on a person's own. */
  onBehalfOf?: { personId: string; name: Text };
}

/** Who asks: a signed-in person with the roles held at the moment of the request. */
export interface Actor {
  personId: string;
  accountId: string;
  name: Text;
  language: Language;
  /** A person's own grants stand before those of the people for whom they act, so that the first that fits wins. */
  grants: readonly Grant[];
}
