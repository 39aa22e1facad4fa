import { Injectable } from '@nestjs/common';
import { Once, type Tx } from '#libs/database';
import type { Actor } from '#libs/identity';
import type { Answer, OnceKey } from '#libs/platform';
import type { Moved } from './mover.js';
import { SubmissionPresenter } from './submission.presenter.js';

/** How a route runs an act on one thing: in a transaction of its own, at most once per key, answering what it left. */
@Injectable()
export class SingleAct {
  constructor(
    private readonly once: Once,
    private readonly presenter: SubmissionPresenter,
  ) {}

  async run(
    actor: Actor,
    key: OnceKey | undefined,
    status: 200 | 201,
    act: (tx: Tx) => Promise<Moved[]>,
  ): Promise<Answer> {
    return this.once.run(actor.personId, key, async (tx) => {
      const [moved] = await act(tx);
      return this.presenter.answer(moved!, status);
    });
  }
}
