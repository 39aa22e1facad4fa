import fc from 'fast-check';
import { Stage, stories } from './every-act-story.js';

/** Listens whether a wall of the database had to speak. */
const mockHeard = { refusals: 0 };
/** What is put before functions of the product hears and passes on whatever they take. */
type AnyFunction = (...of: unknown[]) => unknown;
type Functions = Record<string, AnyFunction>;

jest.mock('../../../apps/api/src/problems/database-errors.js', () => {
  const actual = jest.requireActual<Functions>('../../../apps/api/src/problems/database-errors.js');
  const refusalOfDatabaseError: AnyFunction = (...of) => {
    const refusal = actual['refusalOfDatabaseError']!(...of);
    if (refusal) mockHeard.refusals += 1;
    return refusal;
  };
  return { ...actual, refusalOfDatabaseError };
});

let stage: Stage;
beforeAll(async () => {
  stage = await Stage.set(96, () => mockHeard.refusals);
});
afterAll(() => stage?.built.town.close());

it('whatever people try, in whatever order, standing in for whom they like: every item lives as the table says', async () => {
  await fc.assert(
    fc.asyncProperty(stories, (story) => stage.tell(story)),
    // Always the same stories, so that a failure is a failure of the change at hand.
    { numRuns: 30, seed: 20200802, endOnFailure: true },
  );
  // The stories are worth telling only when much of what is tried succeeds and much is refused, thousands of times.
  expect(stage.steps).toBeGreaterThan(1_800);
  expect(stage.done).toBeGreaterThan(stage.steps / 4);
  expect(stage.done).toBeLessThan((stage.steps * 4) / 5);
}, 120_000);
