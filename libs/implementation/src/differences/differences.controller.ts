import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { type Actor, Allow, CurrentActor } from '#libs/identity';
import { RoundNumber, SubmissionId } from '../ids.js';
import { Differences } from './differences.js';
import {
  AmendmentChangesDto,
  AmendmentChangesQueryDto,
  RoundChangesDto,
  RoundChangesQueryDto,
} from './differences.dto.js';

@ApiTags('submissions')
@Controller('submissions')
export class DifferencesController {
  constructor(private readonly differences: Differences) {}

  /** What changed in this round, point by point, with the reason and the failed points that asked for it. */
  @Get(':id/rounds/:round/changes')
  @Allow('submission.read')
  @ApiOkResponse({ type: RoundChangesDto })
  async betweenRounds(
    @SubmissionId() id: string,
    @RoundNumber() round: number,
    @Query() { against }: RoundChangesQueryDto,
    @CurrentActor() actor: Actor,
  ) {
    return this.differences.betweenRounds(id, round, against ? Number(against) : undefined, actor);
  }

  /** What an amendment changes in the plan as it stood when the amendment was begun. */
  @Get(':id/changes')
  @Allow('submission.read')
  @ApiOkResponse({ type: AmendmentChangesDto })
  async ofAmendment(
    @SubmissionId() id: string,
    @Query() { round }: AmendmentChangesQueryDto,
    @CurrentActor() actor: Actor,
  ) {
    return this.differences.ofAmendment(id, round ? Number(round) : undefined, actor);
  }
}
