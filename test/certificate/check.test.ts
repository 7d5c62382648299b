// What the checker must accept, and above all what it must reject.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CertificateChecker, checkCertificateText } from '../../src/certificate/check.ts';
import type { Edge } from '../../src/certificate/format.ts';
import { caseFormula } from '../../src/certificate/formula.ts';
import {
  noCertificate,
  writeCertificate,
  yesCertificate,
  type Certificate,
  type NoCase,
  type SplitStart,
} from '../../src/certificate/write.ts';
import { InputError } from '../../src/problem/errors.ts';
import { conjunction } from '../../src/problem/training/configuration.ts';
import type { ShallowInstance } from '../../src/problem/training/shallow.ts';
import { createCdcl } from '../../src/solver/cdcl.ts';
import { ProofLog } from '../../src/solver/proof.ts';
import { booleanInstance, cube, FANO, K5_TRIPLES, rationalInstance, setSystemPoints } from '../instances.ts';
import { certify, refuteCase } from './certify.ts';
import { solveNaively, type Found } from './dpll.ts';
import { mutated, TEXT_MUTATIONS } from './mutants.ts';
import { provesNo } from './oracle.ts';
import { networkExists, smallInstances, unitRows } from './small-networks.ts';

type Labels = [string, 0 | 1 | '*'][];

const xor: Labels = [
  ['00', 0],
  ['01', 1],
  ['10', 1],
  ['11', 0],
];
const labelled = (n: number, label: (ones: number) => 0 | 1): Labels =>
  cube(n).map((x) => [x, label([...x].filter((b) => b === '1').length)]);
const parity3 = labelled(3, (ones) => (ones % 2 === 1 ? 1 : 0));
const complement = (labels: Labels): Labels => labels.map(([x, y]) => [x, y === 0 ? 1 : 0]);
const line = (labels: readonly (0 | 1)[]): Parameters<typeof rationalInstance>[2] =>
  labels.map((y, x) => [[[x, 1]], y]);
const k4Pairs = [0, 1, 2, 3].flatMap((a) => [0, 1, 2, 3].flatMap((b) => (a < b ? [[a, b]] : [])));
const k5Pairs = [0, 1, 2, 3, 4].flatMap((a) => [0, 1, 2, 3, 4].flatMap((b) => (a < b ? [[a, b]] : [])));

/** Instances whose answer is NO, of every kind of network. */
const NO: [string, ShallowInstance][] = [
  ['a perceptron on XOR', booleanInstance(0, 'threshold', xor)],
  ['one hidden unit under AND', booleanInstance(1, 'and', xor)],
  ['two units under AND, the Fano plane', booleanInstance(2, 'and', setSystemPoints(7, FANO))],
  ['two units under AND, a negative inside', rationalInstance(2, 'and', line([1, 0, 1]))],
  ['two units under OR, parity of 3', booleanInstance(2, 'or', parity3)],
  ['two units under NAND', booleanInstance(2, 'nand', complement(setSystemPoints(5, K5_TRIPLES)))],
  ['two units under NOR', booleanInstance(2, 'nor', setSystemPoints(5, K5_TRIPLES))],
  ['three units under AND, four that differ', booleanInstance(3, 'and', setSystemPoints(4, k4Pairs))],
  [
    'four units under OR, five that differ',
    booleanInstance(4, 'or', complement(setSystemPoints(5, k5Pairs))),
  ],
  ['two units under XOR, parity of 3', booleanInstance(2, 'xor', parity3)],
  ['three units under XOR, alternating', rationalInstance(3, 'xor', line([0, 1, 0, 1, 0]))],
  ['two units under a free output, parity of 3', booleanInstance(2, 'threshold', parity3)],
  ['three units under a free output, alternating', rationalInstance(3, 'threshold', line([1, 0, 1, 0, 1]))],
  [
    'three units under a free output, rational, one point with both labels',
    rationalInstance(3, 'threshold', [
      [
        [
          [1, 3],
          [-2, 7],
        ],
        1,
      ],
      [
        [
          [1, 2],
          [5, 1],
        ],
        0,
      ],
      [
        [
          [1, 3],
          [-2, 7],
        ],
        0,
      ],
    ]),
  ],
];

