import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow, CurrentActor } from '../access/access.decorators.js';
import type { Actor } from '../actor.js';
import { ColleagueFilterDto, ColleagueListDto } from './colleagues.dto.js';
import { ColleaguesQueries } from './colleagues.queries.js';

@ApiTags('people')
@Controller('people')
export class ColleaguesController {
  constructor(private readonly queries: ColleaguesQueries) {}

  @Allow('people.read')
  @Get()
  @ApiOkResponse({ type: ColleagueListDto })
  @ApiOperation({
    summary: 'Colleagues by name, for choosing one',
    description: "The ministry's people find everybody with a role, a region's people those of their region only.",
  })
  find(
    @Query() { limit = '50', ...filter }: ColleagueFilterDto,
    @CurrentActor() actor: Actor,
  ): Promise<ColleagueListDto> {
    return this.queries.find(actor, { ...filter, limit: Number(limit) });
  }
}
