import { type Move, type Moved, type Outcome, outcomes, statusTexts, workItemLifecycle } from '#libs/implementation';
import type { DomainError } from '#libs/platform';
import type { DecideCommand } from '#libs/review';
import type { BulkDecided } from './bulk-decide.js';

/** A refusal as one item of a set carries it: like a problem, with the texts in both languages. */
export function presentRefusal({ status, code, text, blockers, members }: DomainError) {
  return { ...members, type: `/problems/${code}`, status, code, title: text, blockers };
}

/** What an item of the set has become, or would become. */
export function presentMoved({ item, change, status, version }: Moved) {
  const { submission } = change;
  const states = workItemLifecycle.definition.states;
  return {
    version,
    status: submission?.status,
    statusText: submission && statusTexts[submission.status],
    move: change.move satisfies Move,
    workItem: {
      id: item.id,
      measure: item.measure,
      region: item.region,
      formerStatus: item.status,
      status,
      statusText: states[status],
    },
  };
}

/** An answer per item, in the order of the request, with the words for what was accepted and what was not. */
export function presentItems({ commands, moved, refused }: BulkDecided, yes: string, no: string) {
  const answers = new Map<DecideCommand, object>([
    ...moved.map((one) => [one.command, { result: yes, ...presentMoved(one) }] as const),
    ...refused.map(({ command, error }) => [command, { result: no, problem: presentRefusal(error) }] as const),
  ]);
  return commands.map((command) => ({ submissionId: command.submissionId, ...answers.get(command) }));
}

/** How many were asked for, accepted by outcome, and refused. */
export function totalsOf({ commands, moved, refused }: BulkDecided) {
  const accepted = (outcome: Outcome) => moved.filter(({ command }) => command.outcome === outcome).length;
  return {
    asked: commands.length,
    accepted: moved.length,
    refused: refused.length,
    byOutcome: Object.fromEntries(outcomes.map((outcome) => [outcome, accepted(outcome)])),
  };
}

/** The answer to a set of decisions. */
export function presentBulk(decided: BulkDecided) {
  return { bulk: decided.bulk, totals: totalsOf(decided), decisions: presentItems(decided, 'decided', 'refused') };
}
