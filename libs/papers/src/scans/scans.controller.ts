import { Controller, Get, Param, Post, Req, Res, StreamableFile } from '@nestjs/common';
import { ApiBody, ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Downloads, FileReceiver } from '#libs/evidence';
import { type Actor, Allow, CurrentActor, TakesFiles } from '#libs/identity';
import { RoundNumber, SubmissionId, SubmissionQueries } from '#libs/implementation';
import { type Answer, forbidden, IdempotencyKey, type OnceKey } from '#libs/platform';
import { readDigest } from '../digest/round-digest.rules.js';
import { RoundDigests } from '../digest/round-digests.js';
import { type PaperRound, PaperRounds } from '../paper-rounds.js';
import { AttachScan } from './attach-scan.js';
import { noDigest, noSuchScan, notDecided, notSent, otherVersion, strangeSide } from './scan.errors.js';
import { maySeeScans, type ScanSide, scanSides, sidesOf } from './scan.policy.js';
import { ScanQueries } from './scan.queries.js';
import { SignedScanDto } from './scans.dto.js';

@ApiTags('papers')
@Controller()
export class ScansController {
  constructor(
    private readonly rounds: PaperRounds,
    private readonly digests: RoundDigests,
    private readonly queries: ScanQueries,
    private readonly submissions: SubmissionQueries,
    private readonly receiver: FileReceiver,
    private readonly attach: AttachScan,
    private readonly downloads: Downloads,
  ) {}

  /** Adds the scan of a signed paper to the round that it is of; with the digest on the paper, checks that it is. */
  @Post('submissions/:id/rounds/:round/signed-scan')
  @Allow('signed-scan.attach')
  @TakesFiles()
  @ApiBody({
    schema: {
      type: 'object',
      required: ['file'],
      properties: {
        file: { type: 'string', format: 'binary', description: 'pdf, jpg or png' },
        digest: { type: 'string', description: 'The 64 digits on the paper, with or without blanks' },
        side: { type: 'string', enum: [...scanSides], description: 'For who may sign for both sides' },
      },
    },
  })
  @ApiCreatedResponse({ type: SignedScanDto })
  @ApiOkResponse({ type: SignedScanDto, description: 'The same side had added the same file before' })
  async add(
    @SubmissionId() id: string,
    @RoundNumber() round: number,
    @Req() request: FastifyRequest,
    @CurrentActor() actor: Actor,
    @IdempotencyKey() key?: OnceKey,
  ): Promise<Answer> {
    const paper = await this.rounds.find(id, round, actor);
    const sides = sidesOf(actor, paper.submission.item);
    if (sides.length === 0) throw forbidden();
    if (!paper.view.sent) throw notSent();
    if (sides.every((side) => side === 'lead-department') && !paper.view.sent.decision) throw notDecided();
    const limits = this.receiver.limits(1, { kinds: ['pdf', 'jpg', 'png'], fields: ['digest', 'side'] });
    return this.receiver.receiveFile(request, limits, async (file, fields) => {
      const side = sideOf(fields['side'], sides);
      if (side === 'lead-department' && !paper.view.sent!.decision) throw notDecided();
      const digest = await this.check(paper, fields['digest']);
      return this.attach.run(actor, key, { submission: paper.submission, round, side, file, digest });
    });
  }

  /** The scan itself, checked against its hash while it goes out. */
  @Get('signed-scans/:id/content')
  @Allow('submission.read')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' }, description: 'Always an attachment' })
  async content(
    @Param('id') id: string,
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    const scan = await this.queries.byId(id);
    const submission = scan && (await this.submissions.whole(scan.submissionId));
    if (!submission || !maySeeScans(actor, submission.item)) throw noSuchScan();
    return this.downloads.send(reply, scan.file);
  }

  /** The digest that was read from the paper. Throws when the paper is of another round or version. */
  private async check({ submission, views, view }: PaperRound, given: string | undefined): Promise<string | null> {
    if (given === undefined || given.trim() === '') return null;
    const digest = readDigest(given);
    if (digest === undefined) throw noDigest();
    const found = await this.digests.find(
      submission,
      views.filter(({ sent }) => sent),
      digest,
    );
    if (found !== view.round) throw otherVersion(view.round, found);
    return digest;
  }
}

function sideOf(given: string | undefined, sides: readonly ScanSide[]): ScanSide {
  const side = given === undefined || given === '' ? sides[0] : sides.find((one) => one === given);
  if (!side) throw strangeSide();
  return side;
}
