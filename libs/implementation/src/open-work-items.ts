import { Injectable } from '@nestjs/common';
import type { Tx } from '#libs/database';

/** Opens one work item per measure and region to which it applies; what is open already stays as it is. */
@Injectable()
export class OpenWorkItems {
  /** Returns how many were opened. `at` is the business time of the programme's start. */
  async run(tx: Tx, programme: string, at: Date): Promise<number> {
    const opened = await tx.row<{ count: number }>('select open_work_items($1, $2) as count', [programme, at]);
    return opened?.count ?? 0;
  }
}
