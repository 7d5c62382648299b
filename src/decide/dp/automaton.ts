// What the functions of a family can answer, as an automaton that reads labelled patterns one after the other.
import type { NodeFamily } from '../../problem/training/architecture.ts';
import type { NodeFunction } from '../../problem/training/configuration.ts';
import { nodeOutput } from '../../problem/training/evaluate.ts';
import { fit, type Pattern } from './fit.ts';
import { grown, type Clock } from './limit.ts';

/** No function of the family answers that. */
export const DEAD = -1;

const UNSEEN = 0;

/**
 * A state stands for the labels of the patterns read so far, and exists iff some function of the family gives them. So a
 * response vector is possible iff the automaton can read it, and every state can go on with 0 or 1. States are made
 * when they are first met; exact separability is asked once for each, and not at all where the function of the state
 * before will do.
 */
export class Automaton {
  readonly #family: NodeFamily;
  readonly #fanIn: number;
  readonly #patterns: readonly Pattern[];
  readonly #clock: Clock;
  /** From state s by the bit b on pattern p to entry 2 (s · patterns + p) + b; 0 is not known yet. */
  #table = new Int32Array(1024);
  /** Labels of a state's patterns: unseen, or one more than the bit. */
  readonly #labels: Uint8Array[] = [];
  /** A function for each state; made on demand for tables, which always exist. */
  readonly #functions: (NodeFunction | undefined)[] = [];
  readonly #states = new Map<string, number>();

  /** @param patterns all that may be read, known by their place here */
  constructor(family: NodeFamily, fanIn: number, patterns: readonly Pattern[], clock: Clock) {
    this.#family = family;
    this.#fanIn = fanIn;
    this.#patterns = patterns;
    this.#clock = clock;
    const start = new Uint8Array(patterns.length).fill(UNSEEN);
    this.#add(start, String(start), this.#fit(start));
  }

  /** The state after one more pattern, from state 0, in which nothing was read; `DEAD` when no function is left. */
  step(state: number, pattern: number, bit: number): number {
    const next = this.#table[2 * (state * this.#patterns.length + pattern) + bit]!;
    return next === 0 ? this.#learn(state, pattern, bit) : next;
  }

  /** A function of the family that gives the labels read. */
  functionOf(state: number): NodeFunction {
    return (this.#functions[state] ??= this.#fit(this.#labels[state]!)!);
  }

  #learn(state: number, pattern: number, bit: number): number {
    const next = this.#find(state, pattern, bit);
    this.#table[2 * (state * this.#patterns.length + pattern) + bit] = next;
    return next;
  }

  #find(state: number, pattern: number, bit: number): number {
    const before = this.#labels[state]!;
    if (before[pattern] !== UNSEEN) return before[pattern] === bit + 1 ? state : DEAD;
    const labels = before.slice();
    labels[pattern] = bit + 1;
    const key = String(labels);
    const known = this.#states.get(key);
    if (known !== undefined) return known;
    if (this.#family === 'boolean') return this.#add(labels, key, undefined);
    const old = this.functionOf(state);
    const agrees = nodeOutput(old, this.#patterns[pattern]!) === (bit === 1);
    const made = agrees ? old : this.#fit(labels);
    if (made) return this.#add(labels, key, made);
    this.#states.set(key, DEAD);
    return DEAD;
  }

  #add(labels: Uint8Array, key: string, made: NodeFunction | undefined): number {
    const state = this.#labels.length;
    this.#table = grown(this.#table, 2 * (state + 1) * labels.length, 'labelings of one node');
    this.#labels.push(labels);
    this.#functions.push(made);
    this.#states.set(key, state);
    return state;
  }

  #fit(labels: Uint8Array): NodeFunction | undefined {
    const accept = this.#patterns.filter((_, p) => labels[p] === 2);
    const reject = this.#patterns.filter((_, p) => labels[p] === 1);
    // A simplex tableau has a row an input and a column a pattern, and about as many pivots as rows.
    this.#clock.tick((this.#fanIn + 2) ** 2 * (accept.length + reject.length));
    return fit(this.#family, this.#fanIn, accept, reject);
  }
}
