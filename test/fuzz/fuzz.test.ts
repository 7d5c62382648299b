// A short run of the fuzzer, and that it finds what is wrong: engines that lie are caught, written down and replayed.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { Random } from '../../src/random.ts';
import { createSolver } from '../../src/solver/create.ts';
import type { SatSolver } from '../../src/solver/port.ts';
import { booleanInstance } from '../instances.ts';
import { bruteForce } from '../brute-force.ts';
import { command, type Surroundings } from './command.ts';
import { tinyNetwork } from './draw-networks.ts';
import { someNetworkFits } from './enumeration.ts';
import type { Panel } from './kind.ts';
import { kinds } from './kinds.ts';
import { turnedRound } from './networks.ts';
import { fuzz, type Finding } from './run.ts';

const folder = mkdtempSync(join(tmpdir(), 'trainsat-fuzz-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What the command printed, and its status. */
async function call(argv: readonly string[], around: Partial<Surroundings> = {}) {
  const said = { stdout: '', stderr: '' };
  const sink = (name: 'stdout' | 'stderr') => ({ write: (text: string) => (said[name] += text) });
  const status = await command(argv, {
    stdout: sink('stdout'),
    stderr: sink('stderr'),
    interrupted: () => false,
    ...around,
  });
  return { status, ...said };
}

/** Engines of which one is made to lie. */
const lying =
  (name: string, lie: (solver: SatSolver) => Partial<SatSolver>): Panel['makeSolver'] =>
  async (asked, options) => {
    const solver = await createSolver(asked, options);
    if (asked !== name) return solver;
    const lies = lie(solver);
    return new Proxy(solver, {
      get(target, key: keyof SatSolver) {
        const value = lies[key] ?? target[key];
        return typeof value === 'function' && lies[key] === undefined ? value.bind(target) : value;
      },
    });
  };

test('a short run finds nothing, and sees both answers of every kind', async () => {
  const { counts, instances, findings } = await fuzz({
    kinds,
    seed: 1,
    goOn: (done) => done < 500,
    out: folder,
  });
  expect(findings).toEqual([]);
  expect(instances).toBe(500);
  for (const [name, { yes, no, unknown }] of counts) {
    expect(Math.min(yes, no), name).toBeGreaterThan(3);
    expect(unknown, name).toBeLessThan(5);
  }
});

test('the same seed draws and says the same', async () => {
  const run = async (seed: number) =>
    (await fuzz({ kinds, seed, goOn: (done) => done < 80, out: folder })).counts;
  expect(await run(5)).toEqual(await run(5));
  expect(await run(6)).not.toEqual(await run(5));
});

describe('what lies is found', () => {
  const wrongly = (answer: 'sat' | 'unsat') => (solver: SatSolver) => ({
    solve: async (assumptions?: readonly number[]) => {
      const said = await solver.solve(assumptions);
      // Not always, as real faults are.
      return said !== answer && said !== 'unknown' ? answer : said;
    },
  });
  /** A byte of the proof is changed now and then. */
  const corrupted: Panel['makeSolver'] = (name, options) => {
    const proof = options?.proof;
    let bytes = 0;
    const sink = (chunk: Uint8Array): void => {
      const changed = chunk.slice();
      for (let i = 0; i < changed.length; i++) if (++bytes % 12 === 0 && changed[i]! > 2) changed[i]! ^= 2;
      proof!.sink(changed);
    };
    return createSolver(name, proof ? { ...options, proof: { ...proof, sink } } : options);
  };
  /** Models turned round. */
  const turned = lying('cdcl', (solver) => ({ value: (variable) => !solver.value(variable) }));
  const mute: Panel['makeSolver'] = (name, options) => {
    const proof = options?.proof;
    return createSolver(name, proof ? { ...options, proof: { ...proof, sink: () => undefined } } : options);
  };

  test.each<[string, string, Panel['makeSolver']]>([
    ['UNSAT for SAT of our own engine', 'incremental formulas', lying('cdcl', wrongly('unsat'))],
    ['UNSAT for SAT of our own engine', 'tiny networks', lying('cdcl', wrongly('unsat'))],
    ['UNSAT for SAT of our own engine', 'networks of any shape', lying('cdcl', wrongly('unsat'))],
    ['UNSAT for SAT of our own engine', 'partial', lying('cdcl', wrongly('unsat'))],
    ['UNSAT for SAT of our own engine', 'reductions', lying('cdcl', wrongly('unsat'))],
    ['SAT for UNSAT of our own engine', 'random k-SAT', lying('cdcl', wrongly('sat'))],
    ['UNSAT for SAT of another engine', 'structured formulas', lying('minisat', wrongly('unsat'))],
    ['UNSAT for SAT of another engine', 'tiny networks', lying('minisat', wrongly('unsat'))],
    ['UNSAT for SAT of another engine', 'networks of any shape', lying('minisat', wrongly('unsat'))],
    ['a wrong model', 'structured formulas', turned],
    ['blame withheld', 'incremental formulas', lying('cdcl', () => ({ failed: () => false }))],
    ['false steps of a proof', 'structured formulas', corrupted],
    ['false steps of a proof', 'families', corrupted],
    ['false steps of a proof', 'networks of any shape', corrupted],
    ['false steps of a proof', 'partial', corrupted],
    ['a wrong model', 'networks of any shape', turned],
    ['no proof at all', 'random k-SAT', mute],
  ])('%s, by %s', async (_what, only, makeSolver) => {
    const out = mkdtempSync(join(folder, 'out-'));
    const found = await call(['--only', only, '--count', '80', '--out', out], { makeSolver });
    expect(found.status).toBe(1);
    const file = found.stderr.split(':')[0]!;
    expect(found.stderr).toContain(`${file}: npm run fuzz -- --replay ${file}\n`);
    const finding = JSON.parse(readFileSync(file, 'utf8')) as Finding;
    expect(finding).toMatchObject({ format: 'trainsat.finding/1', kind: only, seed: expect.any(Number) });
    expect(finding.trouble.error ?? '').not.toContain('TypeError');
    expect(finding.instance.length).toBeLessThanOrEqual(finding.drawn.length);
    // The file holds all that is needed: nothing is drawn again.
    expect(await call(['--replay', file], { makeSolver })).toMatchObject({
      status: 1,
      stdout: expect.stringMatching(/still found\n$/),
    });
    expect(await call(['--replay', file])).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(/^(YES|NO|UNKNOWN): .*\nno longer found\n$/s),
    });
  });

  test('nothing is left of a finding that the finding does not need', async () => {
    const out = mkdtempSync(join(folder, 'out-'));
    const makeSolver = lying('cdcl', () => ({ value: () => false }));
    const { stderr } = await call(['--only', 'random k-SAT', '--count', '5', '--out', out], { makeSolver });
    const { instance } = JSON.parse(readFileSync(stderr.split(':')[0]!, 'utf8')) as Finding;
    const { steps } = JSON.parse(instance) as { steps: { clauses: number[][] }[] };
    // One clause that only positive literals satisfy.
    expect(steps).toHaveLength(1);
    expect(steps[0]!.clauses).toHaveLength(1);
  });
});

