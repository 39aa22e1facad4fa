import { kindTexts, type SubmissionKind } from '#libs/implementation';
import type { Text } from '#libs/platform';
import type { EventKind } from './event-kinds.js';
import { textOf } from './happening.js';
import { none, type NoticeFacts, type Wording } from './notice.facts.js';

const regionOf = ({ places }: NoticeFacts): Text => places?.region.name ?? none;
const dayOf = ({ data }: NoticeFacts): string => textOf(data, 'dueOn') ?? textOf(data, 'targetDate') ?? '—';

function paperOf({ data }: NoticeFacts): Text {
  const kind = textOf(data, 'submissionKind') as SubmissionKind | undefined;
  return (kind && kindTexts[kind]) ?? { zh: '报送', en: 'submission' };
}

/** How near the day is. */
function nearness(facts: NoticeFacts): Text {
  const day = dayOf(facts);
  const stage = textOf(facts.data, 'stage');
  if (stage === 'due-today') return { zh: '今日到期', en: 'is due today' };
  if (stage === 'overdue') return { zh: `已逾期（期限 ${day}）`, en: `is overdue (due ${day})` };
  return { zh: `将于 ${day} 到期`, en: `is due on ${day}` };
}

/** Terms and target dates: the product itself speaks. */
export const reminderTexts: Partial<Record<EventKind, Wording>> = {
  'remind-review': (facts) => {
    const [region, paper, near] = [regionOf(facts), paperOf(facts), nearness(facts)];
    return {
      zh: `${region.zh}的${paper.zh}审核${near.zh}`,
      en: `The decision on the ${paper.en} of ${region.en} ${near.en}`,
    };
  },
  'escalate-review': (facts) => {
    const [region, paper] = [regionOf(facts), paperOf(facts)];
    return {
      zh: `${region.zh}的${paper.zh}经多次提醒仍未办结（期限 ${dayOf(facts)}）`,
      en: `The ${paper.en} of ${region.en} is still undecided after several reminders (due ${dayOf(facts)})`,
    };
  },
  'remind-target': (facts) => {
    const [region, near] = [regionOf(facts), nearness(facts)];
    return { zh: `${region.zh}的目标日期${near.zh}`, en: `The target date of ${region.en} ${near.en}` };
  },
  'escalate-target': (facts) => ({
    zh: `${regionOf(facts).zh}经多次提醒仍未落地（目标日期 ${dayOf(facts)}）`,
    en: `${regionOf(facts).en} has not implemented it after several reminders (target date ${dayOf(facts)})`,
  }),
  'remind-opinion': (facts) => {
    const [region, near] = [regionOf(facts), nearness(facts)];
    return {
      zh: `${facts.departments.zh}对${region.zh}报送的会签${near.zh}`,
      en: `The opinion of ${facts.departments.en} on the submission of ${region.en} ${near.en}`,
    };
  },
};
