import { Body, Controller, Get, Post, Query, UseGuards } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Database, Once } from '#libs/database';
import { type Actor, CurrentActor, SignedIn } from '#libs/identity';
import { decodeCursor, PageDto, WorkItemId } from '#libs/implementation';
import { type Answer, forbidden, IdempotencyKey, notFound, type OnceKey } from '#libs/platform';
import { NoteDto, NotePageDto } from '../answers.dto.js';
import { TextWithMentionsDto } from '../comments/comment.dto.js';
import { mayReadNotes, notYourMeasure } from '../discussion.policy.js';
import { Places } from '../places.js';
import { NoteQueries } from './note.queries.js';
import { NotesDoor } from './notes-door.js';
import { WriteNote } from './write-note.js';

/** A permission would answer 403 to a region: the door answers as if there were nothing. */
@ApiTags('notes')
@Controller('work-items/:id/notes')
@UseGuards(NotesDoor)
export class NoteController {
  constructor(
    private readonly places: Places,
    private readonly queries: NoteQueries,
    private readonly writeAct: WriteNote,
    private readonly database: Database,
    private readonly once: Once,
  ) {}

  /** What the ministry's people noted about a work item, the newest first; its region never reads them. */
  @Get()
  @SignedIn()
  @ApiOkResponse({ type: NotePageDto })
  async list(
    @WorkItemId() id: string,
    @Query() { limit = '50', cursor }: PageDto,
    @CurrentActor() actor: Actor,
  ): Promise<object> {
    const place = await this.places.ofItem(this.database, id);
    if (!place) throw notFound({ zh: '工作项', en: 'work item' });
    if (!mayReadNotes(actor, place)) throw forbidden([notYourMeasure]);
    const after = decodeCursor(cursor, 'notes', ['timestamptz', 'uuid']);
    const { rows: items, nextCursor } = await this.queries.page(id, Number(limit), after);
    return { items, nextCursor };
  }

  /** Notes something for the ministry's people alone. */
  @Post()
  @SignedIn()
  @ApiCreatedResponse({ type: NoteDto })
  async write(
    @WorkItemId() workItemId: string,
    @Body() said: TextWithMentionsDto,
    @CurrentActor() actor: Actor,
    @IdempotencyKey() key?: OnceKey,
  ): Promise<Answer> {
    return this.once.run(actor.personId, key, async (tx) => {
      const id = await this.writeAct.run(tx, workItemId, { actor, ...said });
      return { status: 201, body: await this.queries.one(tx, id) };
    });
  }
}
