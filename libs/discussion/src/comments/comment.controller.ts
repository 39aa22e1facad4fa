import { Body, Controller, Get, HttpCode, Patch, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Once, type Tx } from '#libs/database';
import { type Actor, Allow, CurrentActor } from '#libs/identity';
import { decodeCursor, PageDto, SubmissionId, WorkItemId } from '#libs/implementation';
import { type Answer, IdempotencyKey, IfMatch, type OnceKey } from '#libs/platform';
import {
  CommentDto,
  CommentPageDto,
  FormerTextsDto,
  MentionableListDto,
  ThreadDto,
  ThreadPageDto,
} from '../answers.dto.js';
import { CommentId } from '../ids.js';
import { ChangeComment } from './change-comment.js';
import { TextWithMentionsDto, ThreadListDto } from './comment.dto.js';
import { CommentReader } from './comment.reader.js';
import { ResolveThread } from './resolve-thread.js';
import { type Addressee, WriteComment } from './write-comment.js';

@ApiTags('discussion')
@Controller()
export class CommentController {
  constructor(
    private readonly reader: CommentReader,
    private readonly writeAct: WriteComment,
    private readonly changeAct: ChangeComment,
    private readonly resolveAct: ResolveThread,
    private readonly once: Once,
  ) {}

  /** Threads about a work item and its submissions, the newest first, each with its first replies. */
  @Get('work-items/:id/comments')
  @Allow('comment.read')
  @ApiOkResponse({ type: ThreadPageDto })
  async ofItem(@WorkItemId() workItemId: string, @Query() query: ThreadListDto, @CurrentActor() actor: Actor) {
    return this.list({ workItemId }, query, actor);
  }

  /** Threads about one submission. */
  @Get('submissions/:id/comments')
  @Allow('comment.read')
  @ApiOkResponse({ type: ThreadPageDto })
  async ofSubmission(
    @SubmissionId() submissionId: string,
    @Query() query: ThreadListDto,
    @CurrentActor() actor: Actor,
  ) {
    return this.list({ submissionId }, query, actor);
  }

  /** Who can be mentioned in what everybody concerned reads. */
  @Get('work-items/:id/participants')
  @Allow('comment.read')
  @ApiOkResponse({ type: MentionableListDto })
  async participants(@WorkItemId() workItemId: string, @CurrentActor() actor: Actor) {
    return this.reader.participants(workItemId, actor);
  }

  /** Begins a thread about a work item. */
  @Post('work-items/:id/comments')
  @Allow('comment.write')
  @ApiCreatedResponse({ type: ThreadDto })
  async aboutItem(
    @WorkItemId() workItemId: string,
    @Body() said: TextWithMentionsDto,
    @CurrentActor() actor: Actor,
    @IdempotencyKey() key?: OnceKey,
  ): Promise<Answer> {
    return this.begin({ workItemId }, said, actor, key);
  }

  /** Begins a thread about a submission; about a draft it stays with the region. */
  @Post('submissions/:id/comments')
  @Allow('comment.write')
  @ApiCreatedResponse({ type: ThreadDto })
  async aboutSubmission(
    @SubmissionId() submissionId: string,
    @Body() said: TextWithMentionsDto,
    @CurrentActor() actor: Actor,
    @IdempotencyKey() key?: OnceKey,
  ): Promise<Answer> {
    return this.begin({ submissionId }, said, actor, key);
  }

  /** The thread that a comment belongs to. */
  @Get('comments/:id')
  @Allow('comment.read')
  @ApiOkResponse({ type: ThreadDto })
  async one(@CommentId() id: string, @CurrentActor() actor: Actor) {
    return this.reader.whole(id, actor);
  }

  /** Replies in the thread of a comment, the oldest first. */
  @Get('comments/:id/replies')
  @Allow('comment.read')
  @ApiOkResponse({ type: CommentPageDto })
  async replies(@CommentId() id: string, @Query() { limit = '50', cursor }: PageDto, @CurrentActor() actor: Actor) {
    const after = decodeCursor(cursor, 'replies', ['integer'])?.values[0];
    return this.reader.replies(id, Number(limit), after === undefined ? undefined : Number(after), actor);
  }

