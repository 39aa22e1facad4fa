import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { type Actor, Allow, CurrentActor } from '#libs/identity';
import { ActAnswerDto, SubmissionId, SingleAct, WorkItemId } from '#libs/implementation';
import { type Answer, IdempotencyKey, IfMatch, type OnceKey } from '#libs/platform';
import { Decide } from './decide.js';
import { DecisionDto, ReasonDto } from './decision.dto.js';
import { Reinstate } from './reinstate.js';
import { Revoke } from './revoke.js';

@ApiTags('review')
@Controller()
export class ReviewController {
  constructor(
    private readonly decideAct: Decide,
    private readonly revokeAct: Revoke,
    private readonly reinstateAct: Reinstate,
    private readonly acts: SingleAct,
  ) {}

  /** Approves, returns or rejects a submission. */
  @Post('submissions/:id/decisions')
  @Allow('submission.decide')
  @ApiCreatedResponse({ type: ActAnswerDto })
  async decide(
    @SubmissionId() submissionId: string,
    @Body() decision: DecisionDto,
    @IfMatch() seen: number,
    @CurrentActor() actor: Actor,
    @IdempotencyKey() key?: OnceKey,
  ): Promise<Answer> {
    return this.acts.run(actor, key, 201, (tx) => this.decideAct.run(tx, [{ ...decision, actor, seen, submissionId }]));
  }

  /** Takes back the recognition that an item is implemented. */
  @Post('work-items/:id/revoke')
  @HttpCode(200)
  @Allow('work-item.revoke')
  @ApiOkResponse({ type: ActAnswerDto })
  async revoke(
    @WorkItemId() workItemId: string,
    @Body() { reason }: ReasonDto,
    @IfMatch() seen: number,
    @CurrentActor() actor: Actor,
    @IdempotencyKey() key?: OnceKey,
  ): Promise<Answer> {
    return this.acts.run(actor, key, 200, (tx) => this.revokeAct.run(tx, [{ actor, seen, workItemId, reason }]));
  }

  /** Makes an exempt item count again, as open. */
  @Post('work-items/:id/reinstate')
  @HttpCode(200)
  @Allow('work-item.reinstate')
  @ApiOkResponse({ type: ActAnswerDto })
  async reinstate(
    @WorkItemId() workItemId: string,
    @Body() { reason }: ReasonDto,
    @IfMatch() seen: number,
    @CurrentActor() actor: Actor,
    @IdempotencyKey() key?: OnceKey,
  ): Promise<Answer> {
    return this.acts.run(actor, key, 200, (tx) => this.reinstateAct.run(tx, [{ actor, seen, workItemId, reason }]));
  }
}
