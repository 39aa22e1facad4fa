import type { Text } from '#libs/platform';
import type { PlanStep } from '../submission-content.js';
import { daysBetween, daysText } from './day.rules.js';
import type { Difference } from './difference.js';
import { type ListEntry, listDifferences, type ListKind } from './list-difference.rules.js';
import { likeness } from './matching.rules.js';
import { textParts } from './text-parts.rules.js';

/** Titles that have less in common are two steps, unless day and place are the same. */
const sameStep = 0.4;

const steps: ListKind<PlanStep> = {
  pointer: '/plan/steps',
  label: { zh: '实施步骤', en: 'Step' },
  closeness: (a, b, from, to) => {
    const sameDay = a.dueOn === b.dueOn;
    if (a.title === b.title) return sameDay ? 3 : 2;
    const like = likeness(a.title, b.title);
    if (like >= sameStep) return 1 + like / 2;
    return sameDay && from === to ? 0.5 : 0;
  },
  aspects: (a, b) => [
    ...(a.title === b.title ? [] : ['title' as const]),
    ...(a.dueOn === b.dueOn ? [] : ['date' as const]),
  ],
  describe: (entry) => ({
    text: describeStep(entry),
    ...(entry.before && entry.after && movedDays(entry.before, entry.after)),
    ...(entry.before && entry.after && retitled(entry.before, entry.after)),
  }),
};

/** Steps are matched by title, else by likeness of the title, else by place and day. */
export function stepDifferences(before: readonly PlanStep[], after: readonly PlanStep[]): Difference[] {
  return listDifferences(before, after, steps);
}

function movedDays(before: PlanStep, after: PlanStep): Partial<Difference> {
  return before.dueOn === after.dueOn ? {} : { days: daysBetween(before.dueOn, after.dueOn) };
}

function retitled(before: PlanStep, after: PlanStep): Partial<Difference> {
  return before.title === after.title ? {} : { parts: textParts(before.title, after.title) };
}

function describeStep({ before, after, from, to, aspects }: ListEntry<PlanStep>): Text {
  if (!before)
    return { zh: `新增步骤“${after!.title}”（${after!.dueOn}）`, en: `New step “${after!.title}” (${after!.dueOn})` };
  if (!after)
    return {
      zh: `删除步骤“${before.title}”（${before.dueOn}）`,
      en: `Step removed: “${before.title}” (${before.dueOn})`,
    };
  const changes = [
    ...(aspects.includes('title') ? [{ zh: `改为“${after.title}”`, en: `now “${after.title}”` }] : []),
    ...(aspects.includes('date') ? [datesText(before.dueOn, after.dueOn)] : []),
    ...(aspects.includes('order')
      ? [{ zh: `由第 ${from + 1} 步改为第 ${to + 1} 步`, en: `from place ${from + 1} to ${to + 1}` }]
      : []),
  ];
  return {
    zh: `步骤“${before.title}”：${changes.map(({ zh }) => zh).join('，')}`,
    en: `Step “${before.title}”: ${changes.map(({ en }) => en).join(', ')}`,
  };
}

function datesText(before: string, after: string): Text {
  const days = daysBetween(before, after);
  const span = daysText(days);
  return {
    zh: `时限 ${before} → ${after}（${days > 0 ? '推后' : '提前'} ${span.zh}）`,
    en: `due ${before} → ${after} (${span.en} ${days > 0 ? 'later' : 'earlier'})`,
  };
}
