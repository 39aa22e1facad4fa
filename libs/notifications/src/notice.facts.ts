import type { PlaceNames } from '#libs/implementation';
import type { Text } from '#libs/platform';
import type { EventKind } from './event-kinds.js';
import type { Audience } from './routing.rules.js';

/** What the wording of a notice may name. Names that are not known are a dash. */
export interface NoticeFacts {
  kind: EventKind;
  audience: Audience;
  places: PlaceNames | null;
  data: Record<string, unknown>;
  /** Who acted. */
  actor: Text;
  /** The departments that are asked or that speak. */
  departments: Text;
  /** The person whom the event names besides its actor. */
  person: Text;
  /** The absent person. */
  absent: Text;
  adjustment: Text;
  programme: Text;
}

export type Wording = (facts: NoticeFacts) => Text;

export const none: Text = { zh: '—', en: '—' };
