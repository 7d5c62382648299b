// Everybody's answer about an instance of any problem of the catalogue: along every way of reductions to an engine, each
// witness walked back and checked, and by enumeration where it is small.
import type { Random } from '../../src/random.ts';
import { walkBack, type Posed } from '../../src/catalogue/catalogue.ts';
import type { AnyReduction } from '../../src/catalogue/reduction.ts';
import { decideReluSum } from '../../src/decide/relu-sum.ts';
import { InputError } from '../../src/problem/errors.ts';
import type { ColouringInstance } from '../../src/problem/graph-colouring.ts';
import { reluSum, type ReluSumInstance } from '../../src/problem/relu-sum.ts';
import type { Cnf } from '../../src/problem/sat.ts';
import type { SetSystem } from '../../src/problem/set-splitting.ts';
import { loading, training } from '../../src/problem/training/problem.ts';
import type { TrainingInstance } from '../../src/problem/training/schema.ts';
import { asShallow } from '../../src/problem/training/shallow.ts';
import { registry } from '../../src/registry.ts';
import { specimens } from '../../src/verify/specimens/index.ts';
import { formulaVerdict } from './formulas.ts';
import { generalOpinions } from './general.ts';
import { between, few, pick, require, type Answer, type Opinion, type Panel } from './kind.ts';
import { networkOpinions } from './networks.ts';
import { networkVerdict } from './verdicts.ts';

const { catalogue, families } = registry;

/** Targets beyond this many examples, clauses or sets are left to the other ways. */
const MOST_PARTS = 400;
/** Witnesses beyond which there is no enumeration. */
const MOST_CANDIDATES = 5000;

/** An instance of a source problem. */
export function randomSource(random: Random): Posed {
  return pick(random, [
    randomSets,
    randomGraph,
    () => randomCnf(random, 'sat'),
    () => randomCnf(random, 'nae-sat'),
    randomSpecimen,
  ])(random);
}

/** Of any problem but those whose instances are networks. */
function randomSpecimen(random: Random): Posed {
  const own = pick(
    random,
    specimens.filter(({ problem }) => problem !== training.name && problem !== loading.name),
  );
  return { problem: catalogue.problem(own.problem), instance: own.random(random, between(random, 1, 5)) };
}

function randomSets(random: Random): Posed {
  const elements = between(random, 1, 9);
  const sets = Array.from({ length: few(random, 4 * elements) }, () =>
    random.subset(
      Math.min(elements, random.below(20) === 0 ? random.below(2) : between(random, 2, 4)),
      elements,
    ),
  );
  return { problem: catalogue.problem('set-splitting'), instance: { elements, sets } satisfies SetSystem };
}

function randomGraph(random: Random): Posed {
  const vertices = between(random, 1, 7);
  const chance = between(random, 20, 90);
  const edges: [number, number][] = [];
  for (let b = 1; b < vertices; b++)
    for (let a = 0; a < b; a++) if (random.below(100) < chance) edges.push([a, b]);
  const instance: ColouringInstance = { vertices, edges, colours: between(random, 1, 4) };
  return { problem: catalogue.problem('graph-colouring'), instance };
}

function randomCnf(random: Random, problem: 'sat' | 'nae-sat'): Posed {
  const variables = between(random, 1, 7);
  const literal = (): number => (1 + random.below(variables)) * (random.below(2) === 0 ? 1 : -1);
  const clauses = Array.from({ length: few(random, 5 * variables) }, () =>
    Array.from({ length: random.below(30) === 0 ? 0 : between(random, 1, 4) }, literal),
  );
  return { problem: catalogue.problem(problem), instance: { variables, clauses } satisfies Cnf };
}

