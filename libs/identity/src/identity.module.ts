import { Module } from '@nestjs/common';
import { AuditModule } from '#libs/audit';
import { NameHead } from './heads/name-head.js';
import { Passwords } from './passwords/passwords.js';
import { People } from './people/people.js';
import { PeopleQueries } from './people/people.queries.js';
import { Sessions } from './sessions/sessions.js';
import { EndSubstitution } from './substitutes/end-substitution.js';
import { NameSubstitute } from './substitutes/name-substitute.js';
import { SubstitutionQueries } from './substitutes/substitution.queries.js';

const acts = [NameSubstitute, EndSubstitution, NameHead];

/** Who people are and what they hold; for every process. */
@Module({
  imports: [AuditModule],
  providers: [Passwords, People, PeopleQueries, Sessions, SubstitutionQueries, ...acts],
  exports: [Passwords, People, PeopleQueries, Sessions, SubstitutionQueries, ...acts],
})
export class IdentityModule {}
