import { Injectable } from '@nestjs/common';
import type { Tx } from '#libs/database';
import { Calendar, dateIn, dayAfter, type Text } from '#libs/platform';
import { type ProgrammeReference, Reference } from '#libs/programme';
import type { SubmissionStatus } from '../submission.kinds.js';
import {
  type ClockRound,
  type ClockState,
  type Colour,
  colourOn,
  colourTexts,
  soonUntil,
  type StartedTerm,
  startTerm,
  type Term,
  termOn,
} from './term.rules.js';

/** A round as the database holds it; moments may be text, as JSON has them. */
export interface StoredRound {
  submittedAt: Date | string;
  allowedDays: number | null;
  dueOn: string | null;
  /** When it was decided; null while it waits, and when it was withdrawn. */
  decidedAt: Date | string | null;
}

/** A term as people see it. */
export interface TermView extends Term {
  colourText: Text | null;
}

/** What a list can be narrowed to: red, yellow or blue. */
export const dueFilters = ['overdue', 'today', 'soon'] as const;
export type DueFilter = (typeof dueFilters)[number];

/** The days of one programme on which a term must end to be of a colour, both included. */
export interface DueRange {
  programme: string;
  from: string;
  until: string;
}

const formerRounds = `
  select r.submitted_at as "submittedAt", r.allowed_days as "allowedDays", r.due_on as "dueOn", d.decided_at as "decidedAt"
  from submission_round r left join decision d on d.submission_id = r.submission_id and d.round = r.round
  where r.submission_id = $1 order by r.round`;

const longAgo = '0001-01-01';

/** Terms in working days: when they end, how they stand, and in which colour. The one place that computes them. */
@Injectable()
export class Terms {
  constructor(
    private readonly reference: Reference,
    private readonly calendar: Calendar,
  ) {}

  /** The term of the round that a submission begins now; a later round gets what the former ones have left. */
  async start(
    tx: Tx,
    submission: { id: string; round: number },
    item: { programme: string; now: Date },
  ): Promise<StartedTerm> {
    const programme = await this.reference.programme(item.programme);
    const former = submission.round > 0 ? await tx.rows<StoredRound>(formerRounds, [submission.id]) : [];
    return startTerm(
      await this.reference.workingDays(),
      former.map((round) => clockRound(programme, round)),
      programme.decideDays,
      dateIn(programme.timeZone, item.now),
    );
  }

  /** The term of an opinion that is asked for at a moment, by the programme's opinion days. */
  async opinionDueOn(code: string, askedAt: Date): Promise<StartedTerm> {
    const programme = await this.reference.programme(code);
    const days = await this.reference.workingDays();
    return startTerm(days, [], programme.opinionDays, dateIn(programme.timeZone, askedAt));
  }

  /** How a submission's clock stands now; null when it was never sent. `withdrawnAt` ends the last round. */
  async ofSubmission(
    code: string,
    status: SubmissionStatus,
    rounds: readonly StoredRound[],
    withdrawnAt: Date | string | null,
  ): Promise<TermView | null> {
    const programme = await this.reference.programme(code);
    const ended = rounds.map((round, index) =>
      clockRound(programme, round, index === rounds.length - 1 ? withdrawnAt : null),
    );
    const state = stateOf(status);
    return this.view(ended, state, programme);
  }

  /** How an opinion's clock stands now: it runs until the opinion is given or no longer wanted. */
  async ofOpinion(code: string, asked: StoredRound): Promise<TermView> {
    const programme = await this.reference.programme(code);
    const state = asked.decidedAt === null ? 'running' : 'ended';
    return (await this.view([clockRound(programme, asked)], state, programme))!;
  }

  /** The colour now of a term that runs. */
  async colourOf(code: string, dueOn: string | null): Promise<Colour | null> {
    const days = await this.reference.workingDays();
    return colourOn(days, dueOn, await this.reference.today(code, this.calendar.now()));
  }

  /** Between which days a term must end to be of a colour today, in each programme. */
  async rangesOf(due: DueFilter): Promise<DueRange[]> {
    const days = await this.reference.workingDays();
    const now = this.calendar.now();
    return (await this.reference.programmes()).map(({ code: programme, timeZone }) => {
      const today = dateIn(timeZone, now);
      const ranges: Record<DueFilter, Omit<DueRange, 'programme'>> = {
        overdue: { from: longAgo, until: dayAfter(today, -1) },
        today: { from: today, until: today },
        soon: { from: dayAfter(today, 1), until: soonUntil(days, today) },
      };
      return { programme, ...ranges[due] };
    });
  }

  private async view(rounds: ClockRound[], state: ClockState, programme: ProgrammeReference): Promise<TermView | null> {
    const today = dateIn(programme.timeZone, this.calendar.now());
    const term = termOn(await this.reference.workingDays(), rounds, state, today);
    return term ? { ...term, colourText: term.colour && colourTexts[term.colour] } : null;
  }
}

/** A stored round in days of its programme. */
export function clockRound(
  { timeZone }: ProgrammeReference,
  { submittedAt, allowedDays, dueOn, decidedAt }: StoredRound,
  withdrawnAt: Date | string | null = null,
): ClockRound {
  const endedAt = decidedAt ?? withdrawnAt;
  return {
    startedOn: dateIn(timeZone, new Date(submittedAt)),
    allowedDays,
    dueOn,
    endedOn: endedAt === null ? null : dateIn(timeZone, new Date(endedAt)),
  };
}

function stateOf(status: SubmissionStatus): ClockState {
  if (status === 'submitted') return 'running';
  return status === 'returned' || status === 'draft' ? 'paused' : 'ended';
}
