import type { SubmissionRow } from '#libs/implementation';
import type { ProgrammeReference } from '#libs/programme';
import type { ReviewFacts } from './desk.queries.js';

/** What stands beside a submission on the desk: how much proves it, and what the supporting departments say. */
export function presentFacts(
  { measures, departments }: ProgrammeReference,
  { item, kind }: Pick<SubmissionRow, 'item' | 'kind'>,
  facts: ReviewFacts | undefined,
) {
  const proofPoints = measures.get(item.measure)?.proofPoints ?? [];
  const { evidence = 0, asked = [], given = [] } = facts ?? {};
  const named = (code: string) => ({ code, name: departments.get(code)?.name ?? { zh: '—', en: '—' } });
  const objecting = given.filter(({ position }) => position === 'objection');
  return {
    evidence:
      kind === 'implementation-report'
        ? { pieces: evidence, required: proofPoints.filter(({ required }) => required).length }
        : null,
    opinions: {
      asked: asked.length,
      given: given.length,
      objections: objecting.map(({ department }) => named(department)),
    },
  };
}
