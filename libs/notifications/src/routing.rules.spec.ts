import { workItemLifecycle } from '#libs/implementation';
import { audiences, isNotifying, reasonOf, rolesOf, toldOf } from './routing.rules.js';

const silent = ['start-draft', 'edit-draft', 'discard-draft'];

describe('who is told of what', () => {
  it('is settled for every move but those of drafts', () => {
    expect(Object.keys(audiences).toSorted()).toEqual(
      workItemLifecycle.moves.filter((move) => !silent.includes(move)).toSorted(),
    );
  });

  it.each(workItemLifecycle.moves.filter((move) => isNotifying(move)))('%s goes to the other side', (move) => {
    if (!isNotifying(move)) return;
    const isByRegion = workItemLifecycle.move(move).by.startsWith('region');
    expect(audiences[move]).toBe(isByRegion ? 'lead-department' : 'region');
  });

  it.each([...silent, 'open-item', 'sign-in', 'constructor', ''])('nobody is told of "%s"', (kind) => {
    expect(isNotifying(kind)).toBe(false);
  });

  it('reaches reviewers of the department, editors and leads of the region', () => {
    expect(rolesOf).toEqual({ 'lead-department': ['reviewer'], region: ['regional-editor', 'regional-lead'] });
  });

  it('says why', () => {
    expect(reasonOf.region({ zh: '苏州', en: 'Suzhou' })).toEqual({
      zh: '您收到此通知，因为您是苏州的填报员或负责人。',
      en: 'You receive this because you are an editor or lead of Suzhou.',
    });
  });
});

describe('the people told', () => {
  const people = ['editor', 'lead', 'editor'].map((personId) => ({ personId }));

  it('are told once', () => {
    expect(toldOf('reviewer', people)).toEqual([{ personId: 'editor' }, { personId: 'lead' }]);
  });

  it('are never the actor', () => {
    expect(toldOf('lead', people)).toEqual([{ personId: 'editor' }]);
    expect(toldOf('lead', [{ personId: 'lead' }])).toEqual([]);
  });

  it('are all when the product itself acted', () => {
    expect(toldOf(null, people)).toHaveLength(2);
  });
});
