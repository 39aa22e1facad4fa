import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { type Actor, Allow, CurrentActor, isMinistry, regionsOf } from '#libs/identity';
import { type Answer, IdempotencyKey, notFound, type OnceKey } from '#libs/platform';
import { Reference } from '#libs/programme';
import { ActAnswerDto, HistoryDto, WorkItemDto, WorkItemPageDto } from './answers.dto.js';
import { decodeCursor } from './cursor.js';
import { HistoryQueries } from './history.queries.js';
import { WorkItemListDto, WorkItemOneDto } from './list.dto.js';
import { StartDraft } from './start-draft.js';
import { StartDraftDto } from './submission.dto.js';
import { SingleAct } from './single-act.js';
import { WorkItemPresenter } from './work-item.presenter.js';
import { cursorPartsOf, WorkItemQueries, type WorkItemWhole } from './work-item.queries.js';
import { seesWhole } from './work-item.policy.js';
import { WorkItemId } from './ids.js';

@ApiTags('work items')
@Controller()
export class WorkItemController {
  constructor(
    private readonly queries: WorkItemQueries,
    private readonly histories: HistoryQueries,
    private readonly presenter: WorkItemPresenter,
    private readonly startDraft: StartDraft,
    private readonly acts: SingleAct,
    private readonly reference: Reference,
  ) {}

  /** Work items of a programme, filtered, in a stable order, page by page. */
  @Get('programmes/:code/work-items')
  @Allow('work-item.read')
  @ApiOkResponse({ type: WorkItemPageDto })
  async list(@Param('code') programme: string, @Query() query: WorkItemListDto, @CurrentActor() actor: Actor) {
    await this.reference.programme(programme);
    const { limit = '50', cursor, sort = 'measure', region, department, status } = query;
    const { rows, nextCursor, total } = await this.queries.page({
      programme,
      region,
      department,
      status,
      sort,
      task: query.task ? Number(query.task) : undefined,
      measure: query.measure ? Number(query.measure) : undefined,
      limit: Number(limit),
      after: decodeCursor(cursor, sort, cursorPartsOf(sort)),
      seesProposedOf: isMinistry(actor) ? undefined : regionsOf(actor),
    });
    return { items: await this.presenter.rows(programme, rows, actor), nextCursor, total };
  }

  /** One work item with its plan, its submissions, what this person can do with it and, when wanted, its history. */
  @Get('work-items/:id')
  @Allow('work-item.read')
  @ApiOkResponse({ type: WorkItemDto })
  async one(@WorkItemId() id: string, @Query() query: WorkItemOneDto, @CurrentActor() actor: Actor): Promise<Answer> {
    const wanted = query.with === 'history' ? this.histories.of(id) : undefined;
    const [item, acts] = await Promise.all([this.find(id), wanted]);
    const whole = seesWhole(actor, item);
    const history = acts && whole ? { history: this.presenter.history(item, acts, actor) } : {};
    // To other regions the version would tell that somebody is at work.
    const version = whole ? item.version : undefined;
    return { status: 200, version, body: { ...(await this.presenter.whole(item, actor)), ...history } };
  }

  /** Every act in the life of a work item, oldest first. */
  @Get('work-items/:id/history')
  @Allow('work-item.read')
  @ApiOkResponse({ type: HistoryDto })
  async history(@WorkItemId() id: string, @CurrentActor() actor: Actor) {
    const item = await this.find(id);
    if (!seesWhole(actor, item)) throw noSuchItem();
    return { items: this.presenter.history(item, await this.histories.of(id), actor) };
  }

  /** Starts a draft about a work item; it may be incomplete. */
  @Post('work-items/:id/submissions')
  @Allow('submission.draft')
  @ApiCreatedResponse({ type: ActAnswerDto })
  async start(
    @WorkItemId() workItemId: string,
    @Body() { kind, ...content }: StartDraftDto,
    @CurrentActor() actor: Actor,
    @IdempotencyKey() key?: OnceKey,
  ): Promise<Answer> {
    return this.acts.run(actor, key, 201, (tx) => this.startDraft.run(tx, [{ actor, workItemId, kind, content }]));
  }

  private async find(id: string): Promise<WorkItemWhole> {
    const item = await this.queries.whole(id);
    if (!item) throw noSuchItem();
    return item;
  }
}

function noSuchItem() {
  return notFound({ zh: '工作项', en: 'work item' });
}