const text = (certificate: Certificate): string => writeCertificate(certificate);

/** The certificates of the instances above. */
const certificates = new Map<ShallowInstance, Certificate & { answer: 'NO' }>();
for (const [name, instance] of NO) {
  const certificate = await certify(instance);
  if (certificate?.answer !== 'NO') throw new Error(`expected a NO, found that it can be trained: ${name}`);
  certificates.set(instance, certificate);
}

/** What the checker says: refused, in either way, or accepted. */
function accepts(instance: ShallowInstance, bytes: Uint8Array | string): boolean {
  const checker = new CertificateChecker(instance, 'mutant');
  try {
    checker.push(typeof bytes === 'string' ? new TextEncoder().encode(bytes) : bytes);
    return checker.end().verified !== false;
  } catch (error) {
    if (error instanceof InputError) return false;
    throw error;
  }
}

const reason = (instance: ShallowInstance, certificate: Certificate | string): string => {
  const source = typeof certificate === 'string' ? certificate : text(certificate);
  const check = checkCertificateText(instance, source, 'c');
  return check.verified === false ? check.reason : `verified ${check.verified}`;
};

describe.each(NO)('NO: %s', (_name, instance) => {
  const certificate = certificates.get(instance)!;

  test('its certificate is accepted, whole and byte by byte, and by the second reading', () => {
    const whole = text(certificate);
    expect(checkCertificateText(instance, whole, 'c')).toEqual({
      verified: 'NO',
      strength: 'edges + LRAT (exact)',
    });
    const checker = new CertificateChecker(instance, 'c');
    for (const byte of new TextEncoder().encode(whole)) checker.push(Uint8Array.of(byte));
    expect(checker.end().verified).toBe('NO');
    expect(provesNo(instance, whole)).toBe(true);
    expect(accepts(instance, whole.trimEnd())).toBe(true);
  });

  test('cut anywhere it proves nothing', () => {
    const bytes = new TextEncoder().encode(text(certificate));
    // The last newline may be missing.
    for (let length = 0; length < bytes.length - 1; length++)
      expect(accepts(instance, bytes.subarray(0, length)), `${length}`).toBe(false);
  });

  test('every multiplier, example and edge matters', () => {
    for (const [c, item] of certificate.cases.entries())
      for (const [i, edge] of item.edges.entries()) {
        const mutants: Edge[] = [];
        for (const side of ['accept', 'reject'] as const)
          for (const at of edge[side].keys()) {
            const change = (entry: readonly (readonly [number, bigint])[]): void =>
              void mutants.push({ ...edge, [side]: edge[side].toSpliced(at, 1, ...entry) });
            const [e, m] = edge[side][at]!;
            change([[e, m + 1n]]);
            change([[e, m * 2n]]);
            change([[(e + 1) % instance.examples.length, m]]);
            change([[instance.examples.length, m]]);
            change([]);
            change([
              [e, m],
              [e, m],
            ]);
          }
        mutants.push({ accept: edge.reject, reject: edge.accept });
        for (const mutant of mutants) {
          const cases = certificate.cases.with(c, { ...item, edges: item.edges.with(i, mutant) });
          const mutated = text({ ...certificate, cases });
          // The mirror image of an edge is true in general, and its clauses may do in the other order.
          if (accepts(instance, mutated))
            expect(item.kind === 'general' && provesNo(instance, mutated)).toBe(true);
        }
        const cases = certificate.cases.with(c, { ...item, edges: item.edges.toSpliced(i, 1) });
        expect(accepts(instance, text({ ...certificate, cases }))).toBe(false);
      }
  });

  test('it proves nothing about other instances', () => {
    for (const [, other] of NO)
      if (other !== instance) {
        expect(reason(other, certificate)).toMatch(
          /^line 1: the certificate is of instance [0-9a-f]{12}…, not of/,
        );
        const renamed = noCertificate(other, certificate.cases, {});
        const mutated = text(renamed);
        if (accepts(other, mutated)) expect(provesNo(other, mutated)).toBe(true);
      }
  });

  test('with any case left out, exchanged or renamed it proves nothing', () => {
    const { cases } = certificate;
    for (const c of cases.keys())
      expect(reason(instance, { ...certificate, cases: cases.toSpliced(c, 1) })).toMatch('is not refuted');
    for (const c of cases.keys())
      for (const kind of ['and', 'and-complement', 'general'] as const) {
        if (kind === cases[c]!.kind) continue;
        const mutated = text({
          ...certificate,
          cases: cases.with(c, { ...(cases[c] as NoCase<SplitStart>), kind }),
        });
        expect(accepts(instance, mutated)).toBe(false);
      }
  });
});

