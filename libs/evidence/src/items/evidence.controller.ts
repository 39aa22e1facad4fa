import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Req, Res, StreamableFile } from '@nestjs/common';
import { ApiBody, ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Once } from '#libs/database';
import { type Actor, Allow, CurrentActor, TakesFiles } from '#libs/identity';
import { type Answer, IdempotencyKey, IfMatch, type OnceKey } from '#libs/platform';
import { FileReceiver } from '../receive/file-receiver.js';
import { AddEvidence, assertMayAdd } from './add-evidence.js';
import { addedAnswer } from './added-answer.js';
import {
  AddedEvidenceDto,
  AddedEvidenceListDto,
  EvidenceDto,
  EvidenceListDto,
  FolderAnswerDto,
} from './answers.dto.js';
import { ChangeEvidence, RemoveEvidence } from './change-evidence.js';
import { Downloads } from './downloads.js';
import { ChangeEvidenceDto, NewLinkDto } from './evidence.dto.js';
import { noSuchEvidence, noSuchItem } from './evidence.errors.js';
import { maySeeEvidence, maySeePlace } from './evidence.policy.js';
import { EvidencePresenter, presentEvidence } from './evidence.presenter.js';
import { EvidenceQueries, type EvidenceRow } from './evidence.queries.js';
import { FolderUpload } from './folder-upload.js';
import { readForm, titleOf, uploadFields } from './form.rules.js';
import { Uploads } from './uploads.js';

/** Most files of one upload to an item, and of a folder. */
export const mostFilesOfUpload = 20;
export const mostFilesOfFolder = 200;

const files = { type: 'array', items: { type: 'string', format: 'binary' } } as const;
const upload = (properties: object) =>
  ApiBody({ schema: { type: 'object', required: ['file'], properties: { file: files, ...properties } } });

@ApiTags('evidence')
@Controller()
export class EvidenceController {
  constructor(
    private readonly queries: EvidenceQueries,
    private readonly presenter: EvidencePresenter,
    private readonly receiver: FileReceiver,
    private readonly uploads: Uploads,
    private readonly folder: FolderUpload,
    private readonly addEvidence: AddEvidence,
    private readonly changeEvidence: ChangeEvidence,
    private readonly removeEvidence: RemoveEvidence,
    private readonly downloads: Downloads,
    private readonly once: Once,
  ) {}

  /** The evidence of a work item that this person may see, in the order in which it came. */
  @Get('work-items/:id/evidence')
  @Allow('evidence.read')
  @ApiOkResponse({ type: EvidenceListDto })
  async list(@Param('id') id: string, @CurrentActor() actor: Actor) {
    const item = await this.queries.item(id);
    if (!item || !maySeePlace(actor, item)) throw noSuchItem();
    return { items: await this.presenter.list(await this.queries.ofItem(id), actor) };
  }

  /** Uploads files, all or none of them. A content that the item has already is answered, not stored again. */
  @Post('work-items/:id/evidence')
  @Allow('evidence.add')
  @TakesFiles()
  @upload({ title: { type: 'string', maxLength: 200 }, confidential: { type: 'string', enum: ['true', 'false'] } })
  @ApiCreatedResponse({ type: AddedEvidenceListDto })
  async upload(
    @Param('id') workItemId: string,
    @Req() request: FastifyRequest,
    @CurrentActor() actor: Actor,
    @IdempotencyKey() key?: OnceKey,
  ): Promise<Answer> {
    assertMayAdd(actor, await this.queries.item(workItemId));
    const limits = this.receiver.limits(mostFilesOfUpload, { fields: uploadFields });
    return this.receiver.receiveAll(request, limits, async (received, fields) => {
      const { title, confidential } = readForm(fields, received.length);
      const uploads = received.map((file) => ({ workItemId, file, title: title ?? titleOf(file.name), confidential }));
      return this.uploads.run(actor, key, uploads, (added, rows) => addedAnswer(actor, added, rows));
    });
  }

