import { Injectable } from '@nestjs/common';
import { Database } from '#libs/database';
import { DomainError } from '#libs/platform';

/** Milliseconds within which the database must answer. */
const patience = 2_000;

/** Asks the parts that requests depend on. Probes that meet a slow database share one question to it. */
@Injectable()
export class Readiness {
  private asked: Promise<unknown> | undefined;

  constructor(private readonly database: Database) {}

  /** Throws 503 with the failing part in `parts`. */
  async check(): Promise<Record<string, 'ok'>> {
    this.asked ??= this.database.row('select 1').finally(() => (this.asked = undefined));
    try {
      await within(patience, this.asked);
      return { database: 'ok' };
    } catch {
      throw new DomainError(503, 'not-ready', { zh: '数据库没有应答。', en: 'The database does not answer.' }, [], {
        parts: { database: 'failed' },
      });
    }
  }
}

async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${ms} ms`)), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
