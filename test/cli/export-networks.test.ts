// export of networks of any shape, and of networks that may err: files that other programs accept, with names in them.
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { writeCertificate } from '../../src/certificate/write.ts';
import { decideInThread } from '../../src/decide/engine.ts';
import { certificateFor } from '../../src/decide/index.ts';
import { ENCODINGS, type Encoding } from '../../src/formula/encoding.ts';
import { parseDimacs } from '../../src/problem/dimacs.ts';
import { layered } from '../../src/problem/training/architecture.ts';
import { training } from '../../src/problem/training/problem.ts';
import type { TrainingInstance } from '../../src/problem/training/schema.ts';
import { shallowArchitecture, type Shallow } from '../../src/problem/training/shallow.ts';
import { cube } from '../instances.ts';
import { checkLrat } from '../lrat.ts';
import { CHECKERS } from './checkers.ts';
import { temporaryFiles } from './fixtures.ts';
import { call } from './harness.ts';

const { file } = temporaryFiles();

const parity = cube(3).map((stimulus) => ({
  stimulus,
  response: `${[...stimulus].filter((bit) => bit === '1').length % 2}`,
}));

const deep: TrainingInstance = {
  architecture: layered(3, [
    { units: 2, family: 'threshold' },
    { units: 2, family: 'threshold' },
    { units: 1, family: 'and-or' },
  ]),
  examples: parity,
  require: 'all',
};

/** Parity, of which two examples weigh more and one stimulus has both labels. */
const erring = (shape: Shallow, atLeast: number): TrainingInstance => ({
  architecture: shallowArchitecture(3, shape),
  examples: [...parity, { stimulus: '110', response: '1' }].map((example, e) =>
    e === 3 || e === 5 ? { ...example, weight: 3 } : example,
  ),
  require: { atLeast },
});

const NO: [string, TrainingInstance, Encoding | undefined, readonly string[], RegExp][] = [
  ...ENCODINGS.map((encoding): (typeof NO)[number] => [
    `deep-${encoding}`,
    deep,
    encoding,
    ['network'],
    {
      table: /^node u[1-4] on [01]+$|^node u5 is an OR$/,
      weights: /^node u[1-4]: (weight [0-2]|bias) bit \d$|^node u5 is an OR$/,
      lazy: /^node u[12] fires on example \d$|^node u[34] on [01]+$|^node u5 is an OR$/,
    }[encoding],
  ]),
  [
    'erring-network',
    erring({ hidden: 2, output: 'xor' }, 12),
    'lazy',
    ['network'],
    /^node u[12] fires on example \d$|^example \d is counted as right$/,
  ],
  [
    'erring-and',
    erring({ hidden: 2, output: 'and' }, 12),
    undefined,
    ['and'],
    /^unit [01] rejects example \d$|^example \d is counted as right$/,
  ],
  [
    'erring-free',
    erring({ hidden: 2, output: 'threshold' }, 12),
    undefined,
    ['and', 'and-complement'],
    /^unit [01] rejects example \d$|^example \d is counted as right$/,
  ],
];

test.each(NO)('%s: files that other programs accept', async (name, instance, encoding, kinds, names) => {
  const verdict = await decideInThread(instance, {
    solver: 'cdcl',
    engine: 'sat',
    encoding,
    expired: () => false,
  });
  const certificate = certificateFor(instance, verdict, {});
  expect(verdict.answer).toBe('no');
  writeFileSync(file(`${name}.json`), training.write(instance));
  writeFileSync(file(`${name}.certificate`), writeCertificate(certificate!));
  const prefix = file(name);
  const result = await call([
    'export',
    file(`${name}.json`),
    file(`${name}.certificate`),
    '--prefix',
    prefix,
  ]);
  expect(result).toEqual({
    status: 0,
    stdout: kinds.map((kind) => `lrat-check ${prefix}-${kind}.cnf ${prefix}-${kind}.lrat\n`).join(''),
    stderr: '',
  });
  for (const kind of kinds) {
    const cnf = `${prefix}-${kind}.cnf`;
    const lrat = `${prefix}-${kind}.lrat`;
    const formula = parseDimacs(readFileSync(cnf, 'utf8'), cnf);
    expect(checkLrat(formula.clauses, readFileSync(lrat, 'utf8'))).toBe(true);
    const named = formula.comments!.flatMap((comment) => {
      const [, variable, text] = /^var (\d+) (.*)$/.exec(comment) ?? [];
      return text === undefined ? [] : [{ variable: Number(variable), text }];
    });
    for (const { text } of named) expect(text).toMatch(names);
    expect(new Set(named.map(({ text }) => text)).size).toBe(named.length);
    // The first variables have names; what is defined from them has none.
    expect(named[0]!.variable).toBe(1);
    expect(named.map(({ variable }) => variable)).toEqual(
      named.map(({ variable }) => variable).toSorted((a, b) => a - b),
    );
    expect((await call(['check', cnf, lrat])).stdout).toBe('c checked: LRAT (exact)\ns VERIFIED NO\n');
    for (const [program, argv, accepts] of CHECKERS) {
      const run = spawnSync(program, argv(cnf, lrat), { encoding: 'utf8' });
      if (run.error) continue;
      expect(run.stdout + run.stderr, program).toMatch(accepts);
    }
  }
});
