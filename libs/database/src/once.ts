import { Injectable } from '@nestjs/common';
import { type Answer, DomainError, type OnceKey } from '#libs/platform';
import type { Tx } from './tx.js';
import { UnitOfWork } from './unit-of-work.js';

interface Stored {
  fingerprint: Buffer;
  answer: Answer;
}

/** Runs an act at most once per person and Idempotency-Key; a repetition gets the stored answer. */
@Injectable()
export class Once {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /**
   * Without a key the act simply runs in a transaction. A refused act leaves no trace, so its key stays free.
   * Throws 422 when the key was used for another request.
   */
  async run<Body>(
    personId: string,
    once: OnceKey | undefined,
    act: (tx: Tx) => Promise<Answer<Body>>,
  ): Promise<Answer<Body>> {
    if (!once) return this.unitOfWork.run(act);
    return this.unitOfWork.run(async (tx) => {
      const stored = await this.claim(tx, personId, once);
      if (stored) return stored as Answer<Body>;
      const answer = await act(tx);
      await tx.change('update idempotency_key set answer = $3 where person_id = $1 and key = $2', [
        personId,
        once.key,
        JSON.stringify(answer),
      ]);
      return answer;
    });
  }

  /** Takes the key, waiting for a transaction that holds it; returns the stored answer when it was used before. */
  private async claim(tx: Tx, personId: string, once: OnceKey): Promise<Answer | undefined> {
    const taken = await tx.change(
      'insert into idempotency_key (person_id, key, fingerprint) values ($1, $2, $3) on conflict do nothing',
      [personId, once.key, once.fingerprint],
    );
    if (taken === 1) return undefined;
    const stored = await tx.row<Stored>(
      'select fingerprint, answer from idempotency_key where person_id = $1 and key = $2',
      [personId, once.key],
    );
    if (!stored?.fingerprint.equals(once.fingerprint)) {
      throw new DomainError(422, 'idempotency-key-reused', {
        zh: '该 Idempotency-Key 已用于另一个请求。',
        en: 'This Idempotency-Key was used for another request.',
      });
    }
    return stored.answer;
  }
}
