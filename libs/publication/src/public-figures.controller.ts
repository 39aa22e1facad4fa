import { Controller, Get, Header, Param } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Public } from '#libs/identity';
import { Reference } from '#libs/programme';
import { StatementPresenter } from './statement/statement.presenter.js';
import { StatementStore } from './statement/statement.store.js';

/** What anybody may read: published statements and nothing else. */
@ApiTags('public')
@Controller('public/programmes/:code')
export class PublicFiguresController {
  constructor(
    private readonly reference: Reference,
    private readonly statements: StatementStore,
    private readonly presenter: StatementPresenter,
  ) {}

  /** The published figures of a programme, the latest day first. */
  @Get('figures')
  @Public()
  @Header('cache-control', 'public, max-age=60')
  @Header('access-control-allow-origin', '*')
  @ApiOkResponse({ type: Object })
  async figures(@Param('code') code: string) {
    const { name, runsIt, startsOn, endsOn, sources, source } = await this.reference.programme(code);
    const statements = await this.statements.published(code);
    const items = await Promise.all(
      statements.map(async (one) => this.presenter.open(one, await this.statements.restatements(one.id))),
    );
    const said = source === null ? null : (sources.get(source)?.text ?? null);
    return { programme: { code, name, runsIt, startsOn, endsOn, source: said }, items };
  }
}
