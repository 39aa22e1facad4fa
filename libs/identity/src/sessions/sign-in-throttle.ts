import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type Tx, UnitOfWork } from '#libs/database';
import { Clock, DomainError } from '#libs/platform';
import {
  accountElsewhere,
  accountHere,
  addressBlock,
  anyAccountHere,
  knownForDays,
  type Limit,
  secondsToWait,
} from './throttle.rules.js';

const day = 24 * 60 * 60_000;

interface Counter {
  subject: Buffer;
  limit: Limit;
}

/** A try that was counted before its password was looked at. */
export interface Try {
  email: string;
  address: string;
  /** What it took from; given back when the password was right. */
  counters: Counter[];
}

/**
 * Slows down guessing. Each try is counted before the password is verified, in one statement per counter, so that
 * parallel tries cannot slip through together. Where an account has signed in before, only its own tries from there count:
 * nobody elsewhere can keep its owner out.
 */
@Injectable()
export class SignInThrottle {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** Counts a try. Throws 429 `too-many-tries` with `retryAfter` in seconds, and then counts nothing. */
  count(email: string, address: string): Promise<Try> {
    return this.unitOfWork.run(async (tx) => {
      const counters = await this.countersFor(tx, email, address);
      for (const counter of counters) await this.take(tx, counter);
      return { email, address, counters };
    });
  }

  /** Forgets the tries of an account whose owner has signed in, and remembers the address as its own. */
  async succeeded(tx: Tx, { email, address, counters }: Try): Promise<void> {
    const now = this.clock.now();
    for (const { subject, limit } of counters) {
      if (limit === anyAccountHere) await tx.change(giveBack, [subject, limit.everySeconds]);
      else await tx.change('update sign_in_throttle set busy_until = $2 where subject = $1', [subject, now]);
    }
    await tx.change('update sign_in_throttle set succeeded_at = $2 where subject = $1', [pair(email, address), now]);
    await tx.change(forgetIdle, [now, new Date(now.getTime() - knownForDays * day)]);
  }

  /** Always in the order address, account, pair: two tries that lock in different orders would block each other. */
  private async countersFor(tx: Tx, email: string, address: string): Promise<Counter[]> {
    const here = { subject: pair(email, address), limit: accountHere };
    const knownSince = new Date(this.clock.now().getTime() - knownForDays * day);
    const known = await tx.row('select 1 from sign_in_throttle where subject = $1 and succeeded_at > $2', [
      here.subject,
      knownSince,
    ]);
    if (known) return [here];
    return [
      { subject: digest('address', addressBlock(address)), limit: anyAccountHere },
      { subject: digest('account', email), limit: accountElsewhere },
      here,
    ];
  }

  private async take(tx: Tx, { subject, limit }: Counter): Promise<void> {
    const now = this.clock.now();
    if ((await tx.change(take, [subject, now, limit.everySeconds, limit.tries])) === 1) return;
    const row = await tx.row<{ busyUntil: Date }>(
      'select busy_until as "busyUntil" from sign_in_throttle where subject = $1',
      [subject],
    );
    throw tooManyTries(secondsToWait(limit, row?.busyUntil ?? now, now));
  }
}

function pair(email: string, address: string): Buffer {
  return digest('pair', email, addressBlock(address));
}

function digest(...parts: string[]): Buffer {
  return createHash('sha256').update(parts.join('\0')).digest();
}

function tooManyTries(retryAfter: number): DomainError {
  const text = {
    zh: `尝试次数过多，请在 ${retryAfter} 秒后再试。`,
    en: `Too many tries. Wait ${retryAfter} seconds before the next one.`,
  };
  return new DomainError(429, 'too-many-tries', text, [], { retryAfter });
}

/* busy_until moves on by one interval per try and is refused once it is `tries` intervals ahead. */
const take = `
  insert into sign_in_throttle as counter (subject, busy_until)
  values ($1, $2::timestamptz + make_interval(secs => $3))
  on conflict (subject) do update
  set busy_until = greatest(counter.busy_until, $2) + make_interval(secs => $3)
  where greatest(counter.busy_until, $2) + make_interval(secs => $3) <= $2 + make_interval(secs => $3 * $4)
`;

const giveBack = `
  update sign_in_throttle set busy_until = busy_until - make_interval(secs => $2) where subject = $1
`;

/* An idle counter says the same as none. Rows that another sign-in holds are left for the next. */
const forgetIdle = `
  delete from sign_in_throttle where subject in (
    select subject from sign_in_throttle
    where busy_until < $1 and coalesce(succeeded_at, '-infinity') < $2
    limit 100 for update skip locked
  )
`;
