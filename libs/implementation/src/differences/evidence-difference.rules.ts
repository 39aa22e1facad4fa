import type { Text } from '#libs/platform';
import type { Difference, DifferenceAspect, PinnedEvidence } from './difference.js';
import { type ListEntry, listDifferences, type ListKind } from './list-difference.rules.js';

const sameMaterial = (a: PinnedEvidence, b: PinnedEvidence) => a.url === b.url && a.evidenceId === b.evidenceId;

const evidence: ListKind<PinnedEvidence> = {
  pointer: '/evidence',
  label: { zh: '佐证材料', en: 'Evidence' },
  // The same material before the same title, and within a point before across points; a material can replace another
  // at its point only.
  closeness: (a, b) => {
    const alike = [a.title === b.title, a.page === b.page, a.note === b.note].filter(Boolean).length;
    if (sameMaterial(a, b)) return (a.point === b.point ? 20 : 10) + alike;
    return a.point === b.point ? (a.title === b.title ? 5 : 1) : 0;
  },
  aspects: (a, b) => {
    const changed: [DifferenceAspect, boolean][] = [
      ['replaced', !sameMaterial(a, b)],
      ['point', a.point !== b.point],
      ['title', a.title !== b.title],
      ['page', a.page !== b.page],
      ['note', a.note !== b.note],
    ];
    return changed.filter(([, is]) => is).map(([aspect]) => aspect);
  },
  describe: (entry) => ({ point: (entry.after ?? entry.before)!.point, text: describeEvidence(entry) }),
};

/** Evidence is matched by its material, else by its title within a point, else as a replacement within a point. */
export function evidenceDifferences(before: readonly PinnedEvidence[], after: readonly PinnedEvidence[]): Difference[] {
  return listDifferences(before, after, evidence);
}

function describeEvidence({ before, after, from, to, aspects }: ListEntry<PinnedEvidence>): Text {
  const { point } = (after ?? before)!;
  const at = { zh: `第 ${point} 项佐证：`, en: `Point ${point}: ` };
  if (!before) return { zh: `${at.zh}新增“${after!.title}”`, en: `${at.en}“${after!.title}” added` };
  if (!after) return { zh: `${at.zh}删除“${before.title}”`, en: `${at.en}“${before.title}” removed` };
  const changes = aspects.map((aspect) => changeTexts[aspect]?.(before, after, from, to) ?? none);
  return {
    zh: `${at.zh}“${before.title}”${changes.map(({ zh }) => zh).join('，')}`,
    en: `${at.en}“${before.title}” ${changes.map(({ en }) => en).join(', ')}`,
  };
}

const none: Text = { zh: '—', en: '—' };

type Describe = (before: PinnedEvidence, after: PinnedEvidence, from: number, to: number) => Text;

const changeTexts: Partial<Record<DifferenceAspect, Describe>> = {
  replaced: (_, after) => ({ zh: `换为“${after.title}”`, en: `replaced by “${after.title}”` }),
  point: (before, after) => ({
    zh: `由第 ${before.point} 项移至第 ${after.point} 项`,
    en: `moved from point ${before.point} to ${after.point}`,
  }),
  title: (_, after) => ({ zh: `标题改为“${after.title}”`, en: `titled “${after.title}”` }),
  page: (before, after) => ({
    zh: `页码 ${before.page ?? '—'} → ${after.page ?? '—'}`,
    en: `page ${before.page ?? '—'} → ${after.page ?? '—'}`,
  }),
  note: () => ({ zh: '修改说明', en: 'with another note' }),
  order: (_, __, from, to) => ({
    zh: `由第 ${from + 1} 份改为第 ${to + 1} 份`,
    en: `from place ${from + 1} to ${to + 1}`,
  }),
};
