import { Injectable } from '@nestjs/common';
import { hash, verify } from '@node-rs/argon2';
import { DomainError } from '#libs/platform';
import { dummyHash, presentCost } from './argon2id.rules.js';
import { Lanes } from './lanes.js';
import { normalisePassword } from './password.rules.js';

/** Each running hash takes 19 MiB and a thread of libuv's pool, of which files and name look-ups need some too. */
const atATime = 2;
/** About two seconds of waiting; beyond that a refusal is kinder than a queue. */
const mostWaiting = 200;

/** Hashes and verifies passwords with argon2id. Throws 503 `busy` when too many wait. */
@Injectable()
export class Passwords {
  private readonly lanes = new Lanes(atATime, mostWaiting, busy);
  private readonly nobody = dummyHash();

  hash(password: string): Promise<string> {
    return this.lanes.run(() => hash(normalisePassword(password), presentCost));
  }

  /** One hash per account, each with its own salt, so that equal passwords do not show; about 8 ms each on two cores. */
  async hashTimes(password: string, times: number): Promise<string[]> {
    const hashes: string[] = [];
    let begun = 0;
    const lane = async () => {
      while (begun++ < times) hashes.push(await this.hash(password));
    };
    await Promise.all(Array.from({ length: atATime }, lane));
    return hashes;
  }

  /** Without a stored hash it takes as long as with one and answers false, so that time does not tell who exists. */
  async verify(stored: string | undefined, password: string): Promise<boolean> {
    const matches = await this.lanes.run(() => verify(stored ?? this.nobody, normalisePassword(password)));
    return stored !== undefined && matches;
  }
}

function busy(): DomainError {
  const text = { zh: '系统繁忙，请稍后再试。', en: 'Too busy just now. Try again in a moment.' };
  return new DomainError(503, 'busy', text, [], { retryAfter: 5 });
}
