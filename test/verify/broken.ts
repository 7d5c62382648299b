// Reductions broken on purpose: the verifier is held against them.
import { graphColouringToSat } from '../../reductions/graph-colouring-to-sat.ts';
import { hittingSetToOneUnit } from '../../reductions/hitting-set-to-one-unit.ts';
import { maxSatToSat } from '../../reductions/max-sat-to-sat.ts';
import { pseudoBooleanToSat } from '../../reductions/pseudo-boolean-to-sat.ts';
import { satTo3Sat } from '../../reductions/sat-to-3-sat.ts';
import { setSplittingToAndPair } from '../../reductions/set-splitting-to-and-pair.ts';
import { setSplittingToThreeNode } from '../../reductions/set-splitting-to-three-node.ts';
import { threeSatToLoading } from '../../reductions/3-sat-to-loading.ts';
import { threeSatToSetSplitting } from '../../reductions/3-sat-to-set-splitting.ts';
import { vertexCoverToHittingSet } from '../../reductions/vertex-cover-to-hitting-set.ts';
import type { AnyReduction, Reduction } from '../../src/catalogue/reduction.ts';
import type { MaxSatInstance } from '../../src/problem/max-sat.ts';
import type { PseudoBooleanInstance } from '../../src/problem/pseudo-boolean.ts';
import type { Cnf } from '../../src/problem/sat.ts';
import type { Unit } from '../../src/problem/training/configuration.ts';
import type { TrainingInstance } from '../../src/problem/training/schema.ts';
import { shallowParts } from '../../src/problem/training/shallow.ts';
import type { FailureName } from '../../src/verify/failure.ts';

/** What is wrong, the failure it has to be caught as, and the reduction. */
export type Broken = {
  readonly what: string;
  readonly failure: FailureName | 'bad-backward-witness or no-to-yes';
  readonly reduction: AnyReduction;
};

/** A good reduction with some of its parts replaced. */
function broken<S, WS, T, WT>(
  what: string,
  failure: Broken['failure'],
  good: Reduction<S, WS, T, WT>,
  change: (good: Reduction<S, WS, T, WT>) => Partial<Reduction<S, WS, T, WT>>,
): Broken {
  const reduction = { ...good, sizeLaw: '', ...change(good), name: 'broken' };
  return { what, failure, reduction };
}

/** The target has other examples than before, and the size says so. */
function examples<S, WS, WT>(
  good: Reduction<S, WS, TrainingInstance, WT>,
  change: (list: TrainingInstance['examples'], source: S) => TrainingInstance['examples'],
): Partial<Reduction<S, WS, TrainingInstance, WT>> {
  const reduce = (source: S): TrainingInstance => {
    const made = good.reduce(source);
    return { ...made, examples: change(made.examples, source) };
  };
  return { reduce, size: (source) => ({ ...good.size(source), examples: reduce(source).examples.length }) };
}

const GADGET = ['the origin', '101', '011', '100', '010', '001', '111'];

/**
 * Without any point of the gadget an output that is no AND fits: a set system that cannot be split passes, or a witness
 * comes first that extract can do nothing with, whichever the engine meets.
 */
const gadgets: readonly Broken[] = GADGET.map((point, dropped) =>
  broken(
    `the gadget point ${point} is dropped`,
    'bad-backward-witness or no-to-yes',
    setSplittingToThreeNode,
    (good) => examples(good, (list) => list.filter((_, e) => e !== dropped)),
  ),
);

