import { Injectable } from '@nestjs/common';
import type { LoggedEvent } from '#libs/audit';
import type { Tx } from '#libs/database';
import { type Actor, PeopleQueries, type Recipient } from '#libs/identity';
import type { Text } from '#libs/platform';
import { AudienceReader } from './audience.reader.js';
import type { EventKind } from './event-kinds.js';
import { type Happening, itemOf, subjectOf } from './happening.js';
import { mayHear } from './hearing.policy.js';
import { MailQueue } from './mail/mail-queue.js';
import { type Audience, audiencesOf, isMailed, isNotifying, routes, settle, toldOf } from './routing.rules.js';
import { type Surroundings, SurroundingsReader } from './surroundings.js';

/** What was written; what was there already does not count. */
export interface NoticesWritten {
  notices: number;
  mails: number;
}

/** Who would be told of a kind of event, and why. */
export interface WouldTell {
  kind: EventKind;
  audience: Audience;
  /** How many persons; each may be told of several events. */
  people: number;
  notices: number;
  /** Of the persons, in the order of their addresses. */
  names: Text[];
}

/** One person who is told of one event. */
interface Told<Event extends Happening> {
  event: Event;
  kind: EventKind;
  recipient: Recipient;
  audience: Audience;
}

interface WrittenNotice {
  eventSeq: string;
  personId: string;
  audience: Audience;
  id: string;
}

const insert = `
  insert into notice (event_seq, person_id, kind, audience, work_item_id, submission_id, programme, subject, created_at)
  select n."eventSeq", n."personId", n.kind, n.audience, n."workItemId", n."submissionId", n.programme, n.subject,
    n."createdAt"
  from jsonb_to_recordset($1::jsonb) as n ("eventSeq" bigint, "personId" uuid, kind text, audience text,
    "workItemId" uuid, "submissionId" uuid, programme text, subject text, "createdAt" timestamptz)
  on conflict do nothing
  returning id, event_seq as "eventSeq", person_id as "personId", audience
`;

/** Turns events into notices for those whom the routing names now and who may hear of them. */
@Injectable()
export class NoticeWriter {
  constructor(
    private readonly people: PeopleQueries,
    private readonly surroundings: SurroundingsReader,
    private readonly audiences: AudienceReader,
    private readonly mails: MailQueue,
  ) {}

  /**
   * Writes a notice per event and person told, dated as the event, and with `mail` a message for each new notice.
   * Harmless to repeat: a notice that exists is neither written nor sent again.
   */
  async noticesFor(tx: Tx, events: readonly LoggedEvent[], { mail }: { mail: boolean }): Promise<NoticesWritten> {
    const told = await this.told(tx, events);
    if (told.length === 0) return { notices: 0, mails: 0 };
    const written = await tx.rows<WrittenNotice>(insert, [JSON.stringify(told.map(noticeRow))]);
    if (!mail) return { notices: written.length, mails: 0 };
    const recipients = new Map(told.map(({ recipient }) => [recipient.personId, recipient]));
    const mailed = written.filter(({ audience }) => isMailed(audience));
    const mails = await this.mails.add(
      tx,
      mailed.map((notice) => mailOf(notice, recipients)),
    );
    return { notices: written.length, mails };
  }

  /** Who would be told of these events if they were written now; writes nothing. Grouped by kind and audience. */
  async wouldTell(tx: Tx, events: readonly Happening[]): Promise<WouldTell[]> {
    const groups = new Map<string, WouldTell & { persons: Set<string> }>();
    for (const { kind, audience, recipient } of await this.told(tx, events)) {
      const key = `${kind}:${audience}`;
      const group = groups.get(key) ?? { kind, audience, people: 0, notices: 0, names: [], persons: new Set() };
      groups.set(key, group);
      group.notices += 1;
      if (group.persons.has(recipient.personId)) continue;
      group.persons.add(recipient.personId);
      group.people += 1;
      group.names.push(recipient.name);
    }
    return [...groups.values()].map(({ persons: _, ...group }) => group);
  }

  private async told<Event extends Happening>(tx: Tx, events: readonly Event[]): Promise<Told<Event>[]> {
    const notifying = events.filter(({ kind }) => isNotifying(kind));
    if (notifying.length === 0) return [];
    const around = await this.surroundings.around(tx, notifying);
    const named = await this.named(tx, notifying, around);
    const ids = [...new Set(named.flatMap(({ byAudience }) => [...byAudience.values()].flat()))];
    if (ids.length === 0) return [];
    const recipients = await this.people.recipients(ids, tx);
    const actors = new Map((await this.people.actorsOf(ids, tx)).map((actor) => [actor.personId, actor]));
    const subjects = new Set<string>();
    return named.flatMap(({ event, byAudience }) => {
      const audienceOf = audiencesByPerson(event, byAudience, around, actors);
      return recipients.flatMap((recipient): Told<Event>[] => {
        const audience = audienceOf.get(recipient.personId);
        if (audience === undefined || isRepeated(subjects, event, recipient)) return [];
        return [{ event, kind: event.kind as EventKind, recipient, audience }];
      });
    });
  }

  /** Everybody whom the routing names, before anybody is asked whether the person may hear of it. */
  private async named<Event extends Happening>(tx: Tx, events: readonly Event[], around: Surroundings) {
    const peopleOf = this.audiences.reader(tx, around);
    const named: { event: Event; byAudience: Map<Audience, readonly string[]> }[] = [];
    for (const event of events) {
      const byAudience = new Map<Audience, readonly string[]>();
      for (const audience of audiencesOf(routes[event.kind as EventKind])) {
        byAudience.set(audience, await peopleOf(audience, event));
      }
      named.push({ event, byAudience });
    }
    return named;
  }
}

function audiencesByPerson(
  event: Happening,
  byAudience: ReadonlyMap<Audience, readonly string[]>,
  around: Surroundings,
  actors: ReadonlyMap<string, Actor>,
): Map<string, Audience> {
  const route = routes[event.kind as EventKind];
  const matter = around.matterOf(event);
  const hearing = (audience: Audience) =>
    (byAudience.get(audience) ?? []).filter((id) => {
      const person = actors.get(id);
      return person !== undefined && mayHear(person, route.seenBy, matter);
    });
  const settled = settle(route, (audience) => hearing(audience).length > 0);
  return toldOf(
    event.actorPersonId ?? null,
    settled.map((audience) => ({ audience, personIds: hearing(audience) })),
  );
}

/** Whether the person is told of the same subject by an event before this one. */
function isRepeated(told: Set<string>, event: Happening, { personId }: Recipient): boolean {
  const subject = subjectOf(event);
  if (subject === undefined) return false;
  const key = `${personId}:${subject}`;
  if (told.has(key)) return true;
  told.add(key);
  return false;
}

function noticeRow({ event, kind, recipient, audience }: Told<LoggedEvent>): object {
  const { seq: eventSeq, submissionId, programme, recordedAt: createdAt } = event;
  const about = { workItemId: itemOf(event), submissionId, programme, subject: subjectOf(event) };
  return { eventSeq, personId: recipient.personId, kind, audience, ...about, createdAt };
}

function mailOf({ id, eventSeq, personId }: WrittenNotice, recipients: Map<string, Recipient>) {
  const recipient = recipients.get(personId)!;
  return { dedupeKey: `notice:${eventSeq}:${personId}`, kind: 'notice', subjectId: id, recipient };
}
