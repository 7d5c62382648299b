// The search for hard instances: the choice among candidates, the turn from NO to YES, limits; and what each kind draws.
import { describe, expect, test } from 'vitest';
import { draw, rebuildLine, sourceOf } from '../../src/compare/hard/draw.ts';
import { findHard, MOST_DRAWS, type HardOptions } from '../../src/compare/hard/search.ts';
import type { Engines } from '../../src/compare/experiment.ts';
import { decideTraining } from '../../src/decide/index.ts';
import type { DecideOptions, TrainingVerdict } from '../../src/decide/verdict.ts';
import { training } from '../../src/problem/training/problem.ts';
import { requiredWeight, totalWeight, type TrainingInstance } from '../../src/problem/training/schema.ts';
import { registry } from '../../src/registry.ts';
import type { TrainResult } from '../../src/train/types.ts';
import { call } from '../cli/harness.ts';

const { networks } = registry;
const network = (name: string) => networks.find((candidate) => candidate.name === name)!;
const OPTIONS: HardOptions = {
  answer: 'any',
  size: 20,
  planted: false,
  candidates: 4,
  seed: 0,
  restarts: 8,
  epochs: 100,
  conflicts: 1000,
};

type Script = {
  readonly answer: TrainingVerdict['answer'];
  readonly conflicts?: number;
  readonly edges?: number;
  readonly checks?: number;
  /** Of gradient descent; undefined for what it does not train. */
  readonly successes?: number;
};

/** Engines that answer about the i-th different instance as the i-th script says, and the instances they were asked about. */
function scripted(scripts: readonly Script[]): Pick<Engines, 'decide' | 'train'> & {
  readonly asked: TrainingInstance[];
  readonly trained: TrainingInstance[];
  readonly options: DecideOptions[];
} {
  const asked: TrainingInstance[] = [];
  const trained: TrainingInstance[] = [];
  const options: DecideOptions[] = [];
  return {
    asked,
    trained,
    options,
    decide(instance, given) {
      const { answer, conflicts = 0, edges = 0, checks = 0 } = scripts[asked.length % scripts.length]!;
      asked.push(instance);
      options.push(given);
      const stats = { rounds: 1, edges, separationChecks: checks, conflicts, milliseconds: 1 };
      const common = { solver: 'cdcl', stats } as const;
      const verdicts: Record<TrainingVerdict['answer'], TrainingVerdict> = {
        yes: { ...common, answer: 'yes', configuration: { nodes: [] }, checked: 'yes' },
        no: { ...common, answer: 'no', cases: [], checked: 'no' },
        unknown: { ...common, answer: 'unknown', limit: 'conflicts: 1000' },
      };
      return Promise.resolve(verdicts[answer]);
    },
    train(instance) {
      const { successes } = scripts[asked.indexOf(instance) % scripts.length]!;
      trained.push(instance);
      const result = successes === undefined ? { supported: false } : { supported: true, successes };
      return Promise.resolve(result as TrainResult);
    },
  };
}

/** The number of the draw that was kept, from 0. */
async function kept(scripts: readonly Script[], options: Partial<HardOptions> = {}) {
  const engines = scripted(scripts);
  const result = await findHard(network('and-pair'), registry, engines, { ...OPTIONS, ...options });
  const place = result.status === 'found' ? engines.asked.indexOf(result.hard.instance) : undefined;
  return { place, trained: engines.trained.map((t) => engines.asked.indexOf(t)), ...result };
}

describe('which of the candidates is kept', () => {
  test('of NO the one with the most conflicts, then edges, then checks, then the first', async () => {
    const no = (conflicts: number, edges: number, checks: number): Script => ({
      answer: 'no',
      conflicts,
      edges,
      checks,
    });
    const wanted = { answer: 'no' } as const;
    expect((await kept([no(1, 9, 9), no(3, 0, 0), no(2, 9, 9), no(3, 0, 0)], wanted)).place).toBe(1);
    expect((await kept([no(3, 1, 9), no(3, 2, 0), no(2, 9, 9), no(3, 2, 0)], wanted)).place).toBe(1);
    expect((await kept([no(3, 2, 1), no(3, 2, 2), no(3, 2, 3), no(3, 1, 9)], wanted)).place).toBe(2);
  });

  test('of YES the one on which descent fails most, then the exact effort', async () => {
    const yes = (successes: number, conflicts: number): Script => ({ answer: 'yes', successes, conflicts });
    const wanted = { answer: 'yes' } as const;
    expect((await kept([yes(3, 9), yes(1, 0), yes(2, 9), yes(1, 0)], wanted)).place).toBe(1);
    expect((await kept([yes(0, 1), yes(0, 5), yes(8, 9), yes(0, 4)], wanted)).place).toBe(1);
    // What is not trained at all is told apart by the exact effort alone.
    const untrained = (conflicts: number): Script => ({ answer: 'yes', conflicts });
    const result = await kept([untrained(1), untrained(7), untrained(3), untrained(2)], wanted);
    expect([result.place, result.trained]).toEqual([1, [0, 1, 2, 3]]);
  });

  test('of any the exact effort, whatever descent does: it is run on that one alone', async () => {
    const result = await kept([
      { answer: 'yes', conflicts: 3, successes: 0 },
      { answer: 'no', conflicts: 2, successes: 0 },
      { answer: 'yes', conflicts: 5, successes: 8 },
      { answer: 'no', conflicts: 4, successes: 0 },
    ]);
    expect([result.place, result.trained]).toEqual([2, [2]]);
  });

  test('other answers and undecided draws are passed over and counted', async () => {
    const result = await kept(
      [
        { answer: 'no', conflicts: 99 },
        { answer: 'unknown', conflicts: 1000 },
        { answer: 'yes', successes: 1 },
      ],
      { answer: 'yes', candidates: 2 },
    );
    expect(result.place).toBe(2);
    expect(result.counts).toEqual({ drawn: 6, candidates: 2, undecided: 2 });
  });

  test('the limit on conflicts is handed on, and SAT asked for, which writes proofs', async () => {
    const engines = scripted([{ answer: 'no' }]);
    await findHard(network('loading'), registry, engines, { ...OPTIONS, conflicts: 77, candidates: 1 });
    expect(engines.options).toMatchObject([{ conflicts: 77, engine: 'sat' }]);
  });

  test('where no draw has the wanted answer the search ends, and says so', async () => {
    const result = await kept([{ answer: 'no' }, { answer: 'unknown' }], { answer: 'yes', candidates: 1 });
    expect(result).toMatchObject({
      status: 'none',
      counts: { drawn: MOST_DRAWS, candidates: 0, undecided: MOST_DRAWS / 2 },
    });
  });

  test('an abort ends it without an instance, during decisions and during training', async () => {
    for (const during of ['decide', 'train'] as const) {
      const abort = new AbortController();
      const { decide, train } = scripted([{ answer: 'yes', successes: 1 }]);
      const stopAt = (now: 'decide' | 'train'): void => {
        if (now === during) abort.abort();
      };
      const engines: Pick<Engines, 'decide' | 'train'> = {
        decide: (...given) => (stopAt('decide'), decide(...given)),
        train: (...given) => (stopAt('train'), train(...given)),
      };
      const options = { ...OPTIONS, answer: 'yes', signal: abort.signal } as const;
      expect((await findHard(network('and-pair'), registry, engines, options)).status).toBe('stopped');
    }
  });
});

