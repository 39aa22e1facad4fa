import type { Grant } from '../actor.js';

/** The one region or department that somebody's roles are held for, where there is only one: whom an event concerns. */
export function eventScope(grants: readonly Grant[]): { region?: string; department?: string } {
  const only = (codes: (string | undefined)[]) => {
    const known = new Set(codes);
    return known.size === 1 ? [...known][0] : undefined;
  };
  return {
    region: only(grants.map(({ region }) => region)),
    department: only(grants.map(({ department }) => department)),
  };
}