describe('mutants', () => {
  const sources = NO.map(([, instance]) => ({
    instance,
    lines: text(certificates.get(instance)!).trimEnd().split('\n'),
  }));
  const kinds = [...TEXT_MUTATIONS, 'anchors'] as const;
  const accepted = Object.fromEntries(kinds.map((kind) => [kind, 0]));
  const made = Object.fromEntries(kinds.map((kind) => [kind, 0]));

  test('thousands of them: refused, or by a second reading still proofs', () => {
    fc.assert(
      fc.property(
        fc.nat(sources.length - 1),
        fc.constantFrom(...kinds),
        fc.nat(),
        fc.nat(),
        fc.nat(255),
        (s, kind, a, b, c) => {
          const { instance, lines } = sources[s]!;
          const foreign = sources[c % sources.length]!.lines;
          const mutant =
            kind === 'anchors' ? otherAnchors(lines, a, b, c) : mutated(lines, kind, a, b, c, foreign);
          fc.pre(mutant !== lines.join('\n'));
          made[kind]!++;
          if (!accepts(instance, mutant)) return;
          accepted[kind]!++;
          expect(provesNo(instance, mutant), mutant).toBe(true);
        },
      ),
      { numRuns: 8000 },
    );
    for (const kind of kinds) {
      expect(made[kind], kind).toBeGreaterThan(500);
    }
    const sum = (counts: Readonly<Record<string, number>>): number =>
      Object.values(counts).reduce((a, b) => a + b);
    expect(sum(accepted) / sum(made)).toBeLessThan(0.03);
  });
});

/** Other anchors of a case. */
function otherAnchors(lines: readonly string[], a: number, b: number, c: number): string {
  const list = [a % lines.length, b % lines.length, c].slice(0, c % 4);
  const starts = [...lines.keys()].filter((i) => lines[i]!.includes('"case"'));
  const start = starts[b % starts.length]!;
  return lines.with(start, lines[start]!.replace(/\[.*\]/, JSON.stringify(list))).join('\n');
}

test('random small networks: a NO can be certified, a YES cannot', async () => {
  const seen = { yes: 0, no: 0 };
  await fc.assert(
    fc.asyncProperty(smallInstances, async (small) => {
      const { instance } = small;
      const certificate = await certify(instance);
      const answer = networkExists(small, unitRows(small.points));
      seen[answer ? 'yes' : 'no']++;
      expect(certificate === undefined).toBe(answer);
      if (certificate) expect(reason(instance, certificate)).toBe('verified NO');
    }),
    { numRuns: 200 },
  );
  expect(Math.min(seen.yes, seen.no)).toBeGreaterThan(40);
});

