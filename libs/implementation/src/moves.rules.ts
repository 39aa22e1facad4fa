import { type Actor, may } from '#libs/identity';
import type { Blocker, Text } from '#libs/platform';
import { kindOf, startableFrom, type SubmissionKind, type SubmissionStatus } from './submission.kinds.js';
import { type Move, type Side, workItemLifecycle, type WorkItemStatus } from './work-item.lifecycle.js';

/** What the rules need to know of a work item. */
export interface ItemState {
  region: string;
  leadDepartment: string;
  status: WorkItemStatus;
  /** The undecided submission, if there is one. */
  submission?: {
    kind: SubmissionKind;
    status: SubmissionStatus;
    hands: readonly string[];
    deciders: readonly string[];
  };
  /** Codes of legal adjustments that the measure needs and that are not in force in this region today. */
  adjustmentsMissing: readonly string[];
}

/** Why this person may not make this move whatever the state: wrong role, region or department. */
export function authorityBlockers(
  move: Move,
  item: Pick<ItemState, 'region' | 'leadDepartment'>,
  actor: Actor,
): Blocker[] {
  const { region, leadDepartment: department } = item;
  const side: Side = workItemLifecycle.move(move).by;
  switch (side) {
    case 'region-editor':
      return may(actor, 'submission.draft', { region }) ? [] : [notYourRegion];
    case 'region-lead':
      if (may(actor, 'submission.submit', { region })) return [];
      return may(actor, 'submission.draft', { region }) ? [needsLead] : [notYourRegion];
    case 'lead-department':
      return may(actor, 'submission.decide', { department }) ? [] : [notYourDepartment];
    case 'coordinator':
      return may(actor, 'work-item.revoke') ? [] : [needsCoordinator];
  }
}

/** Why the move is not possible now: the state of the item or of its submission. */
export function stateBlockers(move: Move, item: ItemState): Blocker[] {
  const legal = workItemLifecycle.isLegal(move, item.status);
  return [...(legal ? [] : [wrongStatus(item.status)]), ...submissionBlockers(move, item.submission)];
}

/** Why this person in particular may not act, or the law not yet allows it. */
export function ruleBlockers(move: Move, item: ItemState, actor: Actor): Blocker[] {
  const { by } = workItemLifecycle.move(move);
  const { hands = [], deciders = [] } = item.submission ?? {};
  const own = by === 'lead-department' && hands.includes(actor.personId) ? [fourEyes] : [];
  const judged = by.startsWith('region') && deciders.includes(actor.personId) ? [decidedBefore] : [];
  const waiting = move === 'approve-implementation-report' ? item.adjustmentsMissing.map(adjustmentMissing) : [];
  return [...own, ...judged, ...waiting];
}

/** Every reason at once, as a screen shows them beside a missing button. */
export function blockersOf(move: Move, item: ItemState, actor: Actor): Blocker[] {
  return [...authorityBlockers(move, item, actor), ...stateBlockers(move, item), ...ruleBlockers(move, item, actor)];
}

/** Why a draft of this kind cannot be started now. */
export function startBlockers(kind: SubmissionKind, item: ItemState): Blocker[] {
  const startable = startableFrom[kind].includes(item.status);
  return [...(startable ? [] : [wrongStatus(item.status)]), ...(item.submission ? [undecidedExists] : [])];
}

function submissionBlockers(move: Move, submission: ItemState['submission']): Blocker[] {
  if (move === 'revoke' || move === 'reinstate') return submission ? [undecidedExists] : [];
  if (move === 'start-draft') return submission ? [undecidedExists] : [];
  const kind = kindOf(move);
  if (!submission || (kind && submission.kind !== kind)) return [nothingThere];
  const wantsDraft = move.startsWith('submit-') || move === 'edit-draft' || move === 'discard-draft';
  if (wantsDraft) return submission.status === 'submitted' ? [alreadySubmitted] : [];
  return submission.status === 'submitted' ? [] : [notSubmitted];
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
const needsCoordinator = blocker('needs-coordinator', '须由统筹协调人员办理。', 'A coordinator has to do this.');
const fourEyes = blocker(
  'four-eyes',
  '起草、内审或报送该材料的人员不得审核。',
  'Whoever drafted, signed off or submitted this may not decide it.',
);
const decidedBefore = blocker(
  'four-eyes',
  '审核过该材料的人员不得再起草、内审或报送。',
  'Whoever decided on this may not draft, sign off or submit it.',
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

function adjustmentMissing(code: string): Blocker {
  return blocker(
    'adjustment-not-in-force',
    `所需的调整实施（${code}）在本地区尚未生效。`,
    `The legal adjustment ${code} is not in force in this region.`,
  );
}
