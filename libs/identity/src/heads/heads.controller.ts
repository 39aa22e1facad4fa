import { Body, Controller, Param, Put } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Once } from '#libs/database';
import { type Answer, IdempotencyKey, notFound, type OnceKey } from '#libs/platform';
import { Allow, CurrentActor } from '../access/access.decorators.js';
import type { Actor } from '../actor.js';
import { DepartmentHeadDto, NewHeadDto } from './heads.dto.js';
import { NameHead } from './name-head.js';

@ApiTags('people')
@Controller('departments')
export class HeadsController {
  constructor(
    private readonly nameAct: NameHead,
    private readonly once: Once,
  ) {}

  @Allow('department-head.name')
  @Put(':code/head')
  @ApiOkResponse({ type: DepartmentHeadDto })
  @ApiOperation({
    summary: 'Says who heads a department; null for nobody',
    description: 'One of its reviewers. What stays overdue is taken to the head.',
  })
  async name(
    @Param('code') department: string,
    @Body() { person }: NewHeadDto,
    @CurrentActor() actor: Actor,
    @IdempotencyKey() key?: OnceKey,
  ): Promise<Answer<DepartmentHeadDto>> {
    if (!/^[A-Za-z0-9-]{1,40}$/.test(department)) throw notFound({ zh: '部门', en: 'department' });
    return this.once.run(actor.personId, key, async (tx) => ({
      status: 200,
      body: { department, head: await this.nameAct.run(tx, { actor, department, person }) },
    }));
  }
}
