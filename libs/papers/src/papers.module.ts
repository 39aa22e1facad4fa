import { Module } from '@nestjs/common';
import { AuditModule } from '#libs/audit';
import { EvidenceModule } from '#libs/evidence';
import { ImplementationModule } from '#libs/implementation';
import { ProgrammeModule } from '#libs/programme';
import { RoundDigests } from './digest/round-digests.js';
import { ChineseFont } from './font/chinese-font.js';
import { PacketSource } from './packet/packet-source.js';
import { PacketQueries } from './packet/packet.queries.js';
import { PaperRounds } from './paper-rounds.js';
import { PdfWriter } from './pdf/pdf-writer.js';
import { AttachScan } from './scans/attach-scan.js';
import { RoundScans } from './scans/round-scans.js';
import { ScanQueries } from './scans/scan.queries.js';

/** Papers: what is printed, and what comes back signed. */
@Module({
  imports: [AuditModule, EvidenceModule, ImplementationModule, ProgrammeModule],
  providers: [
    ChineseFont,
    PdfWriter,
    PaperRounds,
    PacketQueries,
    PacketSource,
    RoundDigests,
    ScanQueries,
    AttachScan,
    RoundScans,
  ],
  exports: [ChineseFont, PdfWriter, PaperRounds, PacketSource, RoundDigests, ScanQueries, AttachScan],
})
export class PapersModule {}