const threeNode: readonly Broken[] = [
  broken('the law counts two sets for each', 'size-mismatch', setSplittingToThreeNode, () => ({
    sizeLaw: 'inputs = n + 3, hidden = 2, examples = 7 + n + 2 m',
  })),
  broken('the law says at most too few', 'size-mismatch', setSplittingToThreeNode, () => ({
    sizeLaw: 'inputs = n + 3, hidden = 2, examples at most 7 + n',
  })),
  broken('the last set is left out', 'no-to-yes', setSplittingToThreeNode, (good) =>
    examples(good, (list, { sets }) => (sets.length > 0 ? list.slice(0, -1) : list)),
  ),
  broken('the first element is positive', 'bad-forward-witness', setSplittingToThreeNode, (good) =>
    examples(good, (list, { elements, sets }) =>
      list.map((example, e) =>
        elements > 1 && sets.length > 0 && e === GADGET.length ? { ...example, response: '1' } : example,
      ),
    ),
  ),
  broken('the empty set is harmless', 'no-to-yes', setSplittingToThreeNode, (good) =>
    examples(good, (list) =>
      list.map((e, i) => (i > 6 && /^0*$/.test(e.stimulus as string) ? { ...e, response: '1' } : e)),
    ),
  ),
  broken(
    'forward gives the gadget to the wrong units',
    'bad-forward-witness',
    setSplittingToThreeNode,
    (good) => ({
      forward(system, splitting) {
        const { nodes } = good.forward(system, splitting);
        return {
          nodes: nodes.map((node, v) => {
            if (v > 1) return node;
            const { weights, threshold } = node as Unit;
            const other = (nodes[1 - v] as Unit).weights.slice(-3);
            return { weights: [...weights.slice(0, -3), ...other.map((w) => w + 1n)], threshold };
          }),
        };
      },
    }),
  ),
  broken('the size counts six points of the gadget', 'size-mismatch', setSplittingToThreeNode, (good) => ({
    size: (system) => ({ ...good.size(system), examples: good.size(system)['examples']! - 1 }),
  })),
  broken('the size forgets the hidden units', 'size-mismatch', setSplittingToThreeNode, (good) => ({
    size: (system) => ({ inputs: good.size(system)['inputs']!, examples: good.size(system)['examples']! }),
  })),
];

let calls = 0;

const andPair: readonly Broken[] = [
  broken('only one direction: the sets are forgotten', 'no-to-yes', setSplittingToAndPair, (good) =>
    examples(good, (list, { elements }) => list.slice(0, 1 + elements)),
  ),
  broken(
    'only the other direction: the origin contradicts itself',
    'yes-to-no',
    setSplittingToAndPair,
    (good) => examples(good, (list) => [...list, { ...list[0]!, response: '0' }]),
  ),
  broken('examples in random order', 'nondeterministic', setSplittingToAndPair, (good) =>
    examples(good, (list) => list.toSorted(() => Math.random() - 0.5)),
  ),
  broken('the provenance counts calls', 'nondeterministic', setSplittingToAndPair, (good) => ({
    reduce: (system) => ({ ...good.reduce(system), provenance: { call: calls++ } }),
  })),
  broken(
    'reduce sorts the sets of its source in place',
    'nondeterministic',
    setSplittingToAndPair,
    (good) => ({
      reduce(system) {
        (system.sets as number[][]).reverse();
        return good.reduce(system);
      },
    }),
  ),
  broken('the threshold of forward is off by one', 'bad-forward-witness', setSplittingToAndPair, (good) => ({
    forward(system, splitting) {
      const { nodes } = good.forward(system, splitting);
      const [first, ...rest] = nodes;
      return { nodes: [{ ...(first as Unit), threshold: 1n }, ...rest] };
    },
  })),
  broken('forward forgets a unit', 'bad-forward-witness', setSplittingToAndPair, (good) => ({
    forward: (system, splitting) => ({ nodes: good.forward(system, splitting).nodes.slice(1) }),
  })),
  broken(
    'extract serves the weights of forward alone',
    'bad-backward-witness',
    setSplittingToAndPair,
    () => ({
      extract: ({ elements }, configuration) => {
        const [unit] = shallowParts(configuration).hidden;
        return { first: Array.from({ length: elements }, (_, i) => unit?.weights[i] === -1n) };
      },
    }),
  ),
  broken('reduce throws where there are no sets', 'exception', setSplittingToAndPair, (good) => ({
    reduce: (system) =>
      system.sets[0]!.length > 99 ? good.reduce({ ...system, sets: [] }) : good.reduce(system),
  })),
  broken('extract throws at a weight of 0', 'exception', setSplittingToAndPair, (good) => ({
    extract(system, configuration) {
      const [unit] = shallowParts(configuration).hidden;
      for (const weight of unit!.weights) if (1n / weight > 1n) break;
      return good.extract(system, configuration);
    },
  })),
  broken('size throws', 'exception', setSplittingToAndPair, () => ({
    size() {
      throw new TypeError('no size');
    },
  })),
  broken('reduce returns nothing', 'bad-target', setSplittingToAndPair, () => ({
    reduce: () => undefined as unknown as TrainingInstance,
  })),
  broken('a stimulus is too short', 'bad-target', setSplittingToAndPair, (good) =>
    examples(good, (list) =>
      list.map((e, i) => (i === 1 ? { ...e, stimulus: (e.stimulus as string).slice(1) } : e)),
    ),
  ),
];