/** An instance of one of the families, with small parameters. */
export function ofFamily(random: Random): Posed {
  const small: Readonly<Record<string, () => Record<string, number>>> = {
    'set-splitting': () => ({ n: between(random, 6, 24), ratio: between(random, 5, 26) / 10 }),
    'set-splitting-planted': () => ({ n: between(random, 8, 24), ratio: between(random, 5, 30) / 10 }),
    colouring: () => ({
      n: between(random, 6, 14),
      degree: between(random, 0, 50) / 10,
      colours: between(random, 1, 4),
    }),
    'colouring-planted': () => ({
      n: between(random, 8, 14),
      degree: between(random, 0, 30) / 10,
      colours: between(random, 2, 4),
    }),
    '3-sat': () => ({ n: between(random, 4, 7), ratio: between(random, 20, 50) / 10 }),
    '3-sat-planted': () => ({ n: between(random, 4, 7), ratio: between(random, 20, 50) / 10 }),
    'hitting-set': () => {
      const n = between(random, 5, 9);
      return { n, ratio: between(random, 5, 20) / 10, size: random.below(n) };
    },
    'random-labels': () => ({
      n: between(random, 5, 8),
      m: between(random, 1, 32),
      units: between(random, 1, 3),
      output: random.below(3),
    }),
    'planted-halfspaces': () => ({
      n: between(random, 7, 10),
      m: between(random, 1, 24),
      units: between(random, 1, 3),
      margin: 0,
      noise: pick(random, [0, 0, 0.05]),
    }),
    columnar: () => ({
      columns: between(random, 2, 6),
      window: between(random, 1, 3),
      inputs: between(random, 1, 3),
      items: random.below(5),
      nodes: random.below(3),
      planted: random.below(2),
    }),
    'independent-set': () => ({
      n: between(random, 6, 9),
      degree: between(random, 0, 30) / 10,
      size: between(random, 0, 4),
      planted: random.below(2),
    }),
    'vertex-cover': () => ({
      n: between(random, 6, 9),
      degree: between(random, 0, 30) / 10,
      size: between(random, 0, 4),
      planted: random.below(2),
    }),
    clique: () => ({
      n: between(random, 5, 9),
      density: between(random, 4, 9) / 10,
      size: between(random, 0, 3),
      planted: random.below(2),
    }),
    'exact-cover': () => ({
      n: 3 * between(random, 2, 3),
      ratio: between(random, 5, 16) / 10,
      planted: random.below(2),
    }),
    'subset-sum': () => ({
      n: between(random, 1, 6),
      bits: between(random, 1, 6),
      planted: random.below(2),
    }),
    'dnf-planted': () => ({
      n: between(random, 6, 9),
      terms: between(random, 1, 3),
      width: between(random, 2, 3),
      m: between(random, 1, 6),
    }),
    'discrete-planted': () => ({
      n: between(random, 5, 8),
      m: between(random, 1, 10),
      units: between(random, 1, 2),
      low: between(random, -2, 0),
      high: between(random, 1, 3),
    }),
    'sparse-perceptron-planted': () => ({
      n: between(random, 3, 5),
      m: between(random, 2, 8),
      k: between(random, 0, 3),
    }),
    'open-hemisphere-planted': () => ({
      n: between(random, 1, 4),
      single: random.below(5),
      pairs: random.below(5),
      beyond: random.below(2),
    }),
    'feasible-subsystem-planted': () => ({
      n: between(random, 1, 3),
      single: random.below(5),
      pairs: random.below(4),
      beyond: random.below(2),
    }),
    'relu-sum-planted': () => ({
      n: between(random, 3, 4),
      m: between(random, 1, 6),
      units: between(random, 0, 2),
    }),
    'max-sat': () => ({
      n: between(random, 4, 7),
      hard: between(random, 0, 30) / 10,
      soft: between(random, 5, 20) / 10,
      weight: between(random, 1, 20),
      share: between(random, 85, 100) / 100,
      planted: random.below(2),
    }),
    'pseudo-boolean': () => ({
      n: between(random, 4, 8),
      m: between(random, 1, 9),
      terms: between(random, 1, 4),
      coefficient: between(random, 1, 9),
      planted: random.below(2),
    }),
    parity: () => ({ n: between(random, 1, 4), units: between(random, 1, 4), output: random.below(3) }),
  };
  const family = pick(random, families);
  const parameters = small[family.name];
  require(parameters !== undefined, `the family ${family.name} has no small parameters here`);
  const { instance } = family.generate(family.parameters.parse(parameters()), random.below(2 ** 32));
  return { problem: catalogue.problem(family.problem), instance };
}

