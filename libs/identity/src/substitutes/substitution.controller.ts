import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Once, type Tx } from '#libs/database';
import { type Answer, IdempotencyKey, type OnceKey } from '#libs/platform';
import { CurrentActor, SignedIn } from '../access/access.decorators.js';
import type { Actor } from '../actor.js';
import { EndSubstitution, noSubstitution } from './end-substitution.js';
import { NameSubstitute } from './name-substitute.js';
import { NewSubstitutionDto, SubstitutionDto, SubstitutionListDto, SubstitutionPageDto } from './substitution.dto.js';
import { presentSubstitution } from './substitution.presenter.js';
import { SubstitutionQueries } from './substitution.queries.js';

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

@ApiTags('people')
@Controller('substitutions')
export class SubstitutionController {
  constructor(
    private readonly queries: SubstitutionQueries,
    private readonly nameAct: NameSubstitute,
    private readonly endAct: EndSubstitution,
    private readonly once: Once,
  ) {}

  @SignedIn()
  @Get()
  @ApiOkResponse({ type: SubstitutionPageDto })
  @ApiOperation({
    summary: 'Who stands in for whom, latest first',
    description: 'Your own; for a regional lead also those of the region, for coordinators and auditors all.',
  })
  async list(@Query() query: SubstitutionListDto, @CurrentActor() actor: Actor): Promise<SubstitutionPageDto> {
    const { state, mine, limit = '50', cursor } = query;
    const filter = { state, mine: mine === 'true', limit: Number(limit), after: cursor };
    const { items, nextCursor } = await this.queries.page(actor, filter);
    return { items: items.map((row) => presentSubstitution(row, actor)), nextCursor };
  }

  @SignedIn()
  @Get(':id')
  @ApiOkResponse({ type: SubstitutionDto })
  @ApiOperation({ summary: 'One substitution' })
  async one(@Param('id') id: string, @CurrentActor() actor: Actor): Promise<SubstitutionDto> {
    const row = uuid.test(id) ? await this.queries.one(actor, id) : undefined;
    if (!row) throw noSubstitution();
    return presentSubstitution(row, actor);
  }

  @SignedIn()
  @Post()
  @ApiCreatedResponse({ type: SubstitutionDto })
  @ApiOperation({
    summary: 'Names a substitute',
    description: 'For yourself; a regional lead for people of the region, a coordinator for anybody.',
  })
  async name(
    @Body() substitution: NewSubstitutionDto,
    @CurrentActor() actor: Actor,
    @IdempotencyKey() key?: OnceKey,
  ): Promise<Answer> {
    return this.once.run(actor.personId, key, async (tx) => {
      const id = await this.nameAct.run(tx, { ...substitution, actor });
      return { status: 201, location: `/api/v1/substitutions/${id}`, body: await this.present(tx, actor, id) };
    });
  }

  @SignedIn()
  @Post(':id/end')
  @HttpCode(200)
  @ApiOkResponse({ type: SubstitutionDto })
  @ApiOperation({ summary: 'Ends a substitution from now on; the substitute may do so as well' })
  async end(@Param('id') id: string, @CurrentActor() actor: Actor, @IdempotencyKey() key?: OnceKey): Promise<Answer> {
    if (!uuid.test(id)) throw noSubstitution();
    return this.once.run(actor.personId, key, async (tx) => {
      await this.endAct.run(tx, actor, id);
      return { status: 200, body: await this.present(tx, actor, id) };
    });
  }

  private async present(tx: Tx, actor: Actor, id: string): Promise<SubstitutionDto> {
    return presentSubstitution((await this.queries.one(actor, id, tx))!, actor);
  }
}