const formulas: readonly Broken[] = [
  broken(
    'a clause of literals alone: not-all-equal instead of true',
    'bad-forward-witness',
    threeSatToSetSplitting,
    (good) => ({
      reduce(formula) {
        const made = good.reduce(formula);
        const f = made.elements - 1;
        return {
          ...made,
          sets: made.sets.map((set) =>
            set.includes(f) && set.length > 2 ? set.filter((i) => i !== f) : set,
          ),
        };
      },
    }),
  ),
  broken('extract does not ask in which part F is', 'bad-backward-witness', threeSatToSetSplitting, () => ({
    extract: ({ variables }, { first }) => Array.from({ length: variables }, (_, i) => first[2 * i]!),
  })),
  broken(
    'the two literals of a variable are not kept apart',
    'bad-backward-witness',
    threeSatToSetSplitting,
    (good) => ({
      reduce(formula) {
        const made = good.reduce(formula);
        return { ...made, sets: made.sets.slice(formula.variables) };
      },
      size: (formula) => ({ ...good.size(formula), sets: 3 * formula.clauses.length }),
    }),
  ),
  broken('unit clauses are dropped', 'no-to-yes', threeSatToSetSplitting, (good) => {
    const without = (formula: Cnf): Cnf => ({
      ...formula,
      clauses: formula.clauses.filter((clause) => clause.length !== 1),
    });
    return {
      reduce: (formula) => good.reduce(without(formula)),
      forward: (formula, witness) => good.forward(without(formula), witness),
      size: (formula) => good.size(without(formula)),
    };
  }),
  broken('one link for all clauses', 'yes-to-no', satTo3Sat, (good) => ({
    reduce(formula) {
      const made = good.reduce(formula);
      const first = formula.variables + 1;
      const own = (literal: number): number =>
        Math.abs(literal) <= first ? literal : Math.sign(literal) * first;
      return { ...made, clauses: made.clauses.map((clause) => clause.map(own)) };
    },
  })),
  broken('long clauses are cut off', 'yes-to-no', satTo3Sat, () => ({
    reduce: ({ variables, clauses }) => ({
      variables,
      clauses: clauses.map((clause) => clause.slice(0, 3)),
      comments: [],
    }),
    forward: (_, assignment) => assignment,
    size: ({ variables, clauses }) => ({ variables, clauses: clauses.length }),
  })),
  broken('the last vertex needs no colour', 'bad-backward-witness', graphColouringToSat, (good) => ({
    reduce(graph) {
      const made = good.reduce(graph);
      const all = Array.from({ length: graph.colours }, (_, c) => graph.vertices * graph.colours - c);
      const needless = (clause: readonly number[]): boolean =>
        clause.length > 0 && clause.length === all.length && all.every((literal) => clause.includes(literal));
      return { ...made, clauses: made.clauses.filter((clause) => !needless(clause)) };
    },
    size: (graph) => ({
      ...good.size(graph),
      clauses: good.size(graph)['clauses']! - Math.min(1, graph.vertices),
    }),
  })),
  broken('neighbours differ in their first colour only', 'no-to-yes', graphColouringToSat, (good) => {
    const reduce: typeof good.reduce = (graph) => {
      const made = good.reduce(graph);
      const first = (literal: number): boolean => literal > 0 || (-literal - 1) % graph.colours === 0;
      return { ...made, clauses: made.clauses.filter((clause) => clause.every(first)) };
    };
    return { reduce, size: (graph) => ({ ...good.size(graph), clauses: reduce(graph).clauses.length }) };
  }),
  broken('nobody keeps the literal nodes of a variable apart', 'no-to-yes', threeSatToLoading, (good) => ({
    reduce(formula) {
      const made = good.reduce(formula);
      const free = new Set(
        made.architecture.outputs.flatMap((v, o) =>
          made.architecture.nodes[v]!.id.startsWith('B') ? [o] : [],
        ),
      );
      return {
        ...made,
        examples: made.examples.map((e) => ({
          ...e,
          response: [...e.response].map((r, o) => (free.has(o) ? '*' : r)).join(''),
        })),
      };
    },
  })),
];

