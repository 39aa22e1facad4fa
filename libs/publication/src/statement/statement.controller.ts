import { Body, Controller, Get, Header, HttpCode, Param, Patch, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Once, type Tx } from '#libs/database';
import { type Actor, Allow, CurrentActor, isMinistry } from '#libs/identity';
import { type Answer, IdempotencyKey, IfMatch, notFound, type OnceKey } from '#libs/platform';
import { ChangeStatement } from './change-statement.js';
import { sameBytes } from './digest.rules.js';
import { PrepareStatement } from './prepare.js';
import { RecordUse } from './record-use.js';
import { Recounts } from './recounts.js';
import { Restate } from './restate.js';
import { RestatementNo, StatementId } from './statement.ids.js';
import { NewStatementDto, NewUseDto, StatementReasonDto, WordingsDto } from './statement.dto.js';
import { PresentedStatementDto, StatementAnswerDto, StatementListDto } from './statement.answers.js';
import { StatementPresenter } from './statement.presenter.js';
import { StatementStore } from './statement.store.js';
import { exportOf } from './export.rules.js';
import type { Statement } from './statement.js';

@ApiTags('statements')
@Controller()
export class StatementController {
  constructor(
    private readonly once: Once,
    private readonly statements: StatementStore,
    private readonly preparing: PrepareStatement,
    private readonly changes: ChangeStatement,
    private readonly uses: RecordUse,
    private readonly restating: Restate,
    private readonly recounts: Recounts,
    private readonly presenter: StatementPresenter,
  ) {}

  /** Statements, the latest day first. Regions see what has been published. */
  @Get('programmes/:code/statements')
  @Allow('statement.read')
  @ApiOkResponse({ type: StatementListDto })
  async list(@Param('code') code: string, @CurrentActor() actor: Actor) {
    const statements = await this.statements.ofProgramme(code, { all: isMinistry(actor) });
    return { items: statements.map((statement) => this.presenter.row(statement, actor)) };
  }

  /** Freezes a figure for public use. */
  @Post('programmes/:code/statements')
  @Allow('statement.write')
  @ApiCreatedResponse({ type: StatementAnswerDto })
  async prepare(
    @Param('code') code: string,
    @Body() { level = 'measure', wordings, ...asked }: NewStatementDto,
    @CurrentActor() actor: Actor,
    @IdempotencyKey() key?: OnceKey,
  ): Promise<Answer> {
    const basis = await this.preparing.basis(code, { level, wordings, ...asked });
    return this.act(actor, key, 201, (tx) => this.preparing.run(tx, actor, code, wordings, basis));
  }

  /** The statement, and beside it what is known by now for its day. */
  @Get('statements/:id')
  @Allow('statement.read')
  @ApiOkResponse({ type: PresentedStatementDto })
  async one(@StatementId() id: string, @CurrentActor() actor: Actor): Promise<Answer> {
    const statement = await this.seen(id, actor);
    const uses = await this.statements.uses(id);
    const restatements = await this.statements.restatements(id);
    const presentFigure = await this.recounts.present(statement, restatements);
    const body = { ...this.presenter.whole(statement, uses, restatements, actor), presentFigure };
    return { status: 200, version: statement.version, body };
  }

  /** The statement as bytes that are the same whenever it is exported, with the digest over what it freezes. */
  @Get('statements/:id/export')
  @Allow('statement.read')
  @Header('content-type', 'application/json; charset=utf-8')
  @ApiOkResponse({ type: Object })
  async export(@StatementId() id: string, @CurrentActor() actor: Actor): Promise<string> {
    return sameBytes(exportOf(await this.seen(id, actor)));
  }

  /** Changes the wordings of a statement that nobody has cleared. */
  @Patch('statements/:id')
  @Allow('statement.write')
  @ApiOkResponse({ type: StatementAnswerDto })
  async word(
    @StatementId() id: string,
    @Body() { wordings }: WordingsDto,
    @IfMatch() seen: number,
    @CurrentActor() actor: Actor,
  ): Promise<Answer> {
    return this.act(actor, undefined, 200, (tx) => this.changes.word(tx, { actor, id, seen }, wordings));
  }

