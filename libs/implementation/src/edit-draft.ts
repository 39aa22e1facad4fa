import { Injectable } from '@nestjs/common';
import type { Tx } from '#libs/database';
import { Pins } from '#libs/evidence';
import { invalid } from '#libs/platform';
import { type Moved, Mover, type SubmissionCommand } from './mover.js';
import type { SubmissionContent } from './submission-content.js';
import { strangeFields } from './submission-content.rules.js';
import { paperOf, unsigned } from './work-item.js';

export type EditDraftCommand = SubmissionCommand & { content: SubmissionContent };

/**
 * A region changes its draft, or a returned submission before it goes out again. Fields not named stay. What was put
 * forward or signed off was something else, so both are undone.
 */
@Injectable()
export class EditDraft {
  constructor(
    private readonly mover: Mover,
    private readonly pins: Pins,
  ) {}

  async run(tx: Tx, commands: EditDraftCommand[]): Promise<Moved[]> {
    return this.mover.onSubmissions(tx, commands, async (command, item) => {
      await this.mover.check(tx, 'edit-draft', item, command);
      const submission = paperOf(item.submission);
      const { evidence } = command.content;
      const strange = [
        ...strangeFields(submission.kind, command.content),
        ...(await this.pins.faults(tx, item.id, evidence)),
      ];
      if (strange.length > 0) throw invalid(strange);
      const content = { ...submission.content, ...command.content };
      return {
        move: 'edit-draft',
        party: 'region',
        submission: { ...submission, ...unsigned, content },
        data: { fields: Object.keys(command.content) },
      };
    });
  }
}
