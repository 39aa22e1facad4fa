import type { Tx } from '#libs/database';
import { conflict, DomainError } from '#libs/platform';
import { refusalOfWall } from './implementation.constraints.js';

/** A command that was refused on its own merits. */
export interface Refused<C> {
  command: C;
  error: DomainError;
}

/** What became of a set whose commands were judged one by one. */
export interface PartlyDone<C, M> {
  moved: M[];
  refused: Refused<C>[];
}

/** Keeps the first command for each submission; the others are refused. */
export function onePerSubmission<C extends { submissionId: string }>(
  commands: readonly C[],
): { first: C[]; again: Refused<C>[] } {
  const first = new Map<string, C>();
  const again: Refused<C>[] = [];
  for (const command of commands) {
    if (first.has(command.submissionId)) again.push({ command, error: repeated() });
    else first.set(command.submissionId, command);
  }
  return { first: [...first.values()], again };
}

/** Judges each command by itself; an error that is no refusal is thrown on and ends the whole set. */
export async function judgeEach<C, P>(
  commands: readonly C[],
  judge: (command: C) => Promise<P>,
): Promise<{ planned: P[]; refused: Refused<C>[] }> {
  const planned: P[] = [];
  const refused: Refused<C>[] = [];
  for (const command of commands) {
    try {
      planned.push(await judge(command));
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      refused.push({ command, error });
    }
  }
  return { planned, refused };
}

/**
 * Writes planned changes, all in one go where the database agrees. Where one of its walls refuses the set, the set is
 * halved until the wall has named those that it means, so that each gets its own answer and the others are written.
 */
export async function writeEach<C, P extends { command: C }, M>(
  tx: Tx,
  planned: P[],
  write: (part: P[]) => M[],
): Promise<PartlyDone<C, M>> {
  if (planned.length === 0) return { moved: [], refused: [] };
  try {
    const moved = await tx.attempt(async () => {
      const written = write(planned);
      // What would be checked at the commit only would there refuse everything.
      await tx.change('set constraints all immediate');
      return written;
    });
    return { moved, refused: [] };
  } catch (error) {
    const refusal = refusalOfWall(error);
    if (!refusal) throw error;
    if (planned.length === 1) return { moved: [], refused: [{ command: planned[0]!.command, error: refusal }] };
    const middle = Math.ceil(planned.length / 2);
    const left = await writeEach<C, P, M>(tx, planned.slice(0, middle), write);
    const right = await writeEach<C, P, M>(tx, planned.slice(middle), write);
    return { moved: [...left.moved, ...right.moved], refused: [...left.refused, ...right.refused] };
  }
}

function repeated(): DomainError {
  return conflict('duplicate-in-set', {
    zh: '同一批次中该报送出现不止一次，只处理第一次。',
    en: 'This submission is in the set more than once; only the first is dealt with.',
  });
}
