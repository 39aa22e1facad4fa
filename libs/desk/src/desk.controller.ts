import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Once } from '#libs/database';
import { type Actor, Allow, CurrentActor } from '#libs/identity';
import { type Answer, IdempotencyKey, type OnceKey, requireKey } from '#libs/platform';
import { BulkAnswerDto, DeskPageDto, OpinionsAskedPageDto, PreviewAnswerDto } from './answers.dto.js';
import { BulkDecide } from './bulk-decide.js';
import { BulkDecisionsDto } from './bulk.dto.js';
import { presentBulk } from './bulk.presenter.js';
import { DeskDto, OpinionsAskedDto } from './desk.dto.js';
import { Desk } from './desk.js';
import { PreviewDecisions } from './preview-decisions.js';

@ApiTags('review desk')
@Controller()
export class DeskController {
  constructor(
    private readonly desk: Desk,
    private readonly once: Once,
    private readonly bulkDecide: BulkDecide,
    private readonly preview: PreviewDecisions,
  ) {}

  /** What waits for a decision of this person's departments, the term that ends first leading; all of it for coordinators. */
  @Get('desk')
  @Allow('desk.read')
  @ApiOkResponse({ type: DeskPageDto })
  async queue(@Query() query: DeskDto, @CurrentActor() actor: Actor) {
    return this.desk.page(query, actor);
  }

  /** Opinions that are wanted of this person's departments and not given yet. */
  @Get('desk/opinions')
  @Allow('desk.read')
  @ApiOkResponse({ type: OpinionsAskedPageDto })
  async opinions(@Query() { given }: OpinionsAskedDto, @CurrentActor() actor: Actor) {
    return this.desk.opinions(actor, given === 'true');
  }

  /** Decides up to 500 submissions, each on its own merits, and answers for each. Needs an Idempotency-Key. */
  @Post('decisions/bulk')
  @HttpCode(200)
  @Allow('submission.decide')
  @ApiOkResponse({ type: BulkAnswerDto })
  async decideMany(
    @Body() set: BulkDecisionsDto,
    @CurrentActor() actor: Actor,
    @IdempotencyKey() key?: OnceKey,
  ): Promise<Answer> {
    return this.once.run(actor.personId, requireKey(key), async (tx) => {
      return { status: 200, body: presentBulk(await this.bulkDecide.run(tx, actor, set)) };
    });
  }

  /**
   * Says what the same set of decisions would do, and stores nothing: per item what would become of it and why not, the
   * rates before and after, and the notices that would go out.
   */
  @Post('decisions/bulk/preview')
  @HttpCode(200)
  @Allow('submission.decide')
  @ApiOkResponse({ type: PreviewAnswerDto })
  async previewMany(@Body() set: BulkDecisionsDto, @CurrentActor() actor: Actor) {
    return this.preview.run(actor, set);
  }
}
