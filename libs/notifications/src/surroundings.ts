import { Injectable } from '@nestjs/common';
import type { Tx } from '#libs/database';
import { Places, type ThreadAudience } from '#libs/discussion';
import { type Happening, itemOf, textOf } from './happening.js';
import type { Matter } from './hearing.policy.js';

interface Thread {
  id: string;
  audience: ThreadAudience;
  authors: string[];
}

/** What stands around a set of events, read once for all of them. */
export interface Surroundings {
  matterOf(event: Happening): Matter;
  followersOf(event: Happening): readonly string[];
  holderOf(event: Happening): readonly string[];
  /** Who did the act that this one answers: put forward for sign-off, asked for an opinion. */
  askerOf(event: Happening): readonly string[];
  participantsOf(event: Happening): readonly string[];
}

const items = `
  select w.id, w.programme, w.measure, w.region, w.lead_department as "leadDepartment",
    (select coalesce(array_agg(f.person_id), '{}') from work_item_follower f where f.work_item_id = w.id) as followers
  from work_item w where w.id = any($1::uuid[])`;

const holders = 'select id, holder from submission where id = any($1::uuid[]) and holder is not null';

const threads = `
  select t.id, t.audience, (select array_agg(distinct c.author) from comment c where c.thread_id = t.id) as authors
  from comment_thread t where t.id = any($1::uuid[])`;

/** The latest act of a kind on a submission before an event, or at all when the event is not written yet. */
const answered = `
  select a.place, e.actor_person_id as "personId"
  from jsonb_to_recordset($1::jsonb) as a (place integer, item uuid, submission uuid, kind text, seq bigint)
  cross join lateral (
    select actor_person_id from event
    where work_item_id = a.item and kind = a.kind and submission_id is not distinct from a.submission
      and (a.seq is null or seq < a.seq)
    order by item_version desc limit 1
  ) as e`;

const answersTo: Readonly<Record<string, string>> = {
  'sign-off': 'request-sign-off',
  'decline-sign-off': 'request-sign-off',
  'give-opinion': 'ask-opinions',
};

/** Reads what stands around events: items, followers, who holds a submission, who takes part in a thread. */
@Injectable()
export class SurroundingsReader {
  constructor(private readonly places: Places) {}

  async around(tx: Tx, events: readonly Happening[]): Promise<Surroundings> {
    const itemsById = await this.items(tx, unique(events.map(itemOf)));
    const holdersById = await this.holders(tx, unique(events.map(({ submissionId }) => submissionId ?? undefined)));
    const threadsById = await this.threads(tx, unique(events.map(({ data }) => textOf(data, 'threadId'))));
    const askers = await this.askers(tx, events);
    const thread = ({ data }: Happening) => threadsById.get(textOf(data, 'threadId') ?? '');
    const item = (event: Happening) => itemsById.get(itemOf(event) ?? '');
    return {
      matterOf: (event) => ({ parties: item(event), threadAudience: thread(event)?.audience }),
      followersOf: (event) => item(event)?.followers ?? [],
      holderOf: (event) => holdersById.get(event.submissionId ?? '') ?? [],
      askerOf: (event) => askers.get(event) ?? [],
      participantsOf: (event) => thread(event)?.authors ?? [],
    };
  }

  private async items(tx: Tx, ids: string[]) {
    if (ids.length === 0) return new Map<string, never>();
    const rows = await tx.rows<{
      id: string;
      programme: string;
      measure: number;
      region: string;
      leadDepartment: string;
      followers: string[];
    }>(items, [ids]);
    const whole = rows.map(async (row) => ({
      ...row,
      supportingDepartments: await this.places.supporting(row.programme, row.measure),
    }));
    return new Map((await Promise.all(whole)).map((row) => [row.id, row]));
  }

  private async holders(tx: Tx, ids: string[]): Promise<Map<string, string[]>> {
    if (ids.length === 0) return new Map();
    const rows = await tx.rows<{ id: string; holder: string }>(holders, [ids]);
    return new Map(rows.map(({ id, holder }) => [id, [holder]]));
  }

  private async threads(tx: Tx, ids: string[]): Promise<Map<string, Thread>> {
    if (ids.length === 0) return new Map();
    return new Map((await tx.rows<Thread>(threads, [ids])).map((row) => [row.id, row]));
  }

  private async askers(tx: Tx, events: readonly Happening[]): Promise<Map<Happening, string[]>> {
    const answers = events.flatMap((event, place) => {
      const kind = answersTo[event.kind];
      return kind ? [{ place, item: event.workItemId, submission: event.submissionId, kind, seq: event.seq }] : [];
    });
    if (answers.length === 0) return new Map();
    const rows = await tx.rows<{ place: number; personId: string | null }>(answered, [JSON.stringify(answers)]);
    return new Map(rows.map(({ place, personId }) => [events[place]!, personId === null ? [] : [personId]]));
  }
}

function unique(ids: readonly (string | undefined)[]): string[] {
  return [...new Set(ids.filter((id) => id !== undefined))];
}
