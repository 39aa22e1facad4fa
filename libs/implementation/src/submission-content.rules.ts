import { proofFaults, type ProofPoint } from '#libs/evidence';
import type { Blocker, Text } from '#libs/platform';
import type { LocalPlan, SubmissionContent } from './submission-content.js';
import type { SubmissionKind } from './submission.kinds.js';

/** What completeness is judged against. Dates are 'YYYY-MM-DD'. */
export interface ContentSetting {
  today: string;
  /** The work item's present target date. */
  targetDate: string;
  programmeEndsOn: string;
  /** The plan that an amendment changes. */
  plan?: LocalPlan | null;
  /** The day on which this very submission first asked for a later date; a return does not make it late. */
  extensionAskedOn?: string;
  proofList: readonly ProofPoint[];
  /** First days in force, in the region, of the legal adjustments that the measure needs, as far as they are settled. */
  adjustmentStarts?: readonly { code: string; day: string }[];
}

const fieldsOf: Record<SubmissionKind, readonly (keyof SubmissionContent)[]> = {
  proposal: ['plan'],
  'implementation-report': ['summary', 'effectiveOn', 'evidence'],
  amendment: ['plan', 'reason', 'progress'],
  exemption: ['reason'],
};

/** Fields that do not belong to this kind of submission. */
export function strangeFields(kind: SubmissionKind, content: SubmissionContent): Blocker[] {
  return (Object.keys(content) as (keyof SubmissionContent)[])
    .filter((field) => content[field] !== undefined && !fieldsOf[kind].includes(field))
    .map((field) =>
      fault('not-of-this-kind', `/${field}`, {
        zh: '此类报送没有该内容。',
        en: 'This kind of submission has no such field.',
      }),
    );
}

/** Everything that is missing or wrong before a draft may be sent; empty when it is complete. */
export function contentFaults(kind: SubmissionKind, content: SubmissionContent, setting: ContentSetting): Blocker[] {
  switch (kind) {
    case 'proposal':
      return planFaults(content.plan ?? {}, setting);
    case 'implementation-report':
      return reportFaults(content, setting);
    case 'amendment':
      return amendmentFaults(content, setting);
    case 'exemption':
      return required(content.reason, '/reason', { zh: '理由', en: 'a reason' });
  }
}

function planFaults(plan: LocalPlan, setting: ContentSetting): Blocker[] {
  return [
    ...required(plan.summary, '/plan/summary', { zh: '实施内容概述', en: 'a summary' }),
    ...required(plan.responsible, '/plan/responsible', { zh: '责任人', en: 'a responsible person' }),
    ...required(plan.steps?.length, '/plan/steps', { zh: '至少一个实施步骤', en: 'at least one step' }),
    ...required(plan.targetDate, '/plan/targetDate', { zh: '完成时限', en: 'a target date' }),
    ...dateFaults(plan, setting),
  ];
}

function dateFaults(plan: LocalPlan, { programmeEndsOn }: ContentSetting): Blocker[] {
  const { targetDate } = plan;
  if (!targetDate) return [];
  const late =
    targetDate > programmeEndsOn
      ? [
          fault('after-programme', '/plan/targetDate', {
            zh: `完成时限不得晚于试点结束日 ${programmeEndsOn}。`,
            en: `The target date is after the programme's end, ${programmeEndsOn}.`,
          }),
        ]
      : [];
  const steps = (plan.steps ?? []).flatMap((step, index) =>
    step.dueOn > targetDate
      ? [
          fault('after-target', `/plan/steps/${index}/dueOn`, {
            zh: '步骤时限晚于完成时限。',
            en: 'The step is due after the target date.',
          }),
        ]
      : [],
  );
  return [...late, ...steps];
}