  /** Every text that a comment had, the present one last. */
  @Get('comments/:id/texts')
  @Allow('comment.read')
  @ApiOkResponse({ type: FormerTextsDto })
  async texts(@CommentId() id: string, @CurrentActor() actor: Actor) {
    return this.reader.texts(id, actor);
  }

  /** Answers the first comment of a thread. */
  @Post('comments/:id/replies')
  @Allow('comment.write')
  @ApiCreatedResponse({ type: CommentDto })
  async reply(
    @CommentId() threadId: string,
    @Body() said: TextWithMentionsDto,
    @CurrentActor() actor: Actor,
    @IdempotencyKey() key?: OnceKey,
  ): Promise<Answer> {
    return this.once.run(actor.personId, key, async (tx) => {
      const id = await this.writeAct.reply(tx, threadId, { actor, ...said });
      return { ...(await this.comment(tx, id, actor)), status: 201, location: `/api/v1/comments/${id}` };
    });
  }

  /** Changes what one's own comment says; the former text is kept. If-Match is the comment's version. */
  @Patch('comments/:id')
  @Allow('comment.write')
  @ApiOkResponse({ type: CommentDto })
  async edit(
    @CommentId() id: string,
    @Body() said: TextWithMentionsDto,
    @IfMatch() seen: number,
    @CurrentActor() actor: Actor,
    @IdempotencyKey() key?: OnceKey,
  ): Promise<Answer> {
    return this.once.run(actor.personId, key, async (tx) => {
      await this.changeAct.edit(tx, id, seen, { actor, ...said });
      return this.comment(tx, id, actor);
    });
  }

  /** Hides the text of one's own comment; its place stays. */
  @Post('comments/:id/withdraw')
  @HttpCode(200)
  @Allow('comment.write')
  @ApiOkResponse({ type: CommentDto })
  async withdraw(
    @CommentId() id: string,
    @IfMatch() seen: number,
    @CurrentActor() actor: Actor,
    @IdempotencyKey() key?: OnceKey,
  ): Promise<Answer> {
    return this.once.run(actor.personId, key, async (tx) => {
      await this.changeAct.withdraw(tx, id, seen, actor);
      return this.comment(tx, id, actor);
    });
  }

  /** Marks a thread as resolved. */
  @Post('comments/:id/resolve')
  @HttpCode(200)
  @Allow('comment.write')
  @ApiOkResponse({ type: ThreadDto })
  async resolve(
    @CommentId() id: string,
    @CurrentActor() actor: Actor,
    @IdempotencyKey() key?: OnceKey,
  ): Promise<Answer> {
    return this.settle('resolved', id, actor, key);
  }

  /** Opens a resolved thread again. */
  @Post('comments/:id/reopen')
  @HttpCode(200)
  @Allow('comment.write')
  @ApiOkResponse({ type: ThreadDto })
  async reopen(
    @CommentId() id: string,
    @CurrentActor() actor: Actor,
    @IdempotencyKey() key?: OnceKey,
  ): Promise<Answer> {
    return this.settle('open', id, actor, key);
  }

  private list(of: Addressee, { state, limit = '20', cursor }: ThreadListDto, actor: Actor) {
    const after = decodeCursor(cursor, 'threads', ['timestamptz', 'uuid']);
    return this.reader.page(of, { state, limit: Number(limit), after }, actor);
  }

  private begin(to: Addressee, said: TextWithMentionsDto, actor: Actor, key: OnceKey | undefined): Promise<Answer> {
    return this.once.run(actor.personId, key, async (tx) => {
      const id = await this.writeAct.begin(tx, to, { actor, ...said });
      const body = await this.reader.whole(id, actor, tx);
      return { status: 201, version: 1, location: `/api/v1/comments/${id}`, body };
    });
  }

  private settle(to: 'resolved' | 'open', id: string, actor: Actor, key: OnceKey | undefined): Promise<Answer> {
    return this.once.run(actor.personId, key, async (tx) => {
      await this.resolveAct.run(tx, to, id, actor);
      return { status: 200, body: await this.reader.whole(id, actor, tx) };
    });
  }

  private async comment(tx: Tx, id: string, actor: Actor): Promise<Answer> {
    const body = await this.reader.comment(id, actor, tx);
    return { status: 200, version: body.version, body };
  }
}
