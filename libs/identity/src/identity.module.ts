import { Module } from '@nestjs/common';
import { Passwords } from './passwords/passwords.js';
import { People } from './people/people.js';
import { PeopleQueries } from './people/people.queries.js';
import { Sessions } from './sessions/sessions.js';

/** Who people are and what they hold; for every process. */
@Module({
  providers: [Passwords, People, PeopleQueries, Sessions],
  exports: [Passwords, People, PeopleQueries, Sessions],
})
export class IdentityModule {}
