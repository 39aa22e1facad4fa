import { Controller, Delete, Get, HttpCode, Put, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Database, UnitOfWork } from '#libs/database';
import { type Actor, Allow, CurrentActor, isMinistry, regionsOf } from '#libs/identity';
import { decodeCursor, Names, PageDto, seesWhole, WorkItemId, workItemLifecycle } from '#libs/implementation';
import { notFound } from '#libs/platform';
import { FollowedPageDto, FollowingDto } from '../answers.dto.js';
import { Places } from '../places.js';
import { Follow } from './follow.js';
import { FollowingQueries, type FollowedRow } from './following.queries.js';

@ApiTags('following')
@Controller()
export class FollowingController {
  constructor(
    private readonly queries: FollowingQueries,
    private readonly act: Follow,
    private readonly places: Places,
    private readonly names: Names,
    private readonly database: Database,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /** The work items that this person follows, the latest first. */
  @Get('following')
  @Allow('work-item.follow')
  @ApiOkResponse({ type: FollowedPageDto })
  async list(@Query() { limit = '50', cursor }: PageDto, @CurrentActor() actor: Actor) {
    const { rows, nextCursor } = await this.queries.page({
      personId: actor.personId,
      regions: isMinistry(actor) ? undefined : regionsOf(actor),
      limit: Number(limit),
      after: decodeCursor(cursor, 'following', ['timestamptz', 'uuid']),
    });
    return { items: await Promise.all(rows.map((row) => this.followed(row))), nextCursor };
  }

  /** Whether this person follows a work item. */
  @Get('work-items/:id/following')
  @Allow('work-item.follow')
  @ApiOkResponse({ type: FollowingDto })
  async one(@WorkItemId() workItemId: string, @CurrentActor() actor: Actor): Promise<FollowingDto> {
    const place = await this.places.ofItem(this.database, workItemId);
    if (!place || !seesWhole(actor, place)) throw notFound({ zh: '工作项', en: 'work item' });
    return { workItemId, following: await this.queries.follows(actor.personId, workItemId) };
  }

  /** Follows a work item: its follower is told of what happens to it. Can be repeated. */
  @Put('work-items/:id/following')
  @HttpCode(200)
  @Allow('work-item.follow')
  @ApiOkResponse({ type: FollowingDto })
  async follow(@WorkItemId() workItemId: string, @CurrentActor() actor: Actor): Promise<FollowingDto> {
    await this.unitOfWork.run((tx) => this.act.follow(tx, workItemId, actor));
    return { workItemId, following: true };
  }

  /** Follows a work item no longer. Can be repeated. */
  @Delete('work-items/:id/following')
  @HttpCode(200)
  @Allow('work-item.follow')
  @ApiOkResponse({ type: FollowingDto })
  async unfollow(@WorkItemId() workItemId: string, @CurrentActor() actor: Actor): Promise<FollowingDto> {
    await this.unitOfWork.run((tx) => this.act.unfollow(tx, workItemId, actor));
    return { workItemId, following: false };
  }

  private async followed({ since, item }: FollowedRow) {
    const { id, programme, status, changedAt } = item;
    const statusText = workItemLifecycle.definition.states[status];
    return { since, workItem: { id, programme, ...(await this.names.of(item)), status, statusText, changedAt } };
  }
}
