import type { Text } from '#libs/platform';

/** One row of a lifecycle: what may be done from which states, and where it leads. */
export interface MoveDefinition<State extends string, Side extends string> {
  from: readonly State[];
  /** The state afterwards; `unchanged` for acts that leave a trace but do not move the thing. */
  to: State | 'unchanged';
  by: Side;
  text: Text;
}

/** One legal step, as the database knows it. */
export interface Step<State extends string, Move extends string> {
  move: Move;
  from: State;
  to: State;
}

export interface LifecycleDefinition<State extends string, Move extends string, Side extends string> {
  initial: State;
  states: Record<State, Text>;
  moves: Record<Move, MoveDefinition<State, Side>>;
}

/** Thrown at start when a lifecycle table contradicts itself. */
export class LifecycleError extends Error {}

/** A lifecycle that was checked when it was made; the one place that knows which moves are legal. */
export class Lifecycle<State extends string, Move extends string, Side extends string> {
  readonly states: readonly State[];
  readonly moves: readonly Move[];

  constructor(readonly definition: LifecycleDefinition<State, Move, Side>) {
    this.states = Object.keys(definition.states) as State[];
    this.moves = Object.keys(definition.moves) as Move[];
    this.check();
  }

  move(name: Move): MoveDefinition<State, Side> {
    return this.definition.moves[name];
  }

  isLegal(name: Move, from: State): boolean {
    return this.move(name).from.includes(from);
  }

  /** The state after a move. Throws LifecycleError when the move is not legal there. */
  target(name: Move, from: State): State {
    if (!this.isLegal(name, from)) throw new LifecycleError(`${name} is not legal from ${from}`);
    const { to } = this.move(name);
    return to === 'unchanged' ? from : to;
  }

  /** Every legal step: what the database is given to check against. */
  steps(): Step<State, Move>[] {
    return this.moves.flatMap((move) =>
      this.move(move).from.map((from) => ({ move, from, to: this.target(move, from) })),
    );
  }

  /** A Mermaid state diagram of the moves that change the state. */
  diagram(): string {
    const arrows = this.steps()
      .filter(({ from, to }) => from !== to)
      .map(({ move, from, to }) => `  ${from} --> ${to}: ${move}`);
    return ['stateDiagram-v2', `  [*] --> ${this.definition.initial}`, ...arrows].join('\n');
  }

  private check(): void {
    const known = new Set<string>(this.states);
    for (const name of this.moves) {
      const { from, to } = this.move(name);
      const unknown = [...from, to].filter((state) => state !== 'unchanged' && !known.has(state));
      if (unknown.length > 0) throw new LifecycleError(`${name} names unknown states: ${unknown.join(', ')}`);
      if (from.length === 0) throw new LifecycleError(`${name} starts nowhere`);
      if (new Set(from).size !== from.length) throw new LifecycleError(`${name} names a state twice`);
    }
    const unreachable = this.states.filter((state) => !this.reachable().has(state));
    if (unreachable.length > 0) throw new LifecycleError(`no move leads to: ${unreachable.join(', ')}`);
  }

  private reachable(): Set<State> {
    const reached = new Set<State>([this.definition.initial]);
    for (let size = 0; size !== reached.size;) {
      size = reached.size;
      for (const { from, to } of this.steps()) if (reached.has(from)) reached.add(to);
    }
    return reached;
  }
}