  /** A second coordinator clears it, provided that the recount gives the same. */
  @Post('statements/:id/clear')
  @HttpCode(200)
  @Allow('statement.write')
  @ApiOkResponse({ type: StatementAnswerDto })
  async clear(
    @StatementId() id: string,
    @IfMatch() seen: number,
    @CurrentActor() actor: Actor,
    @IdempotencyKey() key?: OnceKey,
  ): Promise<Answer> {
    const recounted = await this.changes.recount(id);
    return this.act(actor, key, 200, (tx) => this.changes.clear(tx, { actor, id, seen }, recounted));
  }

  /** Makes a cleared statement public. */
  @Post('statements/:id/publish')
  @HttpCode(200)
  @Allow('statement.write')
  @ApiOkResponse({ type: StatementAnswerDto })
  async publish(
    @StatementId() id: string,
    @IfMatch() seen: number,
    @CurrentActor() actor: Actor,
    @IdempotencyKey() key?: OnceKey,
  ): Promise<Answer> {
    return this.act(actor, key, 200, (tx) => this.changes.publish(tx, { actor, id, seen }));
  }

  /** Gives up a statement that is not public. */
  @Post('statements/:id/discard')
  @HttpCode(200)
  @Allow('statement.write')
  @ApiOkResponse({ type: StatementAnswerDto })
  async discard(
    @StatementId() id: string,
    @Body() { reason }: StatementReasonDto,
    @IfMatch() seen: number,
    @CurrentActor() actor: Actor,
    @IdempotencyKey() key?: OnceKey,
  ): Promise<Answer> {
    return this.act(actor, key, 200, (tx) => this.changes.discard(tx, { actor, id, seen }, reason));
  }

  /** Notes where it was said. */
  @Post('statements/:id/uses')
  @Allow('statement.write')
  @ApiCreatedResponse({ type: StatementAnswerDto })
  async use(
    @StatementId() id: string,
    @Body() use: NewUseDto,
    @IfMatch() seen: number,
    @CurrentActor() actor: Actor,
    @IdempotencyKey() key?: OnceKey,
  ): Promise<Answer> {
    return this.act(actor, key, 201, (tx) => this.uses.run(tx, { actor, id, seen }, use));
  }

  /** Says that the recount for its day differs by now, and why. */
  @Post('statements/:id/restatements')
  @Allow('statement.write')
  @ApiCreatedResponse({ type: StatementAnswerDto })
  async restate(
    @StatementId() id: string,
    @Body() { reason }: StatementReasonDto,
    @IfMatch() seen: number,
    @CurrentActor() actor: Actor,
    @IdempotencyKey() key?: OnceKey,
  ): Promise<Answer> {
    const difference = await this.restating.difference(actor, id);
    return this.act(actor, key, 201, (tx) => this.restating.run(tx, { actor, id, seen }, reason, difference));
  }

  /** A second coordinator clears a restatement; from then on the public sees it. */
  @Post('statements/:id/restatements/:no/clear')
  @HttpCode(200)
  @Allow('statement.write')
  @ApiOkResponse({ type: StatementAnswerDto })
  async clearRestatement(
    @StatementId() id: string,
    @RestatementNo() no: number,
    @CurrentActor() actor: Actor,
    @IdempotencyKey() key?: OnceKey,
  ): Promise<Answer> {
    return this.act(actor, key, 200, (tx) => this.restating.clear(tx, actor, id, no));
  }

  private async act(
    actor: Actor,
    key: OnceKey | undefined,
    status: 200 | 201,
    run: (tx: Tx) => Promise<Statement>,
  ): Promise<Answer> {
    return this.once.run(actor.personId, key, async (tx) => {
      const statement = await run(tx);
      const uses = await this.statements.uses(statement.id, tx);
      const restatements = await this.statements.restatements(statement.id, tx);
      const body = this.presenter.whole(statement, uses, restatements, actor);
      const location = `/api/v1/statements/${statement.id}`;
      return { status, version: statement.version, ...(status === 201 && { location }), body };
    });
  }

  /** What is not out is for the ministry alone. */
  private async seen(id: string, actor: Actor): Promise<Statement> {
    const statement = await this.statements.find(id);
    if (statement.status !== 'published' && !isMinistry(actor)) throw notFound({ zh: '口径', en: 'statement' });
    return statement;
  }
}
