import { Module } from '@nestjs/common';
import { ProgrammeQueries } from './programme.queries.js';
import { Reference } from './reference.js';

/** Programmes and the names beside their codes. */
@Module({
  providers: [Reference, ProgrammeQueries],
  exports: [Reference, ProgrammeQueries],
})
export class ProgrammeModule {}
