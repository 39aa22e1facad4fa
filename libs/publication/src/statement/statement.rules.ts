import { type Actor, may } from '#libs/identity';
import type { Blocker, Text } from '#libs/platform';
import type { ProgrammeReference } from '#libs/programme';
import { type Borne, wordingFaults } from '#libs/wording';
import type { Frozen } from './statement.js';
import { type StatementMove, statementLifecycle, type StatementStatus } from './statement.lifecycle.js';

/** Why this person cannot make this move on the statement as it stands. */
export function statementBlockers(
  move: StatementMove,
  statement: { status: StatementStatus; preparedBy: { id: string } | null },
  actor: Actor,
): Blocker[] {
  const role = may(actor, 'statement.write') ? [] : [needsCoordinator];
  const state = statementLifecycle.isLegal(move, statement.status) ? [] : [wrongStatus(statement.status)];
  const second = statementLifecycle.move(move).by === 'second' && statement.preparedBy?.id === actor.personId;
  return [...role, ...state, ...(second ? [ownStatement] : [])];
}

/** What can be done with a statement, and why the rest cannot. */
export function statementAbilities(statement: Parameters<typeof statementBlockers>[1], actor: Actor) {
  const moves: { move: StatementMove; text: Text }[] = [];
  const blockers: { move: StatementMove; text: Text; reasons: Blocker[] }[] = [];
  if (!may(actor, 'statement.write')) return { moves, blockers };
  for (const move of statementLifecycle.moves) {
    const { text } = statementLifecycle.move(move);
    const reasons = statementBlockers(move, statement, actor);
    if (reasons.length === 0) moves.push({ move, text });
    else blockers.push({ move, text, reasons });
  }
  return { moves, blockers };
}

/** What wordings of a statement have to keep to. Within a single region a measure is its one work item there. */
export function borneBy(
  statement: Pick<Frozen, 'implemented' | 'counted' | 'asOf' | 'level' | 'selection'>,
  { tasks, regions, startsOn }: ProgrammeReference,
): Borne {
  const { implemented, counted, asOf, level, selection } = statement;
  const unit = selection.region === undefined ? level : undefined;
  return { implemented, counted, asOf, unit, startsOn, tasks: tasks.size, regions: regions.size };
}

/** What is wrong with wordings in both languages; empty when the figure bears all of them. */
export function faultsOfWordings(wordings: readonly Text[], figure: Borne): Blocker[] {
  return wordings.flatMap(({ zh, en }, index) => [
    ...wordingFaults(zh, figure, `/wordings/${index}/zh`),
    ...wordingFaults(en, figure, `/wordings/${index}/en`),
  ]);
}

const needsCoordinator: Blocker = {
  code: 'needs-coordinator',
  message: { zh: '须由统筹管理员办理。', en: 'A coordinator has to do this.' },
};

export const ownStatement: Blocker = {
  code: 'two-persons',
  message: { zh: '拟稿人不得审定自己的口径。', en: 'Whoever prepared it may not clear it.' },
};

function wrongStatus(status: StatementStatus): Blocker {
  const { zh, en } = statementLifecycle.definition.states[status];
  return { code: 'wrong-status', message: { zh: `口径当前为“${zh}”。`, en: `The statement is ${en}.` } };
}
