import type { Text } from '#libs/platform';
import type { LocalPlan } from '../submission-content.js';
import { planDifferences } from './content-difference.rules.js';
import type { Difference } from './difference.js';
import { type ApprovedPlan, planAfter } from './plan-history.rules.js';

/** An amendment as the database keeps it: see `amendmentOfSubmission`. */
export interface StoredAmendment {
  /** What it changes as the region has it now. */
  written: LocalPlan | null;
  /** What it changed when it was last sent; null while it never was. */
  sent: LocalPlan | null;
  /** What had been approved when it was begun, oldest first. */
  approvals: ApprovedPlan[];
}

/** What an amendment changes in the plan that stood when it was begun. */
export function amendmentDifferences(plan: LocalPlan, amendment: LocalPlan | null | undefined): Difference[] {
  return planDifferences(plan, { ...plan, ...amendment });
}

/** The line of a stored amendment, for its region with what is being written; null when there is nothing to show. */
export function summaryOfAmendment(stored: StoredAmendment | null | undefined, forRegion: boolean): Text | null {
  const amendment = forRegion ? stored?.written : stored?.sent;
  if (!stored || (!amendment && !forRegion)) return null;
  return amendmentSummary(amendmentDifferences(planAfter(stored.approvals) ?? {}, amendment));
}

/** An amendment in one line: 延期 62 天：2022-06-30 → 2022-08-31; and what else it changes. */
export function amendmentSummary(differences: readonly Difference[]): Text {
  const whole = differences.filter(({ pointer }) => pointer === '/plan/targetDate' || pointer === '/plan/responsible');
  const reworded = differences.filter(({ pointer }) => pointer === '/plan/summary').map(({ label }) => label);
  const steps = differences.filter(({ pointer }) => pointer.startsWith('/plan/steps')).length;
  const lines: Text[] = [
    ...whole.map(({ text }) => text),
    ...reworded.map(({ zh }) => ({ zh: `修改${zh}`, en: 'Plan summary reworded' })),
    ...(steps > 0 ? [{ zh: `修改实施步骤 ${steps} 处`, en: `Steps changed: ${steps}` }] : []),
  ];
  if (lines.length === 0) return { zh: '尚无变更内容', en: 'Nothing changes yet' };
  return { zh: lines.map(({ zh }) => zh).join('；'), en: lines.map(({ en }) => en).join('; ') };
}
