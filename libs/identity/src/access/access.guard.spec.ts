import type { ExecutionContext } from '@nestjs/common';
import type { SessionCookie } from '../sessions/session-cookie.js';
import type { Sessions } from '../sessions/sessions.js';
import { AccessGuard } from './access.guard.js';

it('refuses a route that says nothing, should one ever get past the check at start', async () => {
  const find = jest.fn();
  const guard = new AccessGuard({ find } as unknown as Sessions, { read: () => 'token' } as unknown as SessionCookie);
  const context = { getHandler: () => () => undefined } as unknown as ExecutionContext;
  await expect(guard.canActivate(context)).rejects.toMatchObject({ status: 403, code: 'undeclared-route' });
  expect(find).not.toHaveBeenCalled();
});
