import { Module, type OnModuleInit } from '@nestjs/common';
import { APP_GUARD, ModulesContainer } from '@nestjs/core';
import { AccessGuard } from './access/access.guard.js';
import { CrossSiteGuard } from './access/cross-site.guard.js';
import { refuseUndeclared, routesIn } from './access/declared-routes.js';
import { HeadsController } from './heads/heads.controller.js';
import { IdentityModule } from './identity.module.js';
import { MeController } from './me/me.controller.js';
import { MeQueries } from './me/me.queries.js';
import { ColleaguesController } from './people/colleagues.controller.js';
import { ColleaguesQueries } from './people/colleagues.queries.js';
import { SessionCookie } from './sessions/session-cookie.js';
import { SessionsController } from './sessions/sessions.controller.js';
import { SignIn } from './sessions/sign-in.js';
import { SignInThrottle } from './sessions/sign-in-throttle.js';
import { SubstitutionController } from './substitutes/substitution.controller.js';

/** Signing in, people and who stands in for whom, and the guards that stand before every route of the application, whichever lib it belongs to. */
@Module({
  imports: [IdentityModule],
  controllers: [SessionsController, MeController, ColleaguesController, SubstitutionController, HeadsController],
  providers: [
    SessionCookie,
    SignIn,
    SignInThrottle,
    MeQueries,
    ColleaguesQueries,
    CrossSiteGuard,
    { provide: APP_GUARD, useClass: AccessGuard },
  ],
  exports: [SessionCookie],
})
export class IdentityHttpModule implements OnModuleInit {
  constructor(private readonly modules: ModulesContainer) {}

  /** The application does not start with a route that forgets to say who may use it. */
  onModuleInit(): void {
    refuseUndeclared(routesIn(this.modules));
  }
}
