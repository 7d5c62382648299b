// A training instance in SMT-LIB 2, in linear real arithmetic (QF_LRA): weights and thresholds are reals, what a node says on
// an example is a Boolean.
//
// It is exact as it stands: the constraints say what a network does, strictness included, and where reals satisfy them
// rationals do, which scale to integers. There is no symmetry breaking: every configuration is a model.
import { formatRational, type Rational } from '../exact/rational.ts';
import { stimuliOf } from '../formula/stimuli.ts';
import { InputError } from '../problem/errors.ts';
import type { NetworkNode } from '../problem/training/architecture.ts';
import {
  mayErr,
  requiredWeight,
  totalWeight,
  type Stimulus,
  type TrainingInstance,
} from '../problem/training/schema.ts';
import { demandsOf } from './demands.ts';

/** Characters beyond which no text is made. */
const MOST_CHARACTERS = 2 ** 28;

/** What a post is on a stimulus: a number, or the Boolean term of a node. */
type Value = Rational | string;

/** The lines of a script, in order. */
class Script {
  readonly lines: string[] = [];
  #characters = 0;

  add(line: string): void {
    this.#characters += line.length + 1;
    if (this.#characters > MOST_CHARACTERS)
      throw new InputError(
        'formula',
        `expected at most ${MOST_CHARACTERS} characters of SMT-LIB, found more; "trainsat decide" needs fewer`,
      );
    this.lines.push(line);
  }

  assert(term: string): void {
    this.add(`(assert ${term})`);
  }
}

/**
 * The script: `(check-sat)` answers `sat` iff the network can get enough examples right.
 * @param comments lines at its head
 * @throws InputError when it would be too long
 */
export function writeSmt(instance: TrainingInstance, comments: readonly string[]): string {
  const { architecture, examples } = instance;
  const { inputs, nodes, outputs } = architecture;
  const script = new Script();
  for (const comment of comments) script.add(`; ${comment}`);
  script.add('(set-logic QF_LRA)');
  const { first } = stimuliOf(instance);
  const said: string[][] = nodes.map(() => []);
  for (const [v, node] of nodes.entries()) {
    const output = declareNode(script, architecture, v);
    const known = new Map<string, string>();
    for (const [s, e] of first.entries()) {
      const values = node.from.map((post) =>
        post < inputs ? numberOf(examples[e]!.stimulus, post) : said[post - inputs]![s]!,
      );
      const key = values
        .map((value) => (typeof value === 'string' ? value : formatRational(value)))
        .join(' ');
      let name = known.get(key);
      if (name === undefined) {
        name = `h${v + 1}_${e}`;
        known.set(key, name);
        script.add(`(declare-const ${name} Bool)`);
        script.assert(output(name, values));
      }
      said[v]!.push(name);
    }
  }
  const { wanted, always } = demandsOf(instance);
  const rightly = (o: number, bit: string, s: number): string => {
    const name = said[outputs[o]!]![s]!;
    return bit === '1' ? name : `(not ${name})`;
  };
  const terms = wanted.map(({ stimulus, response }) =>
    conjunction([...response].flatMap((bit, o) => (bit === '*' ? [] : [rightly(o, bit, stimulus)]))),
  );
  if (mayErr(instance)) {
    script.add(
      `; of the examples a weight of ${requiredWeight(instance)} of ${totalWeight(instance)} has to be right`,
    );
    const weights = terms.map((term, i) => {
      const name = `right_${wanted[i]!.example}`;
      script.add(`(declare-const ${name} Bool)`);
      script.assert(`(=> ${name} ${term})`);
      return `(ite ${name} ${real(BigInt(wanted[i]!.weight))} 0.0)`;
    });
    script.assert(`(>= ${sum(weights)} ${real(BigInt(requiredWeight(instance) - always))})`);
  } else {
    script.add('; what the outputs have to be');
    for (const term of terms) script.assert(term);
  }
  script.add('(check-sat)');
  return `${script.lines.join('\n')}\n`;
}

/** Declares what is free in a node; the result is the term that says: a name is its output on given values of its posts. */
function declareNode(
  script: Script,
  { inputs, nodes }: TrainingInstance['architecture'],
  v: number,
): (name: string, values: readonly Value[]) => string {
  const { id, family, from }: NetworkNode = nodes[v]!;
  const posts = from.map((post) => (post < inputs ? `x${post + 1}` : nodes[post - inputs]!.id));
  script.add(
    `; node ${v + 1}, ${id}: ${family}, reads ${posts.join(' ') || 'nothing'}; h${v + 1}_e: its output on example e, the first of those that look alike to it`,
  );
  const bits = (values: readonly Value[]): string[] =>
    values.map((value) => (typeof value === 'string' ? value : String(value.numerator !== 0n)));
  const is =
    (term: (values: readonly string[]) => string) =>
    (name: string, values: readonly Value[]): string =>
      `(= ${name} ${term(bits(values))})`;
  switch (family) {
    case 'threshold': {
      const weights = from.map((_, i) => `w${v + 1}_${i + 1}`);
      const threshold = `t${v + 1}`;
      for (const name of [...weights, threshold]) script.add(`(declare-const ${name} Real)`);
      return (name, values) => {
        const total = sum(values.flatMap((value, i) => product(weights[i]!, value)));
        return `(= ${name} (>= ${total} ${threshold}))`;
      };
    }
    case 'boolean': {
      const entries = Array.from({ length: 2 ** from.length }, (_, b) => `f${v + 1}_${b}`);
      for (const name of entries) script.add(`(declare-const ${name} Bool)`);
      return is((values) => lookUp(entries, values));
    }
    case 'and-or':
      script.add(`(declare-const or${v + 1} Bool)`);
      return is((values) => `(ite or${v + 1} ${disjunction(values)} ${conjunction(values)})`);
    case 'and':
      return is(conjunction);
    case 'nand':
      return is((values) => `(not ${conjunction(values)})`);
    case 'or':
      return is(disjunction);
    case 'nor':
      return is((values) => `(not ${disjunction(values)})`);
    case 'xor':
      return is((values) => values.reduce((parity, value) => `(xor ${parity} ${value})`, 'false'));
    case 'majority':
      return is(
        (values) =>
          `(>= ${sum(values.map((value) => `(ite ${value} 1.0 0.0)`))} ${real(BigInt(Math.floor(from.length / 2) + 1))})`,
      );
  }
}

/** The entry of a table that bits point at, the first bit being the highest. */
function lookUp(entries: readonly string[], bits: readonly string[]): string {
  const [bit, ...rest] = bits;
  if (bit === undefined) return entries[0]!;
  const half = entries.length / 2;
  if (bit === 'false') return lookUp(entries.slice(0, half), rest);
  if (bit === 'true') return lookUp(entries.slice(half), rest);
  return `(ite ${bit} ${lookUp(entries.slice(half), rest)} ${lookUp(entries.slice(0, half), rest)})`;
}

/** A weight times a value; nothing where that is 0. */
function product(weight: string, value: Value): string[] {
  if (typeof value === 'string') return [`(ite ${value} ${weight} 0.0)`];
  const { numerator, denominator } = value;
  if (numerator === 0n) return [];
  if (numerator === denominator) return [weight];
  const factor = denominator === 1n ? real(numerator) : `(/ ${real(numerator)} ${real(denominator)})`;
  return [`(* ${factor} ${weight})`];
}

function real(value: bigint): string {
  return value < 0n ? `(- ${-value}.0)` : `${value}.0`;
}

function sum(terms: readonly string[]): string {
  return terms.length > 1 ? `(+ ${terms.join(' ')})` : (terms[0] ?? '0.0');
}

function conjunction(terms: readonly string[]): string {
  return terms.length > 1 ? `(and ${terms.join(' ')})` : (terms[0] ?? 'true');
}

function disjunction(terms: readonly string[]): string {
  return terms.length > 1 ? `(or ${terms.join(' ')})` : (terms[0] ?? 'false');
}

function numberOf(stimulus: Stimulus, post: number): Rational {
  return typeof stimulus === 'string'
    ? { numerator: stimulus[post] === '1' ? 1n : 0n, denominator: 1n }
    : stimulus[post]!;
}