describe('the command', () => {
  test('prints a table and the rate', async () => {
    const { status, stdout, stderr } = await call(['--count', '20', '--seed', '3', '--out', folder]);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^\| kind +\| instances \| YES \| +NO \| UNKNOWN \| disagreements \|\n/);
    expect(stdout).toMatch(/\n\| all +\| +20 \|/);
    expect(stderr).toMatch(/^seed 3: 20 instances, \d+\/s\n$/);
  });

  test('Ctrl-C ends it with what was done so far', async () => {
    let looks = 0;
    const result = await call(['--out', folder], { interrupted: () => ++looks > 10 });
    expect(result.status).toBe(130);
    expect(result.stdout).toMatch(/\n\| all +\| +10 \|/);
  });

  test.each([
    [['--count', 'x'], /^fuzz: --count: expected a number, found "x"\n$/],
    [['--only', 'x'], /^fuzz: --only: expected one of tiny networks, .*, found "x"\n$/],
    [['--sed', '1'], /^fuzz: Unknown option '--sed'/],
    [['--replay', join(folder, 'none.json')], /^fuzz: --replay: expected a finding, found ENOENT/],
  ] as const)('refuses %j', async (argv, message) => {
    expect(await call(argv)).toEqual({ status: 2, stdout: '', stderr: expect.stringMatching(message) });
  });

  test('refuses a file of another format', async () => {
    const file = join(folder, 'other.json');
    writeFileSync(file, '{"format":"other"}');
    expect(await call(['--replay', file])).toMatchObject({ status: 2 });
  });
});

describe('who is asked', () => {
  const seen = { yes: 0, no: 0 };

  test('the enumeration agrees with the slower one, on the instance and on what is turned round', () => {
    for (let seed = 0; seed < 400; seed++) {
      const instance = tinyNetwork(new Random(seed));
      if (instance.hidden > 2 || instance.architecture.inputs > 3) continue;
      const fits = someNetworkFits(instance);
      if (fits === undefined) continue;
      expect(fits, JSON.stringify(instance)).toBe(bruteForce(instance));
      expect(someNetworkFits(turnedRound(instance)), JSON.stringify(instance)).toBe(fits);
      seen[fits ? 'yes' : 'no']++;
    }
    expect(Math.min(seen.yes, seen.no)).toBeGreaterThan(50);
  });

  test('the enumeration knows parities of three bits: three units under a free output, four under AND', () => {
    const parity = Array.from({ length: 8 }, (_, x): [string, 0 | 1] => {
      const bits = [0, 1, 2].map((j) => (x >> j) & 1);
      return [bits.join(''), bits.reduce((a, b) => a ^ b, 0) === 1 ? 1 : 0];
    });
    expect([1, 2, 3].map((k) => someNetworkFits(booleanInstance(k, 'threshold', parity)))).toEqual([
      false,
      false,
      true,
    ]);
    expect([2, 3, 4].map((k) => someNetworkFits(booleanInstance(k, 'and', parity)))).toEqual([
      false,
      false,
      true,
    ]);
  });
});
