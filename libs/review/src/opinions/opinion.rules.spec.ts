import fc from 'fast-check';
import { answerFaults, departmentFaults, opinionFaults, unanswered } from './opinion.rules.js';

const nameOf = (code: string) => ({ zh: `${code}部`, en: code });
const departments = fc.uniqueArray(fc.constantFrom('A', 'B', 'C', 'D'));

it('an objection needs a reason, and blanks are none', () => {
  expect(opinionFaults('objection', undefined)).toMatchObject([{ pointer: '/reason' }]);
  expect(opinionFaults('objection', ' \n')).toHaveLength(1);
  expect(opinionFaults('objection', 'The ports are ours')).toEqual([]);
  expect(opinionFaults('no-objection', undefined)).toEqual([]);
});

it('only supporting departments are asked, each once a round', () => {
  const faults = departmentFaults(['A', 'B', 'C'], ['A', 'B'], ['B']);
  expect(faults.map(({ code, pointer }) => [code, pointer])).toEqual([
    ['already-asked', '/departments/1'],
    ['not-supporting', '/departments/2'],
  ]);
});

it('a decision is complete exactly when it answers those who object, and nobody else', () => {
  fc.assert(
    fc.property(departments, departments, (objections, answered) => {
      const answers = answered.map((department) => ({ department, answer: 'Because' }));
      const left = unanswered(answers, objections, nameOf);
      const tooMuch = answerFaults(answers, objections);
      expect(left.length).toBe(objections.filter((one) => !answered.includes(one)).length);
      expect(tooMuch.length).toBe(answered.filter((one) => !objections.includes(one)).length);
      expect(left.length + tooMuch.length === 0).toBe(objections.toSorted().join() === answered.toSorted().join());
    }),
  );
});