describe('with the proofs of a solver', () => {
  async function solve(clauses: readonly (readonly number[])[]): Promise<Found> {
    const log = new ProofLog();
    const solver = await createCdcl({ proof: { format: 'lrat', sink: log.push } });
    for (const clause of clauses) solver.addClause(clause);
    const variables = Math.max(...clauses.flat().map(Math.abs));
    if (solver.solveNow() === 'sat')
      return {
        model: new Set(Array.from({ length: variables }, (_, i) => (solver.value(i + 1) ? i + 1 : -i - 1))),
      };
    const decoder = new TextDecoder();
    const proof = [...log.trimmed(clauses.length)].map((block) => decoder.decode(block)).join('');
    return { lines: proof.trimEnd().split('\n') };
  }

  test.each<[string, ShallowInstance]>([
    [
      'parity of 4 by three units under a free output',
      booleanInstance(
        3,
        'threshold',
        labelled(4, (n) => (n % 2 === 0 ? 0 : 1)),
      ),
    ],
    [
      'parity of 4 by three units under XOR',
      booleanInstance(
        3,
        'xor',
        labelled(4, (n) => (n % 2 === 0 ? 0 : 1)),
      ),
    ],
    [
      'parity of 4 by seven units under AND',
      booleanInstance(
        7,
        'and',
        labelled(4, (n) => (n % 2 === 0 ? 0 : 1)),
      ),
    ],
  ])('%s', async (_name, instance) => {
    const certificate = await certify(instance, solve);
    expect(reason(instance, certificate!)).toBe('verified NO');
    expect(provesNo(instance, text(certificate!))).toBe(true);
  });
});

