// The dynamic program: variables are eliminated one by one, and found again in the opposite order.
import type { Constraint } from './constraint.ts';
import { extended, Extension, type Values } from './extension.ts';
import { LimitError, MAX_NUMBERS, MAX_TUPLES } from './limit.ts';
import { join, project, TRUE, type Projection, type Relation } from './relation.ts';

/**
 * Response vectors for all variables such that all constraints hold; undefined when there are none.
 *
 * The bag of a variable: the relations and the constraints on it that no variable before it took, joined. Its projection
 * to the other variables goes to the first of them in the order (bucket elimination; Dechter, Artif. Intell. 113, 1999).
 * @param constraints by node, in topological order
 * @param order all variables
 * @param values its domains are filled in
 * @returns by node the number of its vector
 * @throws LimitError
 */
export function solve(
  constraints: readonly (Constraint | undefined)[],
  order: readonly number[],
  values: Values,
): Int32Array | undefined {
  const place = new Int32Array(constraints.length);
  order.forEach((v, i) => (place[v] = i));
  const first = (scope: readonly number[]): number =>
    scope.reduce((least, v) => Math.min(least, place[v]!), Infinity);
  const bags = order.map(() => ({ relations: [] as Relation[], constraints: [] as Constraint[] }));
  for (const constraint of constraints) {
    if (!constraint) continue;
    const { node, posts, variable } = constraint;
    if (variable) {
      const domain = domainOf(constraint, values);
      if (domain.length === 0) return undefined;
      values.domains[node] = domain;
      if (posts.length > 0) bags[first([...posts, node])]!.constraints.push(constraint);
    } else if (posts.length > 0) {
      bags[first(posts)]!.constraints.push(constraint);
    } else if (extended(TRUE, constraint, values).count === 0) {
      return undefined;
    }
  }
  const projections: Projection[] = [];
  let kept = 0;
  for (const [i, v] of order.entries()) {
    const bag = joined(bags[i]!.relations, bags[i]!.constraints, values);
    if (bag.count === 0) return undefined;
    const projection = project(bag, v);
    const { rest } = projection;
    kept += rest.rows.length + rest.count;
    if (kept > MAX_NUMBERS) throw new LimitError('memory: tuples of all bags');
    projections.push(projection);
    if (rest.scope.length > 0) bags[first(rest.scope)]!.relations.push(rest);
    bags[i] = { relations: [], constraints: [] };
  }
  return assignment(projections, constraints.length);
}

/** The vectors that a variable has beside some vectors of its posts' domains. */
function domainOf(constraint: Constraint, values: Values): Int32Array {
  const found = new Set<number>();
  const extension = new Extension(TRUE, constraint, values);
  extension.run((_, tuple) => {
    found.add(tuple[tuple.length - 1]!);
    if (found.size > MAX_TUPLES)
      throw new LimitError(`width: more than ${MAX_TUPLES} response vectors of a node`);
  });
  return Int32Array.from(found);
}

/** Small relations first; then the constraints, those first that have most of their variables there. */
function joined(
  relations: readonly Relation[],
  constraints: readonly Constraint[],
  values: Values,
): Relation {
  let bag = relations
    .toSorted((a, b) => a.count - b.count)
    .reduce((whole, relation) => (whole === TRUE ? relation : join(whole, relation)), TRUE);
  const lacking = ({ posts }: Constraint): number => posts.filter((post) => !bag.scope.includes(post)).length;
  const turns = constraints.map((constraint) => ({ constraint, lacks: lacking(constraint) }));
  for (const { constraint } of turns.sort((a, b) => a.lacks - b.lacks))
    bag = extended(bag, constraint, values);
  return bag;
}

/** A value for the last variable, then for each one before it a value that goes with those. */
function assignment(projections: readonly Projection[], nodes: number): Int32Array {
  const chosen = new Int32Array(nodes);
  for (const { variable, rest, values } of projections.toReversed()) {
    const { rows, scope, count } = rest;
    let row = 0;
    while (row < count && scope.some((v, i) => rows[row * scope.length + i] !== chosen[v])) row++;
    if (row === count) throw new Error(`solve: expected a value for node ${variable}, found none`);
    chosen[variable] = values[row]!;
  }
  return chosen;
}
