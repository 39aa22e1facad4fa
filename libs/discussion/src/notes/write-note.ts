import { Injectable } from '@nestjs/common';
import type { Tx } from '#libs/database';
import { forbidden, notFound } from '#libs/platform';
import type { Saying } from '../comments/write-comment.js';
import { mayReadNotes, maySeeNotesDoor, noteBlockers, noteGrant } from '../discussion.policy.js';
import { absentOf, DiscussionEvents } from '../discussion.events.js';
import { Mentions } from '../mentions.js';
import { Places } from '../places.js';

const insert = `
  insert into reviewer_note (work_item_id, author, on_behalf_of, role, body, mentions, written_at)
  values ($1, $2, $3, $4, $5, $6, $7) returning id`;

/** The ministry's people note something about a work item that its region never reads. A note is not changed again. */
@Injectable()
export class WriteNote {
  constructor(
    private readonly places: Places,
    private readonly mentions: Mentions,
    private readonly events: DiscussionEvents,
  ) {}

  /** Returns the id of the note. */
  async run(tx: Tx, workItemId: string, { actor, text, mentions }: Saying): Promise<string> {
    const place = await this.places.ofItem(tx, workItemId);
    if (!place || !maySeeNotesDoor(actor, place)) throw notFound({ zh: '工作项', en: 'work item' });
    const grant = noteGrant(actor, place);
    if (!grant) throw forbidden(noteBlockers(actor, place));
    const told = await this.mentions.check(tx, mentions, (person) => mayReadNotes(person, place));
    const row = await tx.row<{ id: string }>(insert, [
      workItemId,
      actor.personId,
      absentOf(grant) ?? null,
      grant.role,
      text,
      told,
      place.now,
    ]);
    const noteId = row!.id;
    await this.events.write(tx, {
      kind: 'write-note',
      actor,
      grant,
      place,
      matter: 'ministry',
      data: { noteId, mentions: told },
      now: place.now,
    });
    return noteId;
  }
}
