import { Body, Controller, Get, HttpCode, Patch, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { type Actor, Allow, CurrentActor, departmentsOf, holdsRole, isProgrammeWide, regionsOf } from '#libs/identity';
import { type Answer, IdempotencyKey, IfMatch, notFound, type OnceKey } from '#libs/platform';
import { ActAnswerDto, SubmissionDto, SubmissionPageDto } from './answers.dto.js';
import { decodeCursor } from './cursor.js';
import { EditDraft } from './edit-draft.js';
import { SubmissionId } from './ids.js';
import { SubmissionListDto } from './list.dto.js';
import { RequestSignOff } from './request-sign-off.js';
import { SignOff } from './sign-off.js';
import { DeclineSignOffDto, SubmissionContentDto } from './submission.dto.js';
import { SingleAct } from './single-act.js';
import { SubmissionPresenter } from './submission.presenter.js';
import { cursorPartsOf, type SubmissionFilter, SubmissionQueries } from './submission.queries.js';
import { Submit } from './submit.js';
import { Terms } from './terms/terms.js';
import { Withdraw } from './withdraw.js';
import { maySeeSubmission } from './work-item.policy.js';

@ApiTags('submissions')
@Controller('submissions')
export class SubmissionController {
  constructor(
    private readonly queries: SubmissionQueries,
    private readonly presenter: SubmissionPresenter,
    private readonly terms: Terms,
    private readonly editDraft: EditDraft,
    private readonly requestAct: RequestSignOff,
    private readonly signOffAct: SignOff,
    private readonly submitAct: Submit,
    private readonly withdrawAct: Withdraw,
    private readonly acts: SingleAct,
  ) {}

  /** Submissions within this person's reach, longest waiting first; with `state=submitted` a reviewer's queue. */
  @Get()
  @Allow('submission.read')
  @ApiOkResponse({ type: SubmissionPageDto })
  async list(@Query() query: SubmissionListDto, @CurrentActor() actor: Actor) {
    const { limit = '50', cursor, due, sort = 'waiting', ...filter } = query;
    const { rows, nextCursor, total } = await this.queries.page({
      ...filter,
      scope: scopeOf(actor),
      due: due && (await this.terms.rangesOf(due)),
      sort,
      limit: Number(limit),
      after: decodeCursor(cursor, sort, cursorPartsOf(sort)),
    });
    return { items: await Promise.all(rows.map((row) => this.presenter.row(row, actor))), nextCursor, total };
  }

  /** One submission with its rounds, the decisions on them and what this person can do with it. */
  @Get(':id')
  @Allow('submission.read')
  @ApiOkResponse({ type: SubmissionDto })
  async one(@SubmissionId() id: string, @CurrentActor() actor: Actor): Promise<Answer> {
    const submission = await this.queries.whole(id);
    if (!submission || !maySeeSubmission(actor, submission.item, submission))
      throw notFound({ zh: '报送', en: 'submission' });
    return { status: 200, version: submission.item.version, body: await this.presenter.whole(submission, actor) };
  }

  /** Changes the fields that are named; the others stay as they are. */
  @Patch(':id')
  @Allow('submission.draft')
  @ApiOkResponse({ type: ActAnswerDto })
  async edit(
    @SubmissionId() submissionId: string,
    @Body() content: SubmissionContentDto,
    @IfMatch() seen: number,
    @CurrentActor() actor: Actor,
    @IdempotencyKey() key?: OnceKey,
  ): Promise<Answer> {
    return this.acts.run(actor, key, 200, (tx) => this.editDraft.run(tx, [{ actor, seen, submissionId, content }]));
  }

  /** Sends a complete draft, or the next round of a returned submission, to the ministry. */
  @Post(':id/submit')
  @HttpCode(200)
  @Allow('submission.submit')
  @ApiOkResponse({ type: ActAnswerDto })
  async submit(
    @SubmissionId() submissionId: string,
    @IfMatch() seen: number,
    @CurrentActor() actor: Actor,
    @IdempotencyKey() key?: OnceKey,
  ): Promise<Answer> {
    return this.acts.run(actor, key, 200, (tx) => this.submitAct.run(tx, [{ actor, seen, submissionId }]));
  }

  /** Puts a complete draft forward, so that a lead of the region signs it off. */
  @Post(':id/request-sign-off')
  @HttpCode(200)
  @Allow('submission.draft')
  @ApiOkResponse({ type: ActAnswerDto })
  async requestSignOff(
    @SubmissionId() submissionId: string,
    @IfMatch() seen: number,
    @CurrentActor() actor: Actor,
    @IdempotencyKey() key?: OnceKey,
  ): Promise<Answer> {
    return this.acts.run(actor, key, 200, (tx) => this.requestAct.run(tx, [{ actor, seen, submissionId }]));
  }

  /** Signs off what somebody else of the region has put forward. */
  @Post(':id/sign-off')
  @HttpCode(200)
  @Allow('submission.sign-off')
  @ApiOkResponse({ type: ActAnswerDto })
  async signOff(
    @SubmissionId() submissionId: string,
    @IfMatch() seen: number,
    @CurrentActor() actor: Actor,
    @IdempotencyKey() key?: OnceKey,
  ): Promise<Answer> {
    return this.acts.run(actor, key, 200, (tx) => this.signOffAct.run(tx, [{ actor, seen, submissionId }]));
  }

  /** Gives what was put forward back to its author, with a reason. */
  @Post(':id/decline-sign-off')
  @HttpCode(200)
  @Allow('submission.sign-off')
  @ApiOkResponse({ type: ActAnswerDto })
  async declineSignOff(
    @SubmissionId() submissionId: string,
    @Body() { reason }: DeclineSignOffDto,
    @IfMatch() seen: number,
    @CurrentActor() actor: Actor,
    @IdempotencyKey() key?: OnceKey,
  ): Promise<Answer> {
    const command = { actor, seen, submissionId, reason };
    return this.acts.run(actor, key, 200, (tx) => this.signOffAct.decline(tx, [command]));
  }

  /** Takes back what is undecided, or discards a draft. */
  @Post(':id/withdraw')
  @HttpCode(200)
  @Allow('submission.withdraw')
  @ApiOkResponse({ type: ActAnswerDto })
  async withdraw(
    @SubmissionId() submissionId: string,
    @IfMatch() seen: number,
    @CurrentActor() actor: Actor,
    @IdempotencyKey() key?: OnceKey,
  ): Promise<Answer> {
    return this.acts.run(actor, key, 200, (tx) => this.withdrawAct.run(tx, [{ actor, seen, submissionId }]));
  }
}

/** A region's people see their region, reviewers what their departments lead, the others everything that was sent. */
function scopeOf(actor: Actor): SubmissionFilter['scope'] {
  const regions = regionsOf(actor);
  if (holdsRole(actor, 'auditor')) return { everything: true, drafts: true, regions, departments: [] };
  return { everything: isProgrammeWide(actor), drafts: false, regions, departments: departmentsOf(actor) };
}