describe('what a NO must hold', () => {
  const instance = booleanInstance(2, 'threshold', parity3);
  const certificate = certificates.get(NO.find(([name]) => name.includes('free output, parity of 3'))![1])!;
  const [and, complementary] = certificate.cases as [NoCase<SplitStart>, NoCase<SplitStart>];
  const with_ = (...cases: NoCase[]): Certificate => ({ ...certificate, cases });
  const steps = (item: NoCase): string[] =>
    item.proof
      .map((block) => new TextDecoder().decode(block))
      .join('')
      .trimEnd()
      .split('\n');
  const reproved = (item: NoCase, lines: readonly string[]): NoCase => ({
    ...item,
    proof: [new TextEncoder().encode(lines.map((l) => `${l}\n`).join(''))],
  });

  test('the cases may come in any order, but each once', () => {
    expect(reason(instance, with_(complementary, and))).toBe('verified NO');
    expect(reason(instance, with_(and, and, complementary))).toMatch(
      /expected another case of and, and-complement, network, found and$/,
    );
    expect(reason(instance, with_())).toBe('the case and is not refuted: the certificate leaves it out');
    expect(reason(instance, with_(complementary))).toBe(
      'the case and is not refuted: the certificate leaves it out',
    );
    expect(reason(instance, with_(and))).toBe(
      'the case and-complement is not refuted: the certificate leaves it out',
    );
    expect(reason(instance, with_({ ...and, kind: 'general' }, complementary))).toMatch('found general');
  });

  test('a case must end with the empty clause, and there', () => {
    const lines = steps(and);
    expect(reason(instance, with_(reproved(and, lines.slice(0, -1)), complementary))).toMatch(
      /^line \d+: the case and is not refuted: the empty clause is missing$/,
    );
    expect(reason(instance, with_(complementary, reproved(and, lines.slice(0, -1))))).toBe(
      'the case and is not refuted: the empty clause is missing',
    );
    expect(reason(instance, with_(reproved(and, [...lines, lines.at(-1)!]), complementary))).toMatch(
      /^line \d+: expected nothing of this case after the empty clause$/,
    );
    expect(reason(instance, with_({ ...and, proof: [] }, complementary))).toMatch(
      'the empty clause is missing',
    );
  });

  test('edges come first, and belong to a case, as steps do', () => {
    const [first, ...others] = text(certificate).split('\n') as [string, ...string[]];
    const edge = others[1]!;
    const step = steps(and)[0]!;
    expect(reason(instance, [first, edge].join('\n'))).toBe('line 2: expected a line that begins a case');
    expect(reason(instance, [first, step].join('\n'))).toBe('line 2: expected a line that begins a case');
    const at = others.indexOf(step) + 1;
    expect(reason(instance, [first, ...others.toSpliced(at, 0, edge)].join('\n'))).toBe(
      `line ${at + 2}: expected a step: edges come before all steps`,
    );
  });

  test('anchors are different negatives, fewer than the units', () => {
    for (const [anchors, wrong] of [
      [[1], 'expected anchors that differ and are negatives of the case, found 1'],
      [[8], 'expected anchors that differ and are negatives of the case, found 8'],
      [[3, 3], 'expected anchors that differ and are negatives of the case, found 3'],
      [[3, 5], 'expected fewer anchors than the 2 units, found 2'],
    ] as const)
      expect(reason(instance, with_({ ...and, anchors }, complementary))).toBe(`line 2: ${wrong}`);
    const general = NO.find(([name]) => name.includes('XOR, parity'))![1];
    const [only] = certificates.get(general)!.cases as [NoCase<SplitStart>];
    expect(reason(general, noCertificate(general, [{ ...only, anchors: [0] }], {}))).toBe(
      'line 2: expected anchors that differ and are negatives of the case, found 0',
    );
  });

  test('any anchors do', async () => {
    const five = booleanInstance(4, 'and', setSystemPoints(5, k5Pairs));
    for (const anchors of [[], [5], [3, 1], [2, 5, 4]]) {
      const item = await refuteCase(five, 'and', anchors);
      expect(reason(five, noCertificate(five, [item!], {}))).toBe('verified NO');
    }
  });

  test('true edges that leave a model prove nothing', () => {
    // The Fano plane without a line can be split.
    const split = booleanInstance(2, 'and', setSystemPoints(7, FANO.slice(1)));
    const fano = certificates.get(NO.find(([name]) => name.includes('Fano'))![1])!.cases[0]!;
    const six = fano.edges
      .filter(({ accept }) => !accept.some(([e]) => e === 8))
      .map(({ accept, reject }) => ({
        accept: accept.map(([e, m]) => [e > 8 ? e - 1 : e, m] as const),
        reject,
      }));
    expect(six).toHaveLength(6);
    const formula = caseFormula(split, 'and', [])!;
    expect(solveNaively([...formula.clauses, ...six.flatMap(formula.edgeClauses)])).toHaveProperty('model');
    const forged: NoCase = { kind: 'and', anchors: [], edges: six, proof: fano.proof };
    expect(reason(split, noCertificate(split, [forged], {}))).toMatch(/^line \d+: step \d+: /);
  });

  test("don't-cares are no examples, labels must fit the case, no example comes twice", () => {
    const open = booleanInstance(2, 'xor', [...xor.slice(0, 3), ['11', '*']]);
    const edge: Edge = {
      accept: [
        [0, 1n],
        [3, 1n],
      ],
      reject: [
        [1, 1n],
        [2, 1n],
      ],
    };
    const item = { anchors: [], edges: [edge], proof: [] };
    expect(reason(open, noCertificate(open, [{ ...item, kind: 'general' }], {}))).toBe(
      'line 3: example 3 stands under accept, but its response is *',
    );
    const perceptron = booleanInstance(0, 'threshold', xor);
    const twice: Edge = { accept: edge.reject, reject: [...edge.accept, [0, 1n]] };
    expect(
      reason(perceptron, noCertificate(perceptron, [{ ...item, kind: 'and', edges: [twice] }], {})),
    ).toBe('line 3: example 0 is named twice');
    expect(reason(perceptron, noCertificate(perceptron, [{ ...item, kind: 'and' }], {}))).toBe(
      'line 3: example 0 stands under accept, but its response is 0',
    );
    expect(reason(perceptron, noCertificate(perceptron, [{ ...item, kind: 'and-complement' }], {}))).toBe(
      'verified NO',
    );
  });

  test('a formula that is too large proves nothing', () => {
    const many = booleanInstance(
      9,
      'threshold',
      labelled(4, (n) => (n % 2 === 0 ? 0 : 1)),
    );
    expect(
      reason(many, noCertificate(many, [{ kind: 'general', anchors: [], edges: [], proof: [] }], {})),
    ).toBe('line 2: the formula of the case general is too large');
  });
});