const sets: readonly Broken[] = [
  broken('the origin is as heavy as all elements, not heavier', 'no-to-yes', hittingSetToOneUnit, (good) => ({
    ...examples(good, (list, { elements }) =>
      list.map((e) => (e.weight === undefined || elements < 1 ? e : { ...e, weight: elements })),
    ),
    reduce(instance) {
      const made = good.reduce(instance);
      const { elements } = instance;
      if (elements < 1) return made;
      const heavy = made.examples.filter(({ weight }) => weight !== undefined).length;
      const { atLeast } = made.require as { readonly atLeast: number };
      return {
        ...made,
        examples: made.examples.map((e) => (e.weight === undefined ? e : { ...e, weight: elements })),
        require: { atLeast: atLeast - heavy },
      };
    },
  })),
  broken('one error more is allowed', 'no-to-yes', hittingSetToOneUnit, (good) => ({
    reduce(instance) {
      const made = good.reduce(instance);
      const { atLeast } = made.require as { readonly atLeast: number };
      return { ...made, require: { atLeast: atLeast - 1 } };
    },
  })),
  broken('one error less is allowed', 'yes-to-no', hittingSetToOneUnit, (good) => ({
    reduce(instance) {
      const made = good.reduce(instance);
      const { atLeast } = made.require as { readonly atLeast: number };
      const total = made.examples.reduce((sum, { weight = 1 }) => sum + weight, 0);
      return { ...made, require: { atLeast: Math.min(total, atLeast + 1) } };
    },
  })),
  broken('extract forgets the sets that were given up', 'bad-backward-witness', hittingSetToOneUnit, () => ({
    extract: ({ elements }, { nodes }) => {
      const { weights, threshold } = nodes[0] as Unit;
      return { chosen: Array.from({ length: elements }, (_, i) => weights[i]! >= threshold) };
    },
  })),
  broken('one vertex more may be chosen', 'bad-backward-witness', vertexCoverToHittingSet, (good) => ({
    reduce: (graph) => ({ ...good.reduce(graph), size: graph.size + 1 }),
    size: (graph) => ({ ...good.size(graph), size: graph.size + 1 }),
  })),
  broken(
    'one vertex less may be chosen, so that k may fall below 0',
    'bad-target',
    vertexCoverToHittingSet,
    (good) => ({
      reduce: (graph) => ({ ...good.reduce(graph), size: graph.size - 1 }),
      size: (graph) => ({ ...good.size(graph), size: graph.size - 1 }),
    }),
  ),
  broken(
    'the vertices are chosen the other way round',
    'bad-backward-witness',
    vertexCoverToHittingSet,
    () => ({
      extract: (_, { chosen }) => ({ chosen: chosen.map((own) => !own) }),
    }),
  ),
  {
    what: 'the edges are the wrong way round: a file puts them right, and is another instance',
    failure: 'replay-mismatch',
    reduction: {
      name: 'broken',
      source: 'vertex-cover',
      target: 'vertex-cover',
      summary: '',
      citation: '',
      sizeLaw: '',
      reduce: (graph) => {
        const { edges, ...rest } = graph as { edges: [number, number][] };
        return { ...rest, edges: edges.map(([a, b]) => [b, a]) };
      },
      forward: (_, witness) => witness,
      extract: (_, witness) => witness,
      size(graph) {
        const { vertices, edges, size } = graph as { vertices: number; edges: unknown[]; size: number };
        return { vertices, edges: edges.length, size };
      },
    },
  },
];

