import { Controller, Get, Header } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor, SignedIn } from '../access/access.decorators.js';
import type { Actor } from '../actor.js';
import { MeDto } from './me.dto.js';
import { MeQueries } from './me.queries.js';

@ApiTags('identity')
@Controller('me')
export class MeController {
  constructor(private readonly me: MeQueries) {}

  @SignedIn()
  @Get()
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ summary: 'The signed-in person with roles and permissions' })
  show(@CurrentActor() actor: Actor): Promise<MeDto> {
    return this.me.of(actor);
  }
}
