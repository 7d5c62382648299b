// The second reading of NO certificates, for networks of any shape and for networks with one hidden layer that may err.
import { networkCase } from '../../src/certificate/network-case.ts';
import { partialFormula } from '../../src/certificate/partial-formula.ts';
import type { Encoding } from '../../src/formula/encoding.ts';
import type { TrainingInstance } from '../../src/problem/training/schema.ts';
import { asShallow, type OutputFamily } from '../../src/problem/training/shallow.ts';
import { networkAgain } from './clauses-again.ts';
import { partialAgain } from './may-err-again.ts';
import { linesOf, need, requireSums, takeEdges, takeRefutation, unlessWrong, type Side } from './oracle.ts';

type Clauses = readonly (readonly number[])[];
type Edge = { readonly accept: Side; readonly reject: Side; readonly node?: number };

/** A case: its base clauses in the order of the format, and those of an edge, which must be true. */
type Reading = { readonly base: Clauses; readonly edge: (edge: Edge) => Clauses };

/**
 * Whether a text is a certificate that proves NO. Of base formulas only the order of clauses is taken from the checker:
 * they must be the clauses of a second reading, up to order, where nodes are tables or lazy units of at most four posts.
 * Beside other nodes the clauses of base and edges are the checker's, and the edges' sums are read again.
 */
export function provesNoOfNetwork(instance: TrainingInstance, text: string): boolean {
  return unlessWrong(() => {
    const lines = linesOf(instance, text);
    const refuted: string[] = [];
    while (lines.length > 0) {
      const header = JSON.parse(lines.shift()!) as Header;
      const { base, edge } =
        header.case === 'network' ? network(instance, header) : partial(instance, header);
      const clauses = [...base];
      for (const read of takeEdges(lines)) clauses.push(...edge(read));
      takeRefutation(lines, clauses);
      refuted.push(header.case);
    }
    return refuted.includes('network') || waysClosed(instance, refuted);
  });
}

type Header = { readonly case: string; readonly encoding?: string; readonly anchors?: readonly number[] };

function network(instance: TrainingInstance, { encoding, anchors }: Header): Reading {
  need(['table', 'weights', 'lazy'].includes(encoding ?? '') && anchors === undefined);
  const made = networkCase(instance, encoding as Encoding);
  need('cnf' in made);
  const base = made.cnf.clauses;
  const { inputs, nodes } = instance.architecture;
  const known = nodes.every(
    ({ family, from }) =>
      (/threshold|boolean/.test(family) && from.length <= 4) ||
      (family === 'xor' && from.length <= 3 && from.every((post) => post >= inputs)),
  );
  const again = known && encoding !== 'weights' ? networkAgain(instance, encoding === 'lazy') : undefined;
  if (again) need(sameClauses(base, again.clauses));
  return {
    base,
    edge({ accept, reject, node }) {
      need(node !== undefined && nodes[node]?.family === 'threshold');
      const { from } = nodes[node];
      need(encoding === 'lazy' && from.every((post) => post < inputs));
      requireSums(instance, from, accept, reject);
      if (!again) {
        const read = (side: Side) => side.map(([e, multiplier]) => [e, BigInt(multiplier)] as const);
        return made.edgeClauses({ accept: read(accept), reject: read(reject), node });
      }
      need(again.fires.has(node));
      const same = [...again.fires].filter(
        ([v]) => nodes[v]!.from.toSorted().join() === from.toSorted().join(),
      );
      return same.flatMap(([, fires]) => {
        const claim = [...accept.map(([e]) => -fires(e)), ...reject.map(([e]) => fires(e))];
        need(claim.every(Number.isInteger));
        return [claim, claim.map((literal) => -literal)];
      });
    },
  };
}

function partial(instance: TrainingInstance, { case: kind, anchors }: Header): Reading {
  need(kind === 'and' || kind === 'and-complement');
  const shallow = asShallow(instance);
  need(shallow !== undefined && anchors !== undefined && new Set(anchors).size === anchors.length);
  const positive = kind === 'and' ? '1' : '0';
  const response = (e: number): string => instance.examples[e]?.response ?? '*';
  need(anchors.every((e) => response(e) !== '*' && response(e) !== positive));
  const negatives = [...instance.examples.keys()].filter((e) => !`${positive}*`.includes(response(e)));
  need(anchors.length < Math.max(1, Math.min(shallow.hidden, negatives.length)));
  const again = partialAgain(instance, shallow.hidden, positive, anchors);
  const base = partialFormula(shallow, kind, anchors)!.clauses;
  need(sameClauses(base, again.clauses));
  return {
    base,
    edge({ accept, reject, node }) {
      need(node === undefined && accept.every(([e]) => response(e) === positive));
      need(reject.every(([e]) => negatives.includes(e)));
      requireSums(instance, [...instance.examples[0]!.stimulus].keys(), accept, reject);
      return again.edge(
        accept.map(([e]) => e),
        reject.map(([e]) => e),
      );
    },
  };
}

function sameClauses(a: Clauses, b: Clauses): boolean {
  const spelt = (clauses: Clauses): string =>
    clauses
      .filter((clause) => !clause.some((literal) => clause.includes(-literal)))
      .map((clause) => [...new Set(clause)].sort((x, y) => x - y).join(' '))
      .sort()
      .join();
  return spelt(a) === spelt(b);
}

const ONE_WAY: Partial<Record<OutputFamily, string>> = {
  and: 'and',
  nor: 'and',
  or: 'and-complement',
  nand: 'and-complement',
};

/** Whether ANDs that are refuted are all the ways of a network with one hidden layer. */
function waysClosed(instance: TrainingInstance, refuted: readonly string[]): boolean {
  const shallow = asShallow(instance);
  if (!shallow) return false;
  if (shallow.hidden <= 1) return refuted.length > 0;
  const way = ONE_WAY[shallow.output];
  if (way !== undefined) return refuted.includes(way);
  return shallow.output === 'threshold' && shallow.hidden === 2 && new Set(refuted).size === 2;
}
