import type { Actor } from '#libs/identity';
import type { Outcome } from '#libs/implementation';
import { type Blocker, invalid } from '#libs/platform';
import type { DecideCommand } from '#libs/review';
import type { BulkDecisionsDto } from './bulk.dto.js';

/** The commands that a set stands for, in its order. Throws 422 when a decision has no outcome, its own or the set's. */
export function commandsOf(set: BulkDecisionsDto, actor: Actor, bulk: string): DecideCommand[] {
  const faults: Blocker[] = [];
  const commands = set.decisions.map(({ submissionId, version, ...own }, place) => {
    const outcome = own.outcome ?? set.outcome;
    if (!outcome) faults.push(outcomeMissing(place));
    return {
      ...own,
      actor,
      submissionId: submissionId.toLowerCase(),
      seen: version,
      outcome: outcome as Outcome,
      reason: own.reason ?? set.reason,
      data: { bulk },
    };
  });
  if (faults.length > 0) throw invalid(faults);
  return commands;
}

function outcomeMissing(place: number): Blocker {
  return {
    code: 'required',
    pointer: `/decisions/${place}/outcome`,
    message: {
      zh: '该项未写明审核意见，整批也没有统一的意见。',
      en: 'Neither this decision nor the set says what is decided.',
    },
  };
}
