import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Tx } from '#libs/database';
import { Pins } from '#libs/evidence';
import { illegalMove, invalid } from '#libs/platform';
import { type Command, type Moved, Mover } from './mover.js';
import { startBlockers } from './moves.rules.js';
import type { SubmissionContent } from './submission-content.js';
import { strangeFields } from './submission-content.rules.js';
import type { SubmissionKind } from './submission.kinds.js';
import { untouched } from './work-item.js';

export type StartDraftCommand = Command & { workItemId: string; kind: SubmissionKind; content: SubmissionContent };

/** A region begins a submission about one of its work items. The draft may be incomplete. */
@Injectable()
export class StartDraft {
  constructor(
    private readonly mover: Mover,
    private readonly pins: Pins,
  ) {}

  async run(tx: Tx, commands: StartDraftCommand[]): Promise<Moved[]> {
    return this.mover.onItems(tx, commands, async (command, item) => {
      const { actor, kind, content } = command;
      await this.mover.check(tx, 'start-draft', item, command);
      const blockers = startBlockers(kind, item);
      if (blockers.length > 0) throw illegalMove(blockers);
      const strange = [...strangeFields(kind, content), ...(await this.pins.faults(tx, item.id, content.evidence))];
      if (strange.length > 0) throw invalid(strange);
      return {
        move: 'start-draft',
        party: 'region',
        submission: {
          id: randomUUID(),
          kind,
          status: 'draft',
          round: 0,
          content,
          createdBy: actor.personId,
          createdAt: item.now,
          submittedAt: null,
          ...untouched,
        },
      };
    });
  }
}
