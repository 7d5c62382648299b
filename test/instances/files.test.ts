// The instance files: the answers of the small ones by enumeration, the facts about the real ones, the messages
// for the bad ones.
import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { reductions } from '../../reductions/index.ts';
import { Catalogue, type Posed } from '../../src/catalogue/catalogue.ts';
import type { CliqueInstance } from '../../src/problem/clique.ts';
import type { ExactCoverInstance } from '../../src/problem/exact-cover.ts';
import type { ColouringInstance } from '../../src/problem/graph-colouring.ts';
import type { DiscreteInstance } from '../../src/problem/discrete-training.ts';
import type { DnfInstance } from '../../src/problem/dnf.ts';
import type { HittingSetInstance } from '../../src/problem/hitting-set.ts';
import type { IndependentSetInstance } from '../../src/problem/independent-set.ts';
import type { FeasibleSubsystemInstance } from '../../src/problem/feasible-subsystem.ts';
import type { OpenHemisphereInstance } from '../../src/problem/open-hemisphere.ts';
import type { ReluSumInstance } from '../../src/problem/relu-sum.ts';
import type { SparsePerceptronInstance } from '../../src/problem/sparse-perceptron.ts';
import { problems } from '../../src/problem/index.ts';
import { InputError } from '../../src/problem/errors.ts';
import type { Cnf } from '../../src/problem/sat.ts';
import { setSplitting, type SetSystem } from '../../src/problem/set-splitting.ts';
import type { SubsetSumInstance } from '../../src/problem/subset-sum.ts';
import type { MaxSatInstance } from '../../src/problem/max-sat.ts';
import type { PseudoBooleanInstance } from '../../src/problem/pseudo-boolean.ts';
import { labelledPoints } from '../../src/problem/training/points.ts';
import type { TrainingInstance } from '../../src/problem/training/schema.ts';
import { asShallow, shapeOf, type ShallowInstance } from '../../src/problem/training/shallow.ts';
import type { VertexCoverInstance } from '../../src/problem/vertex-cover.ts';
import { bruteForce } from '../brute-force.ts';
import { witnessOf } from '../loading-witnesses.ts';
import { someExactCovers } from '../searches.ts';
import { poles, solutions, sparseUnits } from '../one-unit.ts';
import { reluSumExists } from '../relu-sums.ts';
import { separate } from '../separability.ts';
import {
  cliques,
  colourings,
  covers,
  discreteUnits,
  dnfs,
  hittingSets,
  independentSets,
  models,
  naeModels,
  pseudoBooleanModels,
  splittings,
  subsets,
  weightedModels,
} from '../small-sources.ts';

const room = new URL('../../instances/', import.meta.url);
const catalogue = new Catalogue(problems, reductions);
const read = (path: string): string => readFileSync(new URL(path, room), 'utf8');
const pose = (path: string): Posed => catalogue.parse(read(path), path);
const files = (folder: string): string[] => readdirSync(new URL(`${folder}/`, room)).sort();

/** Whether a network of one input can fit its examples: a unit alone, or two units under an AND. */
function onOneInput(instance: ShallowInstance): boolean {
  const { points, labels } = labelledPoints(instance);
  const x = points.map(({ value }) => [Number(value[0] ?? 0n)]);
  const positives = x.filter((_, e) => labels[e] === 1);
  const negatives = x.filter((_, e) => labels[e] === 0);
  if (instance.hidden === 0) return separate(1, positives, negatives) !== undefined;
  return Array.from({ length: 2 ** negatives.length }, (_, mask) => mask).some((mask) =>
    [0, 1].every((side) =>
      separate(
        1,
        positives,
        negatives.filter((_, q) => ((mask >> q) & 1) === side),
      ),
    ),
  );
}

