import { Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { UnitOfWork } from '#libs/database';
import { type Actor, Allow, CurrentActor } from '#libs/identity';
import { Calendar } from '#libs/platform';
import { decodeCursor, encodeCursor } from './notice.cursor.js';
import { NoticeListDto } from './notice.dto.js';
import { NoticeId, noSuchNotice } from './notice-id.js';
import { NoticePresenter } from './notice.presenter.js';
import { NoticeQueries } from './notice.queries.js';

@ApiTags('notices')
@Controller('notices')
export class NoticesController {
  constructor(
    private readonly queries: NoticeQueries,
    private readonly presenter: NoticePresenter,
    private readonly unitOfWork: UnitOfWork,
    private readonly calendar: Calendar,
  ) {}

  /** This person's own notices, newest first, with how many are unread in all. */
  @Get()
  @Allow('notice.read')
  async list(@Query() { unread, limit = '50', cursor }: NoticeListDto, @CurrentActor() { personId }: Actor) {
    const { rows, next } = await this.queries.page({
      personId,
      unread: unread === undefined ? undefined : unread === 'true',
      limit: Number(limit),
      after: decodeCursor(cursor),
    });
    return {
      items: await Promise.all(rows.map((row) => this.presenter.item(row))),
      nextCursor: next ? encodeCursor(next) : null,
      unread: await this.queries.unread(personId),
    };
  }

  /** Marks all notices of this person as read. */
  @Post('read-all')
  @HttpCode(200)
  @Allow('notice.read')
  async readAll(@CurrentActor() { personId }: Actor): Promise<{ read: number }> {
    return { read: await this.unitOfWork.run((tx) => this.queries.markAllRead(tx, personId, this.calendar.now())) };
  }

  /** Marks one notice as read; the first reading counts. */
  @Post(':id/read')
  @HttpCode(200)
  @Allow('notice.read')
  async read(@NoticeId() id: string, @CurrentActor() { personId }: Actor): Promise<{ id: string; readAt: Date }> {
    const readAt = await this.unitOfWork.run((tx) => this.queries.markRead(tx, id, personId, this.calendar.now()));
    if (!readAt) throw noSuchNotice();
    return { id, readAt };
  }
}
