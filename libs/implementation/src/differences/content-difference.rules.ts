import type { Text } from '#libs/platform';
import type { LocalPlan, PlanStep, SubmissionContent } from '../submission-content.js';
import { daysBetween, targetDateText } from './day.rules.js';
import type { Difference, PinnedEvidence } from './difference.js';
import { evidenceDifferences } from './evidence-difference.rules.js';
import { stepDifferences } from './step-difference.rules.js';
import { textParts } from './text-parts.rules.js';

/** Longer texts are not quoted in a line; their parts tell. */
const longestQuote = 60;

const labels = {
  '/plan/summary': { zh: '实施内容概述', en: 'Plan summary' },
  '/plan/responsible': { zh: '责任人', en: 'Responsible person' },
  '/plan/targetDate': { zh: '完成时限', en: 'Target date' },
  '/plan/steps': { zh: '实施步骤', en: 'Steps' },
  '/summary': { zh: '落地情况', en: 'What has been done' },
  '/effectiveOn': { zh: '生效日期', en: 'Effective date' },
  '/reason': { zh: '理由', en: 'Reason' },
  '/progress': { zh: '目前进展', en: 'Progress so far' },
} satisfies Record<string, Text>;

/**
 * What differs between two contents of a submission, point by point. Putting every `after` in the place of its
 * `before` makes the later content of the former one; equal contents have no differences.
 */
export function contentDifferences(before: SubmissionContent, after: SubmissionContent): Difference[] {
  return [
    ...planDifferences(before.plan ?? {}, after.plan ?? {}),
    ...textDifference('/summary', before.summary, after.summary),
    ...dateDifference('/effectiveOn', before.effectiveOn, after.effectiveOn),
    ...evidenceDifferences(pinned(before), pinned(after)),
    ...textDifference('/reason', before.reason, after.reason),
    ...textDifference('/progress', before.progress, after.progress),
  ];
}

/** The same for two local plans; a later target date is an extension. */
export function planDifferences(before: LocalPlan, after: LocalPlan): Difference[] {
  return [
    ...dateDifference('/plan/targetDate', before.targetDate, after.targetDate),
    ...textDifference('/plan/summary', before.summary, after.summary),
    ...textDifference('/plan/responsible', before.responsible, after.responsible),
    ...stepsDifference(before.steps ?? undefined, after.steps ?? undefined),
  ];
}

/** An amendment that names no steps leaves them alone, and one that names none removes them: both are said whole. */
function stepsDifference(before: PlanStep[] | undefined, after: PlanStep[] | undefined): Difference[] {
  if (before && after) return stepDifferences(before, after);
  if (!before && !after) return [];
  const count = (before ?? after)!.length;
  return [
    entry('/plan/steps', before, after, {
      added: { zh: `新增实施步骤 ${count} 项`, en: `Steps given: ${count}` },
      removed: { zh: `不再列明实施步骤（原 ${count} 项）`, en: `Steps no longer given (there were ${count})` },
    }),
  ];
}

function textDifference(
  pointer: keyof typeof labels,
  before: string | undefined,
  after: string | undefined,
): Difference[] {
  const [former, later] = [before ?? undefined, after ?? undefined];
  if (former === later) return [];
  if (former === undefined || later === undefined)
    return [entry(pointer, former, later, given(pointer, former ?? later!))];
  const parts = textParts(former, later);
  const count = (kind: string) =>
    parts.filter((part) => part.kind === kind).reduce((sum, { value }) => sum + [...value].length, 0);
  const { zh, en } = labels[pointer];
  const isShort = former.length <= longestQuote && later.length <= longestQuote;
  const changed = isShort
    ? { zh: `${zh}：${former} → ${later}`, en: `${en}: ${former} → ${later}` }
    : {
        zh: `${zh}：删 ${count('removed')} 字，增 ${count('added')} 字`,
        en: `${en}: ${count('removed')} characters removed, ${count('added')} added`,
      };
  return [{ ...entry(pointer, former, later, { changed }), parts }];
}

function dateDifference(
  pointer: keyof typeof labels,
  before: string | undefined,
  after: string | undefined,
): Difference[] {
  const [former, later] = [before ?? undefined, after ?? undefined];
  if (former === later) return [];
  if (former === undefined || later === undefined)
    return [entry(pointer, former, later, given(pointer, former ?? later!))];
  const days = daysBetween(former, later);
  const { zh, en } = labels[pointer];
  if (pointer !== '/plan/targetDate') {
    const changed = { zh: `${zh}：${former} → ${later}`, en: `${en}: ${former} → ${later}` };
    return [{ ...entry(pointer, former, later, { changed }), days }];
  }
  const aspects: Difference['aspects'] = [days > 0 ? 'extension' : 'brought-forward'];
  return [{ ...entry(pointer, former, later, { changed: targetDateText(former, later) }), aspects, days }];
}

function given(pointer: keyof typeof labels, value: string): { added: Text; removed: Text } {
  const { zh, en } = labels[pointer];
  const quote = value.length <= longestQuote ? value : `${[...value].slice(0, longestQuote).join('')}…`;
  return {
    added: { zh: `新增${zh}：${quote}`, en: `${en} given: ${quote}` },
    removed: { zh: `删除${zh}：${quote}`, en: `${en} removed: ${quote}` },
  };
}

function entry(
  pointer: keyof typeof labels,
  before: unknown,
  after: unknown,
  texts: Partial<Record<Difference['kind'], Text>>,
): Difference {
  const kind = before === undefined ? 'added' : after === undefined ? 'removed' : 'changed';
  const text = texts[kind] ?? labels[pointer];
  return { pointer, label: labels[pointer], kind, before: before ?? null, after: after ?? null, text };
}

function pinned({ evidence }: SubmissionContent): PinnedEvidence[] {
  return (evidence ?? []) as PinnedEvidence[];
}