/** The answer, by enumeration. */
function answer({ problem, instance }: Posed): boolean {
  switch (problem.name) {
    case 'sat':
      return models(instance as Cnf).length > 0;
    case 'nae-sat':
      return naeModels(instance as Cnf).length > 0;
    case 'set-splitting':
      return splittings(instance as SetSystem).length > 0;
    case 'graph-colouring':
      return colourings(instance as ColouringInstance).length > 0;
    case 'hitting-set':
      return hittingSets(instance as HittingSetInstance).length > 0;
    case 'vertex-cover':
      return covers(instance as VertexCoverInstance).length > 0;
    case 'independent-set':
      return independentSets(instance as IndependentSetInstance).length > 0;
    case 'clique':
      return cliques(instance as CliqueInstance).length > 0;
    case 'exact-cover':
      return someExactCovers(instance as ExactCoverInstance, 1).length > 0;
    case 'subset-sum':
      return subsets(instance as SubsetSumInstance).length > 0;
    case 'dnf':
      return dnfs(instance as DnfInstance).length > 0;
    case 'discrete-training':
      return discreteUnits(instance as DiscreteInstance).length > 0;
    case 'sparse-perceptron':
      return sparseUnits(instance as SparsePerceptronInstance).length > 0;
    case 'open-hemisphere':
      return poles(instance as OpenHemisphereInstance).length > 0;
    case 'feasible-subsystem':
      return solutions(instance as FeasibleSubsystemInstance).length > 0;
    case 'relu-sum':
      return reluSumExists(instance as ReluSumInstance);
    case 'max-sat':
      return weightedModels(instance as MaxSatInstance).length > 0;
    case 'pseudo-boolean':
      return pseudoBooleanModels(instance as PseudoBooleanInstance).length > 0;
    default: {
      const network = instance as TrainingInstance;
      const shallow = network.require === 'all' ? asShallow(network) : undefined;
      if (shallow === undefined) return witnessOf(network) !== undefined;
      return network.architecture.inputs === 1 ? onOneInput(shallow) : bruteForce(shallow);
    }
  }
}