function reportFaults(content: SubmissionContent, setting: ContentSetting): Blocker[] {
  const { today, proofList, adjustmentStarts = [] } = setting;
  const { effectiveOn } = content;
  const future =
    content.effectiveOn && content.effectiveOn > today
      ? [
          fault('in-the-future', '/effectiveOn', {
            zh: '生效日期不得晚于今日。',
            en: 'The effective date is in the future.',
          }),
        ]
      : [];
  return [
    ...required(content.summary, '/summary', { zh: '落地情况', en: 'a summary' }),
    ...required(content.effectiveOn, '/effectiveOn', { zh: '生效日期', en: 'an effective date' }),
    ...future,
    ...adjustmentStarts.filter(({ day }) => effectiveOn && effectiveOn < day).map(beforeAdjustment),
    ...proofFaults(proofList, content.evidence ?? []),
  ];
}

function beforeAdjustment({ code, day }: { code: string; day: string }): Blocker {
  return fault('before-adjustment', '/effectiveOn', {
    zh: `该举措所需的调整实施（${code}）自 ${day} 起在本地区施行，生效日期不得早于该日。`,
    en: `The legal adjustment ${code} that the measure needs is in force in this region from ${day}; nothing can take effect before.`,
  });
}

function amendmentFaults(content: SubmissionContent, setting: ContentSetting): Blocker[] {
  const { plan = {} } = content;
  const extends_ = plan.targetDate !== undefined && plan.targetDate > setting.targetDate;
  const changes = Object.values(plan).some((value) => value !== undefined);
  return [
    ...required(content.reason, '/reason', { zh: '变更理由', en: 'a reason' }),
    ...(changes
      ? []
      : [fault('nothing-changes', '/plan', { zh: '请说明变更的内容。', en: 'Say what changes in the plan.' })]),
    ...(extends_ ? required(content.progress, '/progress', { zh: '目前进展', en: 'the progress so far' }) : []),
    ...blankFields(plan),
    ...(extends_ && setting.targetDate < (setting.extensionAskedOn ?? setting.today)
      ? [
          fault('too-late-to-extend', '/plan/targetDate', {
            zh: `原时限 ${setting.targetDate} 已过，不能再申请延期。`,
            en: `The target date ${setting.targetDate} has passed; it can no longer be extended.`,
          }),
        ]
      : []),
    ...dateFaults({ steps: plan.steps, targetDate: plan.targetDate ?? setting.targetDate }, setting),
    ...stepsLeftBehind(plan, setting.plan),
  ];
}

/** An amendment changes what it names; it cannot empty it. */
function blankFields(plan: LocalPlan): Blocker[] {
  const { summary, responsible, steps } = plan;
  return [
    ...(summary === undefined ? [] : required(summary, '/plan/summary', { zh: '实施内容概述', en: 'a summary' })),
    ...(responsible === undefined
      ? []
      : required(responsible, '/plan/responsible', { zh: '责任人', en: 'a responsible person' })),
    ...(steps === undefined
      ? []
      : required(steps.length, '/plan/steps', { zh: '至少一个实施步骤', en: 'at least one step' })),
  ];
}

/** An earlier target date must not leave steps of the present plan after it. */
function stepsLeftBehind({ targetDate, steps }: LocalPlan, present: LocalPlan | null | undefined): Blocker[] {
  const late = targetDate && !steps ? (present?.steps ?? []).some(({ dueOn }) => dueOn > targetDate) : false;
  return late
    ? [
        fault('after-target', '/plan/targetDate', {
          zh: '现有实施步骤的时限晚于新的完成时限。',
          en: 'A step of the present plan is due after the new target date.',
        }),
      ]
    : [];
}

function required(value: string | number | undefined, pointer: string, what: Text): Blocker[] {
  const present = typeof value === 'string' ? value.trim() !== '' : Boolean(value);
  return present ? [] : [fault('required', pointer, { zh: `请填写${what.zh}。`, en: `This needs ${what.en}.` })];
}

function fault(code: string, pointer: string, message: Text): Blocker {
  return { code, pointer, message };
}
