import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { Database } from '#libs/database';

const lastEvent = 'select last_value as seq from event_seq_seq';

/** Transactions of other connections to this database, whoever they belong to and whatever they do. */
const openNow = `select l.virtualtransaction as id from pg_locks l join pg_stat_activity a on a.pid = l.pid
  where l.locktype = 'virtualxid' and a.datname = current_database() and l.pid <> pg_backend_pid()`;

const mostLooks = 20;
const betweenLooksMs = 250;

/** Finds a position of the event log before which nothing can appear any more. */
@Injectable()
export class SettledEvents {
  constructor(private readonly database: Database) {}

  /**
   * An event gets its number before its transaction commits, and its recorded time even earlier. So first the last
   * number given out is read; once every transaction open at that moment has ended, each event up to that number is
   * there or will never be. Undefined when one of them stays open for more than a few seconds.
   */
  async position(): Promise<string | undefined> {
    const seq = (await this.database.row<{ seq: string }>(lastEvent))?.seq ?? '0';
    let waitedFor = await this.openTransactions();
    for (let look = 1; waitedFor.size > 0; look += 1) {
      if (look === mostLooks) return undefined;
      await sleep(betweenLooksMs);
      const open = await this.openTransactions();
      waitedFor = new Set([...waitedFor].filter((id) => open.has(id)));
    }
    return seq;
  }

  /** Names of the transactions that are open now. */
  protected async openTransactions(): Promise<Set<string>> {
    return new Set((await this.database.rows<{ id: string }>(openNow)).map(({ id }) => id));
  }
}
