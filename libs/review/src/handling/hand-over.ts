import { Injectable } from '@nestjs/common';
import type { Tx } from '#libs/database';
import { may, PeopleQueries } from '#libs/identity';
import { type ItemWithSubmission, type Moved, Mover, paperOf, type SubmissionCommand } from '#libs/implementation';
import { type Blocker, invalid } from '#libs/platform';
import { recordReceipts } from './receipts.js';

export type HandOverCommand = SubmissionCommand & { to: string; reason?: string };

/**
 * A reviewer hands a round over to a colleague of the department (转办). Any of its reviewers may, and whoever does not
 * hold it may still decide: handing over says who looks after it, not who alone may.
 */
@Injectable()
export class HandOver {
  constructor(
    private readonly mover: Mover,
    private readonly people: PeopleQueries,
  ) {}

  async run(tx: Tx, commands: HandOverCommand[]): Promise<Moved[]> {
    const moved = await this.mover.onSubmissions(tx, commands, async (command, item) => {
      await this.mover.check(tx, 'hand-over', item, command);
      await this.assertColleague(tx, command, item);
      const { to, reason } = command;
      return {
        move: 'hand-over',
        party: 'ministry',
        withThem: [to],
        reason,
        submission: { ...paperOf(item.submission), holder: to },
        data: { to, from: item.submission.holder },
      };
    });
    recordReceipts(tx, 'hand-over', commands, moved);
    return moved;
  }

  private async assertColleague(tx: Tx, { actor, to }: HandOverCommand, item: ItemWithSubmission): Promise<void> {
    const faults: Blocker[] = [];
    const [colleague] = await this.people.actorsOf([to], tx);
    if (!colleague || !may(colleague, 'submission.decide', { department: item.leadDepartment })) {
      faults.push(notAColleague);
    }
    if (to === actor.personId) faults.push(toOneself);
    if (to === item.submission.holder) faults.push(alreadyHolder);
    if (item.submission.hands.includes(to)) faults.push(ofTheRegion);
    if (faults.length > 0) throw invalid(faults);
  }
}

const pointer = '/to';

const notAColleague: Blocker = {
  code: 'not-a-colleague',
  pointer,
  message: { zh: '只能转给牵头部门的审核员。', en: 'Only a reviewer of the lead department can take it over.' },
};

const toOneself: Blocker = {
  code: 'to-oneself',
  pointer,
  message: { zh: '不能转给本人；请签收。', en: 'It cannot be handed to oneself; acknowledge it instead.' },
};

const alreadyHolder: Blocker = {
  code: 'already-holder',
  pointer,
  message: { zh: '此件已由该人承办。', en: 'It lies with this person already.' },
};

const ofTheRegion: Blocker = {
  code: 'four-eyes',
  pointer,
  message: {
    zh: '起草、内审或报送该材料的人员不得承办审核。',
    en: 'Whoever drafted, signed off or submitted this may not take it over.',
  },
};