  /** Adds a link. An address that the item has already is answered, not added again. */
  @Post('work-items/:id/evidence-links')
  @Allow('evidence.add')
  @ApiCreatedResponse({ type: AddedEvidenceDto })
  async link(
    @Param('id') workItemId: string,
    @Body() { url, title, confidential = false }: NewLinkDto,
    @CurrentActor() actor: Actor,
    @IdempotencyKey() key?: OnceKey,
  ): Promise<Answer> {
    return this.once.run(actor.personId, key, async (tx) => {
      const added = await this.addEvidence.run(tx, actor, [{ workItemId, url, title: title.trim(), confidential }]);
      const ids = added.flatMap((one) => (one.status === 'refused' ? [] : [one.id]));
      const rows = new Map((await this.queries.byIds(ids, tx)).map((row) => [row.id, row]));
      const { status, body } = addedAnswer(actor, added, rows);
      return { status, body: body.items[0] };
    });
  }

  /** Uploads a folder whose files begin with the number of a measure: each goes to its item, one answer per file. */
  @Post('programmes/:code/regions/:region/evidence-folder')
  @HttpCode(200)
  @Allow('evidence.add')
  @TakesFiles()
  @upload({ confidential: { type: 'string', enum: ['true', 'false'] } })
  @ApiOkResponse({ type: FolderAnswerDto })
  async uploadFolder(
    @Param('code') programme: string,
    @Param('region') region: string,
    @Req() request: FastifyRequest,
    @CurrentActor() actor: Actor,
    @IdempotencyKey() key?: OnceKey,
  ): Promise<Answer> {
    await this.folder.check(actor, programme, region);
    const limits = this.receiver.limits(mostFilesOfFolder, { fields: ['confidential'], paths: true });
    return this.receiver.receive(request, limits, (received) => {
      const { confidential } = readForm(received.fields, received.files.length);
      return this.folder.run(actor, key, { programme, region }, received, confidential);
    });
  }

  @Get('evidence/:id')
  @Allow('evidence.read')
  @ApiOkResponse({ type: EvidenceDto })
  async one(@Param('id') id: string, @CurrentActor() actor: Actor): Promise<Answer> {
    const row = await this.find(id, actor);
    const [body] = await this.presenter.list([row], actor);
    return { status: 200, version: row.version, body };
  }

  /** The file itself, checked against its hash while it goes out. */
  @Get('evidence/:id/content')
  @Allow('evidence.read')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' }, description: 'Always an attachment' })
  async content(
    @Param('id') id: string,
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    const { file } = await this.find(id, actor);
    if (!file) throw noSuchEvidence();
    return this.downloads.send(reply, file);
  }

  /** Renames it, or changes who may see it. */
  @Patch('evidence/:id')
  @Allow('evidence.add')
  @ApiOkResponse({ type: EvidenceDto })
  async change(
    @Param('id') id: string,
    @Body() change: ChangeEvidenceDto,
    @IfMatch() seen: number,
    @CurrentActor() actor: Actor,
    @IdempotencyKey() key?: OnceKey,
  ): Promise<Answer> {
    return this.once.run(actor.personId, key, async (tx) => {
      const row = await this.changeEvidence.run(tx, { actor, id, seen }, change);
      return { status: 200, version: row.version, body: presentEvidence(row, actor) };
    });
  }

  /** Takes it away, unless a round that was sent rests on it. The record of it stays. */
  @Delete('evidence/:id')
  @HttpCode(204)
  @Allow('evidence.add')
  @ApiNoContentResponse()
  async remove(
    @Param('id') id: string,
    @IfMatch() seen: number,
    @CurrentActor() actor: Actor,
    @IdempotencyKey() key?: OnceKey,
  ): Promise<Answer> {
    return this.once.run(actor.personId, key, async (tx) => {
      await this.removeEvidence.run(tx, { actor, id, seen });
      return { status: 204, body: undefined };
    });
  }

  private async find(id: string, actor: Actor): Promise<EvidenceRow> {
    const row = await this.queries.byId(id);
    if (!row || row.removed || !maySeeEvidence(actor, row.item, row)) throw noSuchEvidence();
    return row;
  }
}
