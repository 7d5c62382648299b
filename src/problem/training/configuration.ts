// A configuration: what every node of a network computes. The witness of a training instance.
import * as z from 'zod';
import { lcm, parseRational, type Rational } from '../../exact/rational.ts';
import { InputError, found } from '../errors.ts';
import { parseJson, validate } from '../json.ts';
import { MAX_WITNESS_DIGITS } from '../numerals.ts';
import { GATES, type NodeFamily, type Gate, type NetworkNode } from './architecture.ts';
import type { TrainingInstance } from './schema.ts';

/** A threshold unit: outputs 1 iff weights · x ≥ threshold. Integers, in terms of the stimuli. */
export type Unit = { readonly weights: readonly bigint[]; readonly threshold: bigint };

/** A truth table: character b is the output where the posts read, in their order, spell b in binary, first post first. */
export type Table = { readonly table: string };

/** What a node computes of the posts it reads, in their order. */
export type NodeFunction = Unit | Table | { readonly gate: Gate };

/** A function for every node, in the order of the architecture. */
export type Configuration = { readonly nodes: readonly NodeFunction[] };

const numeral = z.union([z.string(), z.number()]);
const configurationSchema = z.strictObject({
  format: z.literal('trainsat.configuration/1'),
  nodes: z
    .array(
      z.union([
        z.strictObject({ weights: z.array(numeral), threshold: numeral }),
        z.strictObject({ table: z.string().regex(/^[01]*$/, 'expected a string of 0 and 1') }),
        z.strictObject({ gate: z.enum(GATES) }),
      ]),
    )
    .min(1),
});

/** What a node of a family may be told to compute. */
const FORMS: Readonly<Record<Exclude<NodeFamily, Gate>, string>> = {
  threshold: 'a threshold unit {"weights", "threshold"}',
  boolean: 'a truth table {"table"}',
  'and-or': '{"gate": "and"} or {"gate": "or"}',
};

/**
 * Reads `{"format": "trainsat.configuration/1", "nodes": [{"weights": […], "threshold": …}, {"table": "0110"}, {"gate":
 * "and"}, …]}`. Rational weights are accepted and scaled to integers, unit by unit, which changes no output.
 * @throws InputError with a JSON path, also when a node does not fit `instance`
 */
export function parseConfiguration(text: string, source: string, instance: TrainingInstance): Configuration {
  return configurationFromJson(parseJson(text, source), source, instance);
}

/** As `parseConfiguration`, from a JSON value (a configuration inside a certificate). */
export function configurationFromJson(
  value: unknown,
  source: string,
  { architecture }: TrainingInstance,
): Configuration {
  const { nodes } = validate(configurationSchema, value, source);
  const wanted = architecture.nodes;
  if (nodes.length !== wanted.length)
    throw new InputError(
      `${source}: nodes`,
      `expected ${wanted.length} nodes, in the order of the network, found ${nodes.length}`,
    );
  return {
    nodes: nodes.map((written, v): NodeFunction => {
      const place = `${source}: nodes[${v}]`;
      const node = 'weights' in written ? readUnit(written, place) : written;
      const misfit = unfit(wanted[v]!, node);
      if (misfit) throw new InputError(`${place}${misfit.key}`, misfit.problem);
      return node;
    }),
  };
}

/** Why a function is none of a node's; undefined when it is one. */
export function unfit(
  { family, from }: NetworkNode,
  node: NodeFunction,
): { readonly key: string; readonly problem: string } | undefined {
  const fits =
    family === 'threshold'
      ? 'weights' in node
      : family === 'boolean'
        ? 'table' in node
        : 'gate' in node &&
          (family === 'and-or' ? node.gate === 'and' || node.gate === 'or' : node.gate === family);
  if (!fits) {
    const form = FORMS[family as keyof typeof FORMS] ?? `{"gate": "${family}"}`;
    return { key: '', problem: `expected ${form}, found ${kind(node)}` };
  }
  if ('weights' in node && node.weights.length !== from.length)
    return {
      key: '.weights',
      problem: `expected ${from.length} weights, found ${node.weights.length}`,
    };
  if ('table' in node && node.table.length !== 2 ** from.length)
    return {
      key: '.table',
      problem: `expected ${2 ** from.length} characters, found ${node.table.length}`,
    };
  return undefined;
}

function kind(node: NodeFunction): string {
  if ('weights' in node) return 'a threshold unit';
  return 'table' in node ? 'a truth table' : `{"gate": "${node.gate}"}`;
}

function readUnit(
  {
    weights,
    threshold,
  }: { readonly weights: readonly (string | number)[]; readonly threshold: string | number },
  place: string,
): Unit {
  const read = (item: string | number, path: string): Rational => {
    const rational = parseRational(String(item), MAX_WITNESS_DIGITS);
    if (rational === undefined)
      throw new InputError(path, `expected an integer or a rational, found ${found(item)}`);
    return rational;
  };
  return integerUnit(
    weights.map((w, j) => read(w, `${place}.weights[${j}]`)),
    read(threshold, `${place}.threshold`),
  );
}

/** The integer unit with the same outputs as the rational one: everything times the common denominator. */
export function integerUnit(weights: readonly Rational[], threshold: Rational): Unit {
  let scale = threshold.denominator;
  for (const w of weights) scale = lcm(scale, w.denominator);
  const integer = (r: Rational): bigint => (r.numerator * scale) / r.denominator;
  return { weights: weights.map(integer), threshold: integer(threshold) };
}

/** The unit that fires exactly where this one does not: over integers, w·x < θ iff -w·x ≥ 1 - θ. */
export function negatedUnit({ weights, threshold }: Unit): Unit {
  return { weights: weights.map((w) => -w), threshold: 1n - threshold };
}

/** The output unit that fires iff all of `hidden` units do. */
export function conjunction(hidden: number): Unit {
  return { weights: Array.from({ length: hidden }, () => 1n), threshold: BigInt(hidden) };
}

/** The JSON form of a configuration. */
export function configurationToJson({ nodes }: Configuration): z.input<typeof configurationSchema> {
  return {
    format: 'trainsat.configuration/1',
    nodes: nodes.map((node) =>
      'weights' in node ? { weights: node.weights.map(String), threshold: String(node.threshold) } : node,
    ),
  };
}
