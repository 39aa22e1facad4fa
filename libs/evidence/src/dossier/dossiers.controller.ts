import { Body, Controller, Get, HttpCode, Param, Post, Res, type StreamableFile } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Once } from '#libs/database';
import { type Actor, Allow, CurrentActor } from '#libs/identity';
import { type Answer, conflict, DomainError, IdempotencyKey, notFound, type OnceKey } from '#libs/platform';
import { Downloads } from '../items/downloads.js';
import { maySeeEvidence } from '../items/evidence.policy.js';
import { EvidenceQueries } from '../items/evidence.queries.js';
import { DossierContents } from './dossier-contents.js';
import { scopeOf } from './dossier-scope.js';
import { DossierDto, DossierListDto, RequestDossierDto } from './dossier.dto.js';
import { dossierName, presentDossier } from './dossier.presenter.js';
import { type Dossier, DossierStore } from './dossier.store.js';
import { RequestDossier } from './request-dossier.js';

@ApiTags('dossiers')
@Controller('dossiers')
export class DossiersController {
  constructor(
    private readonly dossiers: DossierStore,
    private readonly contents: DossierContents,
    private readonly queries: EvidenceQueries,
    private readonly requestDossier: RequestDossier,
    private readonly downloads: Downloads,
    private readonly once: Once,
  ) {}

  /** Orders a dossier of a work item, a region or a measure. It holds what this person may see when it is made. */
  @Post()
  @HttpCode(202)
  @Allow('dossier.request')
  @ApiAcceptedResponse({ type: DossierDto })
  async request(
    @Body() { scope: given }: RequestDossierDto,
    @CurrentActor() actor: Actor,
    @IdempotencyKey() key?: OnceKey,
  ): Promise<Answer> {
    const scope = scopeOf(given);
    const place = await this.contents.place(actor, scope);
    return this.once.run(actor.personId, key, async (tx) => {
      const dossier = await this.requestDossier.run(tx, actor, scope, place);
      return { status: 202, body: presentDossier(dossier), location: `/api/v1/dossiers/${dossier.id}` };
    });
  }

  /** The dossiers that this person ordered, the latest first. */
  @Get()
  @Allow('dossier.request')
  @ApiOkResponse({ type: DossierListDto })
  async list(@CurrentActor() actor: Actor) {
    return { items: (await this.dossiers.ofPerson(actor.personId)).map(presentDossier) };
  }

  /** How far it is. */
  @Get(':id')
  @Allow('dossier.request')
  @ApiOkResponse({ type: DossierDto })
  async one(@Param('id') id: string, @CurrentActor() actor: Actor) {
    return presentDossier(await this.find(id, actor));
  }

  /** The archive, for who ordered it and may still see all that is in it. */
  @Get(':id/content')
  @Allow('dossier.request')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' }, description: 'A ZIP archive, always an attachment' })
  async content(
    @Param('id') id: string,
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    const dossier = await this.find(id, actor);
    const { sha256, size, contents, status } = dossier;
    if (status === 'expired') throw gone('dossier-expired', expired);
    if (sha256 === null || size === null) throw conflict('dossier-not-ready', notReady, { dossierStatus: status });
    await this.contents.place(actor, dossier.scope);
    const rows = await this.queries.byIds(contents);
    if (rows.some((row) => !maySeeEvidence(actor, row.item, row))) throw rightsLost();
    if (rows.some(({ removed }) => removed)) throw gone('dossier-outdated', outdated);
    return this.downloads.send(reply, { name: dossierName(dossier), sha256, size, mediaType: 'application/zip' });
  }

  private async find(id: string, actor: Actor): Promise<Dossier> {
    const dossier = await this.dossiers.byId(id);
    if (dossier?.requestedBy !== actor.personId) throw notFound({ zh: '卷宗', en: 'dossier' });
    return dossier;
  }
}

const notReady = { zh: '卷宗尚未制作完成。', en: 'The dossier is not ready.' };
const expired = { zh: '卷宗已过期，请重新申请。', en: 'The dossier has expired; order it anew.' };
const outdated = {
  zh: '卷宗中的材料已有移除，请重新申请。',
  en: 'Evidence in the dossier was removed meanwhile; order it anew.',
};

const gone = (code: string, text: typeof expired) => new DomainError(410, code, text);

const rightsLost = () =>
  new DomainError(403, 'rights-lost', {
    zh: '您已无权查看卷宗中的全部材料，请重新申请。',
    en: 'You may no longer see everything in the dossier; order it anew.',
  });
