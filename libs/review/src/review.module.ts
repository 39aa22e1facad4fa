import { Module } from '@nestjs/common';
import { ImplementationModule } from '#libs/implementation';
import { ProgrammeModule } from '#libs/programme';
import { Decide } from './decide.js';
import { Reinstate } from './reinstate.js';
import { Revoke } from './revoke.js';

const acts = [Decide, Revoke, Reinstate];

@Module({ imports: [ImplementationModule, ProgrammeModule], providers: acts, exports: acts })
export class ReviewModule {}
