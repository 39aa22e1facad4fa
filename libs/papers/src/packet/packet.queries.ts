import { Injectable } from '@nestjs/common';
import { Database } from '#libs/database';
import type { Text } from '#libs/platform';

/** What a packet needs to know beside the submission itself. */
export interface PacketFacts {
  /** Somebody of the invented history has a hand in it. */
  demonstration: boolean;
  /** For whom a round was sent, and for whom it was decided, by round; without those who acted for themselves. */
  sentFor: Record<string, Text>;
  decidedFor: Record<string, Text>;
}

const behalf = (table: 'submission_round' | 'decision') => `
  (select coalesce(jsonb_object_agg(b.round, jsonb_build_object('zh', p.name_zh, 'en', p.name_en)), '{}')
   from ${table} b join person p on p.id = b.on_behalf_of where b.submission_id = s.id)`;

const facts = `
  select ${behalf('submission_round')} as "sentFor", ${behalf('decision')} as "decidedFor",
    exists (select from person p where p.demonstration and (p.id = s.created_by
      or p.id in (select y.person_id from submission_party y where y.submission_id = s.id))) as demonstration
  from submission s where s.id = $1`;

@Injectable()
export class PacketQueries {
  constructor(private readonly database: Database) {}

  async facts(submissionId: string): Promise<PacketFacts> {
    const row = await this.database.row<PacketFacts>(facts, [submissionId]);
    return row ?? { demonstration: false, sentFor: {}, decidedFor: {} };
  }
}
