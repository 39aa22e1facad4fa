import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { type Actor, Allow, CurrentActor } from '#libs/identity';
import { AttentionAnswerDto } from './attention.dto.js';
import { Attention } from './attention.js';
import { AttentionDto } from './attention.query.js';

@ApiTags('completion')
@Controller('programmes/:code/attention')
export class AttentionController {
  constructor(private readonly attention: Attention) {}

  /**
   * What wants attention, in groups by reason, each with its count and its first rows: what is overdue or stands still,
   * what lies behind the median of its peers, legal adjustments that end, answers whose term has passed. A region's people
   * see what is theirs, reviewers what their departments lead or are asked, the others everything.
   */
  @Get()
  @Allow('completion.read')
  @ApiOkResponse({ type: AttentionAnswerDto })
  async list(@Param('code') code: string, @Query() query: AttentionDto, @CurrentActor() actor: Actor) {
    return this.attention.list(actor, code, query);
  }
}
