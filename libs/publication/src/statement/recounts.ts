import { Injectable } from '@nestjs/common';
import { type AskedStandpoint, Explanation, rate } from '#libs/progress';
import { digestOf, sameBytes, sha256 } from './digest.rules.js';
import { frozenOf } from './frozen.rules.js';
import type { Restatement, Statement } from './statement.js';

/** A figure with what it rests on, as it was counted for a statement. */
export type Basis = Awaited<ReturnType<Explanation['basis']>>;

/** What is known by now for a statement's day. */
export interface PresentFigure {
  knownAt: Date;
  implemented: number;
  counted: number;
  /** Percent with one decimal; null when nothing counts. */
  rate: number | null;
  /** Another number, or another list behind the same number. */
  differs: boolean;
  /** True when the latest restatement says what is known by now. */
  restated: boolean;
  /** Names both numbers and the list: another difference is another digest. */
  digest: string;
}

/** Counts anew what statements froze. */
@Injectable()
export class Recounts {
  constructor(private readonly explanation: Explanation) {}

  /** From the statement's own standpoint. */
  async again(statement: Statement): Promise<Basis> {
    return this.of(statement, { asOf: statement.asOf, knownAt: statement.knownAt.toISOString() });
  }

  /** For the statement's day as known now; null for a figure that is quoted: it was not counted here. */
  async present(statement: Statement, restatements: readonly Restatement[]): Promise<PresentFigure | null> {
    if (!statement.list) return null;
    const { figure, basis } = await this.of(statement, { asOf: statement.asOf });
    const { implemented, counted } = figure;
    const now = sameFigure({ implemented, counted, list: basis.list });
    return {
      knownAt: basis.knownAt,
      implemented,
      counted,
      rate: rate(implemented, counted),
      differs: now !== sameFigure(statement),
      restated: now === (await this.restated(statement, restatements.at(-1))),
      digest: sha256(now),
    };
  }

  private async restated(statement: Statement, restatement: Restatement | undefined): Promise<string | undefined> {
    if (!restatement) return undefined;
    const { implemented, counted, knownAt } = restatement;
    const { basis } = await this.of(statement, { asOf: statement.asOf, knownAt: knownAt.toISOString() });
    return sameFigure({ implemented, counted, list: basis.list });
  }

  private async of({ programme, level, selection }: Statement, standpoint: AskedStandpoint): Promise<Basis> {
    return this.explanation.basis(programme, { level, ...selection, ...standpoint });
  }
}

/** Whether a recount from its standpoint gives the statement byte for byte. */
export function reproduces(statement: Statement, { figure, basis }: Basis): boolean {
  const recounted = { ...statement, ...basis, ...figure, counts: { ...figure.counts } };
  return digestOf(frozenOf(recounted), statement.wordings) === statement.digest;
}

/** The same text for the same number that rests on the same list. */
function sameFigure({ implemented, counted, list }: Pick<Statement, 'implemented' | 'counted' | 'list'>): string {
  return sameBytes({ implemented, counted, list });
}