describe('YES', () => {
  const instance = booleanInstance(2, 'threshold', xor);
  const hidden = [
    { weights: [1n, 1n], threshold: 1n },
    { weights: [-1n, -1n], threshold: -1n },
  ];
  const certificate = yesCertificate(instance, { nodes: [...hidden, conjunction(2)] }, { seed: 0 });

  test('is one line, evaluated exactly', () => {
    const whole = text(certificate);
    expect(whole.indexOf('\n')).toBe(whole.length - 1);
    expect(checkCertificateText(instance, whole, 'c')).toEqual({
      verified: 'YES',
      strength: 'configuration (exact)',
    });
    expect(reason(instance, `${whole}{}\n`)).toBe('line 2: expected nothing after the configuration');
    expect(() => reason(instance, whole.replace(',', ',\n'))).toThrow(InputError);
  });

  test('changed weights are refused unless the network still fits', () => {
    const { nodes } = (certificate as Certificate & { answer: 'YES' }).configuration as {
      nodes: { weights: string[]; threshold: string }[];
    };
    fc.assert(
      fc.property(fc.nat(2), fc.nat(2), fc.bigInt({ min: -9n, max: 9n }), (u, j, by) => {
        const changed = structuredClone(nodes);
        const node = changed[u]!;
        if (j < node.weights.length) node.weights[j] = `${BigInt(node.weights[j]!) + by}`;
        else node.threshold = `${BigInt(node.threshold) + by}`;
        const fires = (unit: { weights: string[]; threshold: string }, x: number[]): number =>
          x.reduce((s, v, i) => s + v * Number(unit.weights[i]), 0) >= Number(unit.threshold) ? 1 : 0;
        const fits = xor.every(([x, y]) => {
          const bits = [...x].map(Number);
          return fires(changed[2]!, [fires(changed[0]!, bits), fires(changed[1]!, bits)]) === y;
        });
        const configuration = { format: 'trainsat.configuration/1', nodes: changed };
        expect(accepts(instance, JSON.stringify({ ...certificate, configuration }))).toBe(fits);
      }),
      { numRuns: 300 },
    );
  });

  test('the wrong shape is refused with its place', () => {
    const broken = (configuration: unknown): string =>
      reason(instance, JSON.stringify({ ...certificate, configuration }));
    expect(broken({})).toMatch(/^line 1: configuration: /);
    expect(broken(null)).toMatch(/^line 1: configuration: /);
    const gate = { format: 'trainsat.configuration/1', nodes: [{ gate: 'and' }] };
    expect(broken(gate)).toBe(
      'line 1: configuration: nodes: expected 3 nodes, in the order of the network, found 1',
    );
  });

  test('a NO is no YES, and the other way round', () => {
    const no = certificates.get(NO[0]![1])!;
    expect(() => reason(instance, JSON.stringify({ ...certificate, answer: 'NO' }))).toThrow(InputError);
    expect(() => reason(NO[0]![1], text(no).replace('"NO"', '"YES"'))).not.toThrow(TypeError);
    expect(accepts(NO[0]![1], text(no).replace('"NO"', '"YES"'))).toBe(false);
  });
});