/** Everybody's answer; throws when a witness walked back is wrong. */
export async function posedOpinions({ problem, instance }: Posed, panel: Panel): Promise<Opinion[]> {
  if (problem.name === training.name) {
    const shallow = asShallow(instance as TrainingInstance);
    return shallow ? networkOpinions(shallow, panel) : generalOpinions(instance as TrainingInstance, panel);
  }
  const opinions: Opinion[] = [];
  const known = (instance as { provenance?: Record<string, unknown> }).provenance?.['answer'];
  for (const way of waysToEngines(problem.name)) {
    // The first of the ways is always asked, so that somebody answers.
    if (opinions.length > 0 && !panel.asked(4)) continue;
    const instances = inDomain(instance, way, opinions.length > 0 ? MOST_PARTS : Infinity);
    if (!instances) continue;
    const target = catalogue.problem(way.at(-1)?.target ?? problem.name);
    const by = way.length === 0 ? 'cdcl' : way.map(({ name }) => name).join(', ');
    const { answer, witness } = await decided(target.name, instances.at(-1), panel);
    if (answer === 'yes') {
      const check = problem.check(instance, walkBack(instances, way, witness));
      require(check.ok, `${by}: the witness walked back is wrong: ${check.ok ? '' : check.reason}`);
    }
    opinions.push({ by, answer });
  }
  if (problem.name === reluSum.name)
    opinions.push({
      by: 'the engine for sums',
      answer: await reluAnswer(instance as ReluSumInstance, panel),
    });
  const witness = someWitness({ problem, instance });
  if (witness !== undefined) opinions.push({ by: 'enumeration', answer: witness ? 'yes' : 'no' });
  if (known === 'yes' || known === 'no') opinions.push({ by: 'the generator', answer: known });
  return opinions;
}

/**
 * The instances along a way; undefined where a step does not take them (a truth table of too many inputs, say), or would
 * make one of more than `most` parts.
 */
function inDomain(instance: unknown, way: readonly AnyReduction[], most: number): unknown[] | undefined {
  const instances = [instance];
  try {
    for (const step of way) {
      if (Math.max(...Object.values(step.size(instances.at(-1)))) > most) return undefined;
      instances.push(step.reduce(instances.at(-1)));
    }
    return instances;
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return undefined;
  }
}

async function decided(
  target: string,
  instance: unknown,
  panel: Panel,
): Promise<{ answer: Answer; witness?: unknown }> {
  if (target === training.name) {
    const verdict = await networkVerdict(instance as TrainingInstance, 'cdcl', panel);
    return verdict.answer === 'yes' ? { answer: 'yes', witness: verdict.configuration } : verdict;
  }
  const { answer, assignment } = await formulaVerdict(instance as Cnf, panel);
  return { answer, witness: assignment };
}

/** What the engine says; throws when its YES is wrong, or its NO unproved. */
async function reluAnswer(instance: ReluSumInstance, panel: Panel): Promise<Answer> {
  const solver = panel.asked(3) ? 'minisat' : 'cdcl';
  const verdict = await decideReluSum(instance, { solver, expired: () => false });
  if (verdict.answer === 'yes') {
    const check = reluSum.check(instance, verdict.units);
    require(check.ok, `sums: a wrong YES: ${check.ok ? '' : check.reason}`);
  }
  if (verdict.answer === 'no' && solver === 'cdcl')
    require(verdict.checked ===
      'Farkas lemmas + LRAT (exact)', `sums: a NO that is only "${verdict.checked}"`);
  return verdict.answer;
}

const ways = new Map<string, readonly (readonly AnyReduction[])[]>();

/** All ways without a problem twice that end where an engine is, the shortest first. */
function waysToEngines(from: string): readonly (readonly AnyReduction[])[] {
  const found: AnyReduction[][] = [];
  const walk = (at: string, way: AnyReduction[], seen: readonly string[]): void => {
    if (at === 'sat' || at === training.name) found.push(way);
    for (const step of catalogue.reductions)
      if (step.source === at && !seen.includes(step.target))
        walk(step.target, [...way, step], [...seen, step.target]);
  };
  if (!ways.has(from)) {
    walk(from, [], [from]);
    ways.set(
      from,
      found.sort((a, b) => a.length - b.length),
    );
  }
  return ways.get(from)!;
}

/** Whether there is a witness; undefined when there are too many candidates. */
function someWitness({ problem, instance }: Posed): boolean | undefined {
  const own = specimens.find((candidate) => candidate.problem === problem.name);
  if (!own || own.candidates(instance) > MOST_CANDIDATES) return undefined;
  const [first] = own.witnesses(instance);
  return first !== undefined;
}
