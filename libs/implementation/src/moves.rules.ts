import { type Actor, may } from '#libs/identity';
import type { Blocker, Text } from '#libs/platform';
import { personsBehind } from './acting-grant.rules.js';
import { kindOf, startableFrom, type SubmissionKind, type SubmissionStatus } from './submission.kinds.js';
import {
  alreadyAcknowledged,
  signOffBlockers,
  signOffMissing,
  signOffOfOneself,
  supportedByNobody,
} from './handling.rules.js';
import type { Handling } from './work-item.js';
import { type Move, type Side, workItemLifecycle, type WorkItemStatus } from './work-item.lifecycle.js';

/** How far an undecided submission has come, and who had a part in it. */
export type SubmissionState = Pick<Handling, 'signOffRequestedBy' | 'signedOffBy' | 'acknowledgedBy' | 'holder'> & {
  kind: SubmissionKind;
  status: SubmissionStatus;
  hands: readonly string[];
  deciders: readonly string[];
};

/** What the rules need to know of a work item. */
export interface ItemState {
  region: string;
  leadDepartment: string;
  status: WorkItemStatus;
  /** The undecided submission, if there is one. */
  submission?: SubmissionState;
  /** Codes of the departments that support the measure. */
  supportingDepartments: readonly string[];
  /** Whether the programme wants a regional lead to sign off before anything is sent. */
  wantsSignOff: boolean;
  /** Codes of legal adjustments that the measure needs and that are not in force in this region today. */
  adjustmentsMissing: readonly string[];
  /** Codes of those that were not yet in force there on the effective date of the report. */
  adjustmentsLater?: readonly string[];
}

/** Why this person may not make this move whatever the state: wrong role, region or department. */
export function authorityBlockers(
  move: Move,
  item: Pick<ItemState, 'region' | 'leadDepartment' | 'supportingDepartments'>,
  actor: Actor,
): Blocker[] {
  const { region, leadDepartment: department, supportingDepartments } = item;
  const side: Side = workItemLifecycle.move(move).by;
  switch (side) {
    case 'region-editor':
      return may(actor, 'submission.draft', { region }) ? [] : [notYourRegion];
    case 'region-lead':
      if (may(actor, 'submission.submit', { region })) return [];
      return may(actor, 'submission.draft', { region }) ? [needsLead] : [notYourRegion];
    case 'lead-department':
      return may(actor, 'submission.decide', { department }) ? [] : [notYourDepartment];
    case 'supporting-department':
      return supportingDepartments.some((supporting) => may(actor, 'opinion.give', { department: supporting }))
        ? []
        : [notSupporting];
    case 'coordinator':
      return may(actor, 'work-item.revoke') ? [] : [needsCoordinator];
  }
}

/** Why the move is not possible now: the state of the item or of its submission. */
export function stateBlockers(move: Move, item: ItemState): Blocker[] {
  const legal = workItemLifecycle.isLegal(move, item.status);
  return [...(legal ? [] : [wrongStatus(item.status)]), ...submissionBlockers(move, item)];
}

/** Why this person in particular may not act, or the law not yet allows it. */
export function ruleBlockers(move: Move, item: ItemState, actor: Actor): Blocker[] {
  const { by } = workItemLifecycle.move(move);
  const { hands = [], deciders = [] } = item.submission ?? {};
  const behind = personsBehind(move, item, actor);
  const own = by.endsWith('-department') ? oneSideOnly(behind, hands, fourEyes, fourEyesOfAbsent) : [];
  const judged = by.startsWith('region') ? oneSideOnly(behind, deciders, decidedBefore, absentDecided) : [];
  const waiting = move === 'approve-implementation-report' ? adjustmentBlockers(item) : [];
  const asked = item.submission?.signOffRequestedBy;
  const ownSignOff = (move === 'sign-off' || move === 'decline-sign-off') && asked && behind.includes(asked);
  return [...own, ...judged, ...(ownSignOff ? [signOffOfOneself] : []), ...waiting];
}

/** Nobody stands on both sides, neither in person nor through a substitute. */
function oneSideOnly([actor, absent]: string[], others: readonly string[], self: Blocker, other: Blocker): Blocker[] {
  if (actor !== undefined && others.includes(actor)) return [self];
  return absent !== undefined && others.includes(absent) ? [other] : [];
}

/** Every reason at once, as a screen shows them beside a missing button. */
export function blockersOf(move: Move, item: ItemState, actor: Actor): Blocker[] {
  return [...authorityBlockers(move, item, actor), ...stateBlockers(move, item), ...ruleBlockers(move, item, actor)];
}