describe('the turn from NO to YES', () => {
  test('both sides of it are certified, and are one step apart', async () => {
    const found = async (answer: 'yes' | 'no'): Promise<TrainingInstance> => {
      const engines = { decide: decideTraining, train: scripted([{ answer }]).train };
      const options = { ...OPTIONS, answer, size: 8, candidates: 1, seed: 3 };
      const result = await findHard(network('one-unit'), registry, engines, options);
      if (result.status !== 'found') throw new Error('expected an instance');
      expect(result.hard.verdict.answer).toBe(answer);
      return result.hard.instance;
    };
    const errors = (instance: TrainingInstance): number => totalWeight(instance) - requiredWeight(instance);
    const [yes, no] = [await found('yes'), await found('no')];
    expect(errors(yes)).toBe(errors(no) + 1);
    expect({ ...yes, require: 'all', provenance: {}, name: '' }).toEqual({
      ...no,
      require: 'all',
      provenance: {},
      name: '',
    });
  });

  test('an undecided step leaves the draw out', async () => {
    const engines = scripted([{ answer: 'unknown' }]);
    const result = await findHard(network('one-unit'), registry, engines, { ...OPTIONS, candidates: 1 });
    expect(result).toMatchObject({ status: 'none', counts: { drawn: MOST_DRAWS, undecided: MOST_DRAWS } });
  });
});

describe.each(networks.map((kind) => [kind.name, kind] as const))('kind %s', (_, kind) => {
  const { least } = kind.size;
  /** The parameter of a turn, where there is one, set to its middle. */
  const middle = (): number | undefined => {
    const { turn } = sourceOf(kind, false);
    return turn && Math.floor(turn.most(least) / 2);
  };

  test('is near its transition: both answers among twenty draws', async () => {
    const size = Math.max(least, 8);
    const answers = new Set<string>();
    for (let seed = 0; seed < 20 && answers.size < 2; seed++) {
      const { instance } = draw(kind, registry, { size, planted: false, seed, turn: middle() });
      answers.add((await decideTraining(instance, { seconds: 20, engine: 'sat' })).answer);
    }
    expect([...answers].sort()).toEqual(['no', 'yes']);
  });

  test('planted draws are YES', async () => {
    if (!kind.planted) {
      expect(() => sourceOf(kind, true)).toThrow(RangeError);
      return;
    }
    for (const seed of [0, 1, 2]) {
      const { instance } = draw(kind, registry, { size: least, planted: true, seed });
      expect((await decideTraining(instance)).answer).toBe('yes');
    }
  });

  test('sources exist at all sizes that are allowed', () => {
    for (const size of [least, least + 1, Math.min(kind.size.most, 200)])
      for (const planted of kind.planted ? [false, true] : [false]) {
        const { source } = draw(kind, registry, { size, planted, seed: 1, turn: middle() });
        // A shell line holds the parameters as they are.
        for (const value of Object.values(source.parameters))
          expect(String(value)).toMatch(/^\d+(\.\d\d?)?$/);
      }
  });

  test('the line to rebuild makes the same instance', async () => {
    const drawn = draw(kind, registry, { size: least, planted: false, seed: 4_000_000_000, turn: middle() });
    let text = '';
    for (const line of rebuildLine(kind, drawn).split(' | ')) {
      const result = await call(line.split(' ').slice(1), text);
      expect(result.status, result.stderr).toBe(0);
      text = result.stdout;
    }
    expect(training.canonical(training.parse(text, 'rebuilt'))).toBe(training.canonical(drawn.instance));
  });
});