describe('small files', () => {
  test.each(files('yes'))('yes/%s', (file) => {
    expect(answer(pose(`yes/${file}`))).toBe(true);
  });

  test.each(files('no'))('no/%s', (file) => {
    expect(answer(pose(`no/${file}`))).toBe(false);
  });

  test('every problem has files of both answers', () => {
    for (const folder of ['yes', 'no'])
      expect(
        [...new Set(files(folder).map((file) => pose(`${folder}/${file}`).problem.name))].sort(),
      ).toEqual([
        'clique',
        'discrete-training',
        'dnf',
        'exact-cover',
        'feasible-subsystem',
        'graph-colouring',
        'hitting-set',
        'independent-set',
        'max-sat',
        'nae-sat',
        'open-hemisphere',
        'pseudo-boolean',
        'relu-sum',
        'sat',
        'set-splitting',
        'sparse-perceptron',
        'subset-sum',
        'training',
        'vertex-cover',
      ]);
  });

  test('the README has a line for every file, and no others', () => {
    for (const folder of ['yes', 'no', 'real']) {
      const section = read('README.md').split(`## ${folder}\n`)[1]!.split('\n## ')[0]!;
      const named = [...section.matchAll(/^\| `([^`]+)`/gm)].map((match) => match[1]!);
      expect(named.sort()).toEqual(files(folder));
    }
  });

  test('what is written is read back', () => {
    for (const folder of ['yes', 'no', 'real'])
      for (const file of files(folder)) {
        const { problem, instance } = pose(`${folder}/${file}`);
        const again = problem.parse(problem.write(instance), 'again');
        expect(problem.canonical(again)).toBe(problem.canonical(instance));
      }
  });
});

describe('real files', () => {
  test.each([
    [8, 24, 6],
    [9, 32, 0],
  ])('van der Waerden %i: %i clauses, %i models', (n, clauses, count) => {
    const { instance } = pose(`real/van-der-waerden-${n}.cnf`);
    const cnf = instance as Cnf;
    expect([cnf.variables, cnf.clauses.length]).toEqual([n, clauses]);
    for (const clause of cnf.clauses) {
      const [a, b, c] = clause.map(Math.abs);
      expect(b! - a!).toBe(c! - b!);
      expect(new Set(clause.map(Math.sign)).size).toBe(1);
    }
    expect(models(cnf)).toHaveLength(count);
  });

  test('Grötzsch: triangle-free, 4 colours and not 3, and critical: any edge less and 3 do', () => {
    const graph = pose('real/groetzsch.col').instance as ColouringInstance;
    expect([graph.vertices, graph.edges.length, graph.colours]).toEqual([11, 20, 3]);
    const adjacent = (a: number, b: number): boolean =>
      graph.edges.some(([x, y]) => (x === a && y === b) || (x === b && y === a));
    for (const [a, b] of graph.edges)
      for (let c = 0; c < 11; c++) expect(adjacent(a, c) && adjacent(b, c)).toBe(false);
    expect(colourable(graph, 3)).toBe(false);
    expect(colourable(graph, 4)).toBe(true);
    graph.edges.forEach((_, e) => {
      expect(colourable({ ...graph, edges: graph.edges.filter((_, i) => i !== e) }, 3)).toBe(true);
    });
  });

  test('Pythagorean triples up to 100: all 52 of them, and a split', () => {
    const system = pose('real/pythagorean-100.json').instance as SetSystem;
    const numbers = system.provenance!['numbers'] as number[];
    expect(numbers).toHaveLength(system.elements);
    const squares = system.sets.map((set) => set.map((i) => numbers[i]! ** 2));
    for (const [a, b, c] of squares) expect(a! + b!).toBe(c);
    const all = new Set(system.sets.map((set) => set.map((i) => numbers[i]).join()));
    let count = 0;
    for (let a = 1; a <= 100; a++)
      for (let b = a; b <= 100; b++)
        for (let c = b; c <= 100; c++)
          if (a * a + b * b === c * c) {
            count += 1;
            expect(all.has([a, b, c].join())).toBe(true);
          }
    expect([count, all.size, system.sets.length]).toEqual([52, 52, 52]);
    // Repairing one set at a time finds a split.
    const first = Array.from({ length: system.elements }, () => false);
    for (let step = 0; step < 10_000; step++) {
      const bad = system.sets.find((set) => new Set(set.map((i) => first[i])).size === 1);
      if (!bad) break;
      const flipped = bad[step % 3]!;
      first[flipped] = !first[flipped];
    }
    expect(setSplitting.check(system, { first })).toEqual({ ok: true });
  });

  test("Fisher's Iris: 50 rows a species, the means, the two corrected rows", () => {
    const iris = pose('real/iris.json').instance as TrainingInstance;
    const rows = iris.examples.map(({ stimulus }) => {
      if (typeof stimulus === 'string') throw new TypeError('iris: expected decimal stimuli');
      return stimulus.map(({ numerator, denominator }) => Number(numerator) / Number(denominator));
    });
    expect(rows).toHaveLength(150);
    const mean = (j: number): string => (rows.reduce((sum, row) => sum + row[j]!, 0) / 150).toFixed(6);
    expect([0, 1, 2, 3].map(mean)).toEqual(['5.843333', '3.057333', '3.758000', '1.199333']);
    expect([rows[34], rows[37]]).toEqual([
      [4.9, 3.1, 1.5, 0.2],
      [4.9, 3.6, 1.4, 0.1],
    ]);
    expect(iris.examples.map(({ response }) => response).join('')).toBe(
      '0'.repeat(50) + '1'.repeat(50) + '0'.repeat(50),
    );
    expect(iris.architecture.inputs).toBe(4);
    expect(shapeOf(iris.architecture)).toEqual({ hidden: 2, output: 'threshold' });
    // Species by their known ranges of petal length.
    const range = (from: number, to: number): number[] => {
      const petals = rows.slice(from, to).map((row) => row[2]!);
      return [Math.min(...petals), Math.max(...petals)];
    };
    expect([range(0, 50), range(50, 100), range(100, 150)]).toEqual([
      [1, 1.9],
      [3, 5.1],
      [4.5, 6.9],
    ]);
  });
});

/** Whether k colours do, by backtracking. */
function colourable({ vertices, edges }: ColouringInstance, k: number): boolean {
  const colour: number[] = [];
  const extend = (v: number): boolean => {
    if (v === vertices) return true;
    for (let c = 0; c < k; c++) {
      const clash = edges.some(([a, b]) => Math.max(a, b) === v && colour[Math.min(a, b)] === c);
      if (clash) continue;
      colour[v] = c;
      if (extend(v + 1)) return true;
    }
    return false;
  };
  return extend(0);
}

describe('bad files', () => {
  const expected = JSON.parse(read('bad/expected.json')) as Record<string, string>;

  test('each has its message, and there are many', () => {
    expect(Object.keys(expected).sort()).toEqual(files('bad').filter((file) => file !== 'expected.json'));
    expect(Object.keys(expected).length).toBeGreaterThanOrEqual(50);
  });

  test.each(Object.entries(expected))('%s', (file, message) => {
    expect(message).toMatch(/expected .*, found /);
    let thrown: unknown;
    try {
      catalogue.parse(read(`bad/${file}`), file);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(InputError);
    expect((thrown as InputError).message).toBe(message);
  });
});
