import { Body, Controller, Get, HttpCode, Post, Put } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Once } from '#libs/database';
import { type Actor, Allow, CurrentActor } from '#libs/identity';
import {
  ActAnswerDto,
  maySeeSubmission,
  SingleAct,
  SubmissionId,
  SubmissionQueries,
  type SubmissionWhole,
} from '#libs/implementation';
import { type Answer, IdempotencyKey, IfMatch, notFound, type OnceKey } from '#libs/platform';
import { Acknowledge } from './handling/acknowledge.js';
import { HandOver } from './handling/hand-over.js';
import { AskOpinions } from './opinions/ask-opinions.js';
import { GiveOpinion } from './opinions/give-opinion.js';
import { OpinionListDto, ReceiptListDto, TickListDto } from './review.answers.dto.js';
import { AskOpinionsDto, HandOverDto, OpinionDto, TicksDto } from './review.dto.js';
import { ReviewPresenter } from './review.presenter.js';
import { SaveTicks } from './ticks/save-ticks.js';

/** What the ministry does with a submission before it decides. */
@ApiTags('review')
@Controller('submissions/:id')
export class HandlingController {
  constructor(
    private readonly acknowledgeAct: Acknowledge,
    private readonly handOverAct: HandOver,
    private readonly askAct: AskOpinions,
    private readonly giveAct: GiveOpinion,
    private readonly ticksAct: SaveTicks,
    private readonly submissions: SubmissionQueries,
    private readonly presenter: ReviewPresenter,
    private readonly acts: SingleAct,
    private readonly once: Once,
  ) {}

  /** Records who took the present round up, and when. */
  @Post('acknowledge')
  @HttpCode(200)
  @Allow('submission.acknowledge')
  @ApiOkResponse({ type: ActAnswerDto })
  async acknowledge(
    @SubmissionId() submissionId: string,
    @IfMatch() seen: number,
    @CurrentActor() actor: Actor,
    @IdempotencyKey() key?: OnceKey,
  ): Promise<Answer> {
    return this.acts.run(actor, key, 200, (tx) => this.acknowledgeAct.run(tx, [{ actor, seen, submissionId }]));
  }

  /** Hands the present round over to a colleague of the same department. */
  @Post('hand-over')
  @HttpCode(200)
  @Allow('submission.hand-over')
  @ApiOkResponse({ type: ActAnswerDto })
  async handOver(
    @SubmissionId() submissionId: string,
    @Body() body: HandOverDto,
    @IfMatch() seen: number,
    @CurrentActor() actor: Actor,
    @IdempotencyKey() key?: OnceKey,
  ): Promise<Answer> {
    const command = { ...body, actor, seen, submissionId };
    return this.acts.run(actor, key, 200, (tx) => this.handOverAct.run(tx, [command]));
  }

  /** Who took it up and to whom it was handed over, in all rounds. */
  @Get('receipts')
  @Allow('review.read')
  @ApiOkResponse({ type: ReceiptListDto })
  async receipts(@SubmissionId() id: string, @CurrentActor() actor: Actor) {
    return this.presenter.receipts(await this.find(id, actor));
  }

  /** Asks departments that support the measure for their opinion. */
  @Post('opinion-requests')
  @Allow('opinion.ask')
  @ApiCreatedResponse({ type: ActAnswerDto })
  async ask(
    @SubmissionId() submissionId: string,
    @Body() body: AskOpinionsDto,
    @IfMatch() seen: number,
    @CurrentActor() actor: Actor,
    @IdempotencyKey() key?: OnceKey,
  ): Promise<Answer> {
    const command = { ...body, actor, seen, submissionId };
    return this.acts.run(actor, key, 201, (tx) => this.askAct.run(tx, [command]));
  }

  /** Says whether a supporting department objects; saying it again replaces what it said in this round. */
  @Post('opinions')
  @Allow('opinion.give')
  @ApiCreatedResponse({ type: ActAnswerDto })
  async give(
    @SubmissionId() submissionId: string,
    @Body() body: OpinionDto,
    @IfMatch() seen: number,
    @CurrentActor() actor: Actor,
    @IdempotencyKey() key?: OnceKey,
  ): Promise<Answer> {
    const command = { ...body, actor, seen, submissionId };
    return this.acts.run(actor, key, 201, (tx) => this.giveAct.run(tx, [command]));
  }

  /** Which opinions were asked for and given, with what decisions answered. */
  @Get('opinions')
  @Allow('review.read')
  @ApiOkResponse({ type: OpinionListDto })
  async opinions(@SubmissionId() id: string, @CurrentActor() actor: Actor) {
    return this.presenter.opinions(await this.find(id, actor));
  }

  /** Saves which points of the proof list convince so far. */
  @Put('ticks')
  @Allow('submission.tick')
  @ApiOkResponse({ type: TicksDto })
  async tick(
    @SubmissionId() submissionId: string,
    @Body() { points }: TicksDto,
    @IfMatch() seen: number,
    @CurrentActor() actor: Actor,
    @IdempotencyKey() key?: OnceKey,
  ): Promise<Answer> {
    return this.once.run(actor.personId, key, async (tx) => {
      await this.ticksAct.run(tx, { actor, seen, submissionId, points });
      return { status: 200, version: seen, body: { points: points.toSorted((a, b) => a - b) } };
    });
  }

  /** The proof list with the ticks of the present round. */
  @Get('ticks')
  @Allow('review.read')
  @ApiOkResponse({ type: TickListDto })
  async ticks(@SubmissionId() id: string, @CurrentActor() actor: Actor) {
    return this.presenter.ticks(await this.find(id, actor));
  }

  private async find(id: string, actor: Actor): Promise<SubmissionWhole> {
    const submission = await this.submissions.whole(id);
    if (!submission || !maySeeSubmission(actor, submission.item, submission)) {
      throw notFound({ zh: '报送', en: 'submission' });
    }
    return submission;
  }
}
