import { implementationConstraints, implementationSqlStates } from '#libs/implementation';
import { constraintProblems } from './constraints.js';
import { refusalOfDatabaseError } from './database-errors.js';

const thrown = (parts: { code?: string; constraint?: string }) => Object.assign(new Error('refused'), parts);
const refusal = (parts: { code?: string; constraint?: string }) =>
  refusalOfDatabaseError(thrown(parts), constraintProblems);

it('what nobody has named stays unknown', () => {
  expect(refusal({ code: '23505', constraint: 'nobody_knows' })).toBeUndefined();
  expect(refusal({ code: 'MT999' })).toBeUndefined();
  expect(refusal({ code: 'constructor', constraint: 'toString' })).toBeUndefined();
});

it('every wall of the work items speaks as its domain error', () => {
  for (const [constraint, problem] of Object.entries(implementationConstraints))
    expect(refusal({ code: '23505', constraint })).toMatchObject({ status: problem().status, code: problem().code });
  for (const [code, problem] of Object.entries(implementationSqlStates))
    expect(refusal({ code })).toMatchObject({ status: problem().status, code: problem().code });
});

it('also under the wrapper that TypeORM puts round it', () => {
  const wrapped = Object.assign(new Error('query failed'), { driverError: thrown({ code: 'MT412' }) });
  expect(refusalOfDatabaseError(wrapped, constraintProblems)).toMatchObject({ status: 412, code: 'stale-version' });
});
