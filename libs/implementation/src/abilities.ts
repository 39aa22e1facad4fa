import type { Actor } from '#libs/identity';
import type { Blocker, Text } from '#libs/platform';
import { blockersOf, type ItemState, startBlockers } from './moves.rules.js';
import { moveOf, outcomes, type SubmissionKind, submissionKinds } from './submission.kinds.js';
import { type Move, type Side, workItemLifecycle } from './work-item.lifecycle.js';

/** A move that this person can make now. */
export interface PossibleMove {
  move: Move;
  text: Text;
  /** For `start-draft`: the kinds of submission that can be started. */
  kinds?: SubmissionKind[];
}

/** A move that belongs to this person's role but is not possible now, with every reason. */
export interface BlockedMove {
  move: Move;
  text: Text;
  reasons: Blocker[];
}

/** What a screen needs to draw its buttons; it asks, it never decides. */
export interface Abilities {
  can: {
    draft: boolean;
    edit: boolean;
    submit: boolean;
    requestSignOff: boolean;
    signOff: boolean;
    withdraw: boolean;
    acknowledge: boolean;
    handOver: boolean;
    askOpinions: boolean;
    giveOpinion: boolean;
    decide: boolean;
    revoke: boolean;
    reinstate: boolean;
  };
  moves: PossibleMove[];
  blockers: BlockedMove[];
}

export function abilitiesOf(item: ItemState, actor: Actor): Abilities {
  const moves: PossibleMove[] = [];
  const blockers: BlockedMove[] = [];
  for (const move of candidates(item, actor)) {
    const { text } = workItemLifecycle.move(move);
    const kinds =
      move === 'start-draft' ? submissionKinds.filter((kind) => startBlockers(kind, item).length === 0) : undefined;
    const reasons = blockersOf(move, item, actor);
    if (reasons.length > 0) blockers.push({ move, text, reasons });
    else moves.push({ move, text, ...(kinds && { kinds }) });
  }
  const possible = (test: (move: Move) => boolean) => moves.some(({ move }) => test(move));
  return {
    can: {
      draft: possible((move) => move === 'start-draft'),
      edit: possible((move) => move === 'edit-draft'),
      submit: possible((move) => move.startsWith('submit-')),
      requestSignOff: possible((move) => move === 'request-sign-off'),
      signOff: possible((move) => move === 'sign-off'),
      withdraw: possible((move) => move.startsWith('withdraw-') || move === 'discard-draft'),
      acknowledge: possible((move) => move === 'acknowledge'),
      handOver: possible((move) => move === 'hand-over'),
      askOpinions: possible((move) => move === 'ask-opinions'),
      giveOpinion: possible((move) => move === 'give-opinion'),
      decide: possible((move) => outcomes.some((outcome) => move.startsWith(`${outcome}-`))),
      revoke: possible((move) => move === 'revoke'),
      reinstate: possible((move) => move === 'reinstate'),
    },
    moves,
    blockers,
  };
}

/** The moves that this person's roles are about, given what lies on the table. */
function candidates(item: ItemState, actor: Actor): Move[] {
  const sides = new Set<Side>(actor.grants.flatMap((grant) => sidesOf[grant.role]));
  const all: Move[] = [...regionalMoves(item), ...ministryMoves(item), 'revoke', 'reinstate'];
  return all.filter((move) => sides.has(workItemLifecycle.move(move).by));
}

function regionalMoves({ submission, wantsSignOff }: ItemState): Move[] {
  if (!submission) return ['start-draft'];
  if (submission.status === 'submitted') return [moveOf('withdraw', submission.kind)];
  const signOff: Move[] = wantsSignOff ? ['request-sign-off', 'sign-off', 'decline-sign-off'] : [];
  return ['edit-draft', ...signOff, moveOf('submit', submission.kind), 'discard-draft'];
}

function ministryMoves({ submission, supportingDepartments }: ItemState): Move[] {
  if (submission?.status !== 'submitted') return [];
  const opinions: Move[] = supportingDepartments.length > 0 ? ['ask-opinions', 'give-opinion'] : [];
  return ['acknowledge', 'hand-over', ...opinions, ...outcomes.map((outcome) => moveOf(outcome, submission.kind))];
}

const sidesOf: Record<Actor['grants'][number]['role'], Side[]> = {
  'regional-editor': ['region-editor', 'region-lead'],
  'regional-lead': ['region-editor', 'region-lead'],
  reviewer: ['lead-department', 'supporting-department'],
  coordinator: ['coordinator'],
  auditor: [],
};
