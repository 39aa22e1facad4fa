import { Controller, Get, Query, Res, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { attachment } from '#libs/evidence';
import { type Actor, Allow, CurrentActor } from '#libs/identity';
import { RoundNumber, SubmissionId } from '#libs/implementation';
import { readDigest } from '../digest/round-digest.rules.js';
import { RoundDigests } from '../digest/round-digests.js';
import { PaperRounds } from '../paper-rounds.js';
import { PdfWriter } from '../pdf/pdf-writer.js';
import { packetDocument } from './packet-document.rules.js';
import { PacketSource } from './packet-source.js';
import { PacketQueryDto, PaperCheckDto, VerifyQueryDto } from './packets.dto.js';

@ApiTags('papers')
@Controller('submissions')
export class PacketsController {
  constructor(
    private readonly source: PacketSource,
    private readonly writer: PdfWriter,
    private readonly rounds: PaperRounds,
    private readonly digests: RoundDigests,
  ) {}

  /** A round as paper, to be read, signed and sealed; a draft for its region only, marked as one. */
  @Get(':id/rounds/:round/packet.pdf')
  @Allow('submission.read')
  @ApiProduces('application/pdf')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' }, description: 'Always an attachment' })
  async packet(
    @SubmissionId() id: string,
    @RoundNumber() round: number,
    @Query() { language }: PacketQueryDto,
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    const packet = await this.source.of(id, round, actor);
    const document = packetDocument(packet, language ?? actor.language);
    const pdf = await this.writer.write(document);
    void reply.headers({
      'content-type': 'application/pdf',
      'content-length': pdf.length,
      'content-disposition': attachment(`${document.name}.pdf`),
      'cache-control': 'no-store',
    });
    return new StreamableFile(pdf);
  }

  /** Whether a paper with this digest is of this very round. */
  @Get(':id/rounds/:round/verify')
  @Allow('submission.read')
  @ApiOkResponse({ type: PaperCheckDto })
  async verify(
    @SubmissionId() id: string,
    @RoundNumber() round: number,
    @Query() { digest }: VerifyQueryDto,
    @CurrentActor() actor: Actor,
  ): Promise<PaperCheckDto> {
    const { submission, views, view } = await this.rounds.find(id, round, actor);
    const found = await this.digests.find(submission, views, readDigest(digest) ?? '');
    return {
      submissionId: submission.id,
      round,
      matches: found === round,
      paperIsOfRound: found ?? null,
      sent: view.sent !== undefined,
      isLatest: round === submission.round,
    };
  }
}