describe('hostile files', () => {
  const instance = NO[0]![1];
  const header = text(certificates.get(instance)!).split('\n')[0]!;

  test('what is no certificate is an InputError', () => {
    for (const file of [
      '',
      '\n',
      '{',
      'null',
      '[]',
      '{}',
      '{"format":"trainsat.certificate/2"}',
      '{"format":"trainsat.certificate/1","answer":"MAYBE"}',
      `${header.slice(0, -1)},"cases":[]}`,
      header.replace(/"[0-9a-f]{64}"/, '"0"'),
      'p cnf 1 1\n1 0\n',
      '5 1 0 1 2 0\n',
      '['.repeat(1_000_000),
      `{"format":${'['.repeat(100_000)}${']'.repeat(100_000)}}`,
    ])
      expect(() => checkCertificateText(instance, file, 'c.json'), file.slice(0, 80)).toThrow(InputError);
  });

  test('rubbish behind the first line is refused, and never crashes', () => {
    for (const line of [
      '{}',
      '{',
      '{"case":"and"}',
      '{"case":"and","anchors":[1e999]}',
      '{"case":"and","anchors":[0.5]}',
      '{"case":"and","anchors":"0"}',
      '{"case":"both","anchors":[]}',
      '{"case":["and"],"anchors":[]}',
      '{"accept":[],"reject":[]}',
      `{"case":${'['.repeat(100_000)}${']'.repeat(100_000)},"anchors":[]}`,
      `{"case":"and","anchors":[${Array.from({ length: 100_000 }, (_, i) => i).join()}]}`,
    ])
      expect(reason(instance, `${header}\n${line}\n`), line.slice(0, 80)).toMatch(/^line 2: /);
    for (const line of [
      '{"accept":[[0,"1"]],"reject":[]}',
      '{"accept":[[0,"1"]],"reject":[[1,"0"]]}',
      '{"accept":[[0,"1"]],"reject":[[1,"-1"]]}',
      '{"accept":[[0,"1"]],"reject":[[1,"1.5"]]}',
      '{"accept":[[0,"1"]],"reject":[[1,1]]}',
      '{"accept":[[1,"1"]],"reject":[[1e9,"1"]]}',
      '{"accept":[[-1,"1"]],"reject":[[0,"1"]]}',
      '{"accept":[[1,"1","2"]],"reject":[[0,"1"]]}',
      `{"accept":[[1,"${'9'.repeat(200_000)}"]],"reject":[[0,"1"]]}`,
      `{"accept":[[1,"${'9'.repeat(90_000)}"]],"reject":[[0,"1"]]}`,
      '{"accept":[[1,"1"]],"reject":[[0,"1"]],"note":""}',
      '{"__proto__":{"case":"and"}}',
    ])
      expect(
        reason(instance, `${header}\n{"case":"and","anchors":[]}\n${line}\n`),
        line.slice(0, 80),
      ).toMatch(/^line 3: /);
  });

  test('random bytes and random JSON', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.boolean(), (bytes, begun) => {
        const before = begun ? new TextEncoder().encode(`${header}\n`) : new Uint8Array();
        expect(accepts(instance, new Uint8Array([...before, ...bytes]))).toBe(false);
      }),
      { numRuns: 500 },
    );
    fc.assert(
      fc.property(fc.jsonValue(), fc.boolean(), (value, begun) => {
        expect(accepts(instance, `${begun ? `${header}\n` : ''}${JSON.stringify(value)}\n`)).toBe(false);
      }),
      { numRuns: 500 },
    );
  });

  test('a line without an end is refused before it fills the memory', () => {
    const block = new Uint8Array(2 ** 20).fill(0x20);
    const first = new CertificateChecker(instance, 'c');
    expect(() => {
      for (let i = 0; i < 200; i++) first.push(block);
    }).toThrow(
      new InputError(
        'c',
        'expected a certificate, which begins with a line of JSON: expected a line of at most 64 MiB, found more',
      ),
    );
    const second = new CertificateChecker(instance, 'c');
    second.push(new TextEncoder().encode(`${header}\n`));
    for (let i = 0; i < 200; i++) second.push(block);
    expect(second.end()).toEqual({
      verified: false,
      reason: 'line 2: expected a line of at most 64 MiB, found more',
    });
  });
});