/** Why a draft of this kind cannot be started now. */
export function startBlockers(kind: SubmissionKind, item: Pick<ItemState, 'status' | 'submission'>): Blocker[] {
  const startable = startableFrom[kind].includes(item.status);
  return [...(startable ? [] : [wrongStatus(item.status)]), ...(item.submission ? [undecidedExists] : [])];
}

function submissionBlockers(move: Move, { submission, wantsSignOff, supportingDepartments }: ItemState): Blocker[] {
  if (move === 'revoke' || move === 'reinstate') return submission ? [undecidedExists] : [];
  if (move === 'start-draft') return submission ? [undecidedExists] : [];
  const kind = kindOf(move);
  if (!submission || (kind && submission.kind !== kind)) return [nothingThere];
  if (!wantsDraft(move)) {
    const supported = move === 'ask-opinions' && supportingDepartments.length === 0 ? [supportedByNobody] : [];
    const acknowledged = move === 'acknowledge' && submission.acknowledgedBy ? [alreadyAcknowledged] : [];
    return [...(submission.status === 'submitted' ? [] : [notSubmitted]), ...supported, ...acknowledged];
  }
  const unsigned = move.startsWith('submit-') && wantsSignOff && !submission.signedOffBy ? [signOffMissing] : [];
  const draft = [...signOffBlockers(move, submission, wantsSignOff), ...unsigned];
  return submission.status === 'submitted' ? [alreadySubmitted] : draft;
}

/** Moves on what the region has in hand, as against those on what lies with the ministry. */
function wantsDraft(move: Move): boolean {
  return move.startsWith('submit-') || move.endsWith('-draft') || move.endsWith('sign-off');
}

function blocker(code: string, zh: string, en: string): Blocker {
  return { code, message: { zh, en } };
}

const notYourRegion = blocker('not-your-region', '该工作项不属于您的地区。', 'This work item is not of your region.');
const needsLead = blocker('needs-regional-lead', '须由本地区负责人办理。', 'The lead of your region has to do this.');
const notYourDepartment = blocker(
  'not-your-department',
  '该举措不由您所在的部门牵头。',
  'Your department does not lead this measure.',
);
const notSupporting = blocker(
  'not-supporting',
  '您所在的部门不是该举措的配合部门。',
  'Your department does not support this measure.',
);
const needsCoordinator = blocker('needs-coordinator', '须由统筹协调人员办理。', 'A coordinator has to do this.');
const fourEyes = blocker(
  'four-eyes',
  '起草、内审或报送该材料的人员不得审核。',
  'Whoever drafted, signed off or submitted this may not decide it.',
);
const decidedBefore = blocker(
  'four-eyes',
  '代表审核方办理过该材料的人员不得再起草、内审或报送。',
  'Whoever dealt with this for the ministry may not draft, sign off or submit it.',
);
const fourEyesOfAbsent = blocker(
  'four-eyes',
  '您所代理的人员起草、内审或报送过该材料，不得代其审核。',
  'The person for whom you act drafted, signed off or submitted this; you may not decide it in that name.',
);
const absentDecided = blocker(
  'four-eyes',
  '您所代理的人员审核过该材料，不得代其起草、内审或报送。',
  'The person for whom you act decided on this; you may not draft, sign off or submit it in that name.',
);
const undecidedExists = blocker(
  'undecided-submission',
  '该工作项已有一份未办结的报送。',
  'This work item already has an undecided submission.',
);
const nothingThere = blocker('no-submission', '没有可办理的此类报送。', 'There is no such submission to act on.');
const alreadySubmitted = blocker('already-submitted', '已报送，内容已冻结。', 'It has been submitted and is frozen.');
const notSubmitted = blocker('not-submitted', '尚未报送。', 'It has not been submitted.');

function wrongStatus(status: WorkItemStatus): Blocker {
  const text: Text = workItemLifecycle.definition.states[status];
  return blocker('wrong-status', `当前状态为“${text.zh}”。`, `The work item is ${text.en}.`);
}

function adjustmentBlockers({ adjustmentsMissing, adjustmentsLater = [] }: ItemState): Blocker[] {
  const later = adjustmentsLater.filter((code) => !adjustmentsMissing.includes(code));
  return [...adjustmentsMissing.map(adjustmentMissing), ...later.map(adjustmentLater)];
}

function adjustmentLater(code: string): Blocker {
  return blocker(
    'effective-before-adjustment',
    `报告的生效日期早于调整实施（${code}）在本地区的施行日期，请退回更正。`,
    `The effective date comes before the legal adjustment ${code} was in force in this region; return the report.`,
  );
}

function adjustmentMissing(code: string): Blocker {
  return blocker(
    'adjustment-not-in-force',
    `所需的调整实施（${code}）目前未在本地区施行。`,
    `The legal adjustment ${code} is not in force in this region.`,
  );
}
