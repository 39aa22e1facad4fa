import { Lifecycle, LifecycleError } from './lifecycle.js';

const text = { zh: '门', en: 'door' };

function door(moves: Record<string, { from: string[]; to: string }>): Lifecycle<string, string, string> {
  const named = Object.entries(moves).map(([name, move]) => [name, { ...move, by: 'anyone', text }]);
  return new Lifecycle({ initial: 'shut', states: { shut: text, ajar: text }, moves: Object.fromEntries(named) });
}

describe('a lifecycle', () => {
  it('refuses a table that names an unknown state', () => {
    expect(() => door({ open: { from: ['shut'], to: 'wide' } })).toThrow(LifecycleError);
  });

  it('refuses a state that nothing leads to', () => {
    expect(() => door({ knock: { from: ['shut'], to: 'unchanged' } })).toThrow('no move leads to: ajar');
  });

  it('refuses a move that starts nowhere or names a state twice', () => {
    expect(() => door({ open: { from: [], to: 'ajar' } })).toThrow('starts nowhere');
    expect(() => door({ open: { from: ['shut', 'shut'], to: 'ajar' } })).toThrow('twice');
  });

  it('tells where a move leads and refuses it elsewhere', () => {
    const lifecycle = door({
      open: { from: ['shut'], to: 'ajar' },
      knock: { from: ['shut', 'ajar'], to: 'unchanged' },
    });
    expect(lifecycle.target('open', 'shut')).toBe('ajar');
    expect(lifecycle.target('knock', 'ajar')).toBe('ajar');
    expect(() => lifecycle.target('open', 'ajar')).toThrow('open is not legal from ajar');
  });

  it('lists every legal step and draws those that change the state', () => {
    const lifecycle = door({ open: { from: ['shut'], to: 'ajar' }, knock: { from: ['shut'], to: 'unchanged' } });
    expect(lifecycle.steps()).toEqual([
      { move: 'open', from: 'shut', to: 'ajar' },
      { move: 'knock', from: 'shut', to: 'shut' },
    ]);
    expect(lifecycle.diagram()).toBe('stateDiagram-v2\n  [*] --> shut\n  shut --> ajar: open');
  });
});
