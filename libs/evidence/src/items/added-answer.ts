import type { Actor } from '#libs/identity';
import type { Added } from './add-evidence.js';
import { presentEvidence } from './evidence.presenter.js';
import type { EvidenceRow } from './evidence.queries.js';

/** What an upload answers: 201 when anything is new, else 200. Throws the first refusal, which undoes the upload. */
export function addedAnswer(actor: Actor, added: readonly Added[], rows: ReadonlyMap<string, EvidenceRow>) {
  const items = added.map((one) => {
    if (one.status === 'refused') throw one.error;
    return { ...presentEvidence(rows.get(one.id)!, actor), outcome: one.status };
  });
  return { status: items.some(({ outcome }) => outcome === 'stored') ? 201 : 200, body: { items } };
}
