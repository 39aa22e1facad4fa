import { Body, Controller, Get, Param, Put } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { IsBoolean } from 'class-validator';
import { UnitOfWork } from '#libs/database';
import { type Actor, Allow, CurrentActor } from '#libs/identity';
import { Reference } from '../reference.js';
import { SetRegionalSignOff } from './set-regional-sign-off.js';

/** Whether a lead of the region has to sign off what goes to the ministry. */
export class RegionalSignOffDto {
  @IsBoolean()
  on: boolean;
}

@ApiTags('programme')
@Controller('programmes/:code/regional-sign-off')
export class RegionalSignOffController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly setSignOff: SetRegionalSignOff,
    private readonly reference: Reference,
  ) {}

  /** Whether the programme wants regional sign-off. */
  @Get()
  @Allow('programme.read')
  @ApiOkResponse({ type: RegionalSignOffDto })
  async signOff(@Param('code') code: string): Promise<RegionalSignOffDto> {
    return { on: (await this.reference.programme(code)).regionalSignOff };
  }

  /** Switches regional sign-off on or off, for what is sent from now on. */
  @Put()
  @Allow('sign-off.set')
  @ApiOkResponse({ type: RegionalSignOffDto })
  async set(
    @Param('code') code: string,
    @Body() { on }: RegionalSignOffDto,
    @CurrentActor() actor: Actor,
  ): Promise<RegionalSignOffDto> {
    await this.unitOfWork.run((tx) => this.setSignOff.run(tx, actor, code, on));
    await this.reference.refresh();
    return { on };
  }
}
