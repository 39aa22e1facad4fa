import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { type Actor, Allow, CurrentActor } from '#libs/identity';
import { WhatIfAnswerDto } from './what-if.dto.js';
import { WhatIf } from './what-if.js';
import { WhatIfDto } from './what-if.query.js';

@ApiTags('completion')
@Controller('programmes/:code/completion/what-if')
export class WhatIfController {
  constructor(private readonly whatIf: WhatIf) {}

  /**
   * The figures before and after, if measures counted by another rule and these submissions were approved today. Nothing
   * is stored. Submissions that nobody could approve are named with the reasons and left out of the figure.
   */
  @Post()
  @HttpCode(200)
  @Allow('completion.read')
  @ApiOkResponse({ type: WhatIfAnswerDto })
  async suppose(@Param('code') code: string, @Body() asked: WhatIfDto, @CurrentActor() actor: Actor) {
    return this.whatIf.answer(actor, code, asked);
  }
}