const weights: readonly Broken[] = [
  broken('soft clauses weigh 1 each', 'bad-backward-witness or no-to-yes', maxSatToSat, (good) => {
    const counted = (instance: MaxSatInstance): MaxSatInstance => ({
      ...instance,
      soft: instance.soft.map((own) => ({ ...own, weight: 1n })),
      atLeast:
        instance.atLeast < BigInt(instance.soft.length) ? instance.atLeast : BigInt(instance.soft.length),
    });
    return { reduce: (source) => good.reduce(counted(source)), size: (source) => good.size(counted(source)) };
  }),
  broken('one more has to be reached', 'yes-to-no', maxSatToSat, (good) => {
    const more = (instance: MaxSatInstance): MaxSatInstance => ({
      ...instance,
      atLeast: instance.atLeast + 1n,
    });
    return { reduce: (source) => good.reduce(more(source)), size: (source) => good.size(more(source)) };
  }),
  broken('soft clauses listed twice count once', 'yes-to-no', maxSatToSat, (good) => {
    const once = (instance: MaxSatInstance): MaxSatInstance => ({
      ...instance,
      soft: [...new Map(instance.soft.map((own) => [own.clause.join(), own])).values()],
    });
    return {
      reduce: (source) => good.reduce(once(source)),
      forward: (source, witness) => good.forward(once(source), witness),
      size: (source) => good.size(once(source)),
    };
  }),
  broken(
    'nothing keeps a soft clause and its variable together',
    'bad-backward-witness or no-to-yes',
    maxSatToSat,
    (good) => {
      const reduce: typeof good.reduce = (instance) => {
        const made = good.reduce(instance);
        const met = (literal: number): boolean => -literal > instance.variables;
        const [hard, rest] = [
          made.clauses.slice(0, instance.hard.length),
          made.clauses.slice(instance.hard.length),
        ];
        const own = new Set(
          rest
            .slice(0, instance.soft.filter(({ clause }) => clause.length > 1).length)
            .filter((c) => c.some(met)),
        );
        return { ...made, clauses: [...hard, ...rest.filter((clause) => !own.has(clause))] };
      };
      return { reduce, size: (source) => ({ ...good.size(source), clauses: reduce(source).clauses.length }) };
    },
  ),
  broken('negated literals count like their variables', 'yes-to-no', pseudoBooleanToSat, (good) => {
    const positive = (instance: PseudoBooleanInstance): PseudoBooleanInstance => ({
      ...instance,
      constraints: instance.constraints.map((own) => ({
        ...own,
        terms: own.terms.map((term) => ({ ...term, literal: Math.abs(term.literal) })),
      })),
    });
    return {
      reduce: (source) => good.reduce(positive(source)),
      size: (source) => good.size(positive(source)),
    };
  }),
  broken('equations are from below only', 'no-to-yes', pseudoBooleanToSat, (good) => {
    const loose = (instance: PseudoBooleanInstance): PseudoBooleanInstance => ({
      ...instance,
      constraints: instance.constraints.map((own) => ({
        ...own,
        relation: own.relation === '=' ? '>=' : own.relation,
      })),
    });
    return { reduce: (source) => good.reduce(loose(source)), size: (source) => good.size(loose(source)) };
  }),
  broken('bounds are rounded to doubles', 'yes-to-no', pseudoBooleanToSat, (good) => {
    const rounded = (instance: PseudoBooleanInstance): PseudoBooleanInstance => ({
      ...instance,
      constraints: instance.constraints.map((own) => ({ ...own, bound: BigInt(Number(own.bound)) })),
    });
    return { reduce: (source) => good.reduce(rounded(source)), size: (source) => good.size(rounded(source)) };
  }),
];

export const brokenReductions: readonly Broken[] = [
  ...gadgets,
  ...threeNode,
  ...andPair,
  ...formulas,
  ...sets,
  ...weights,
];
