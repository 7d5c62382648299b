// What the checker must accept, and above all what it must reject.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkCertificate, checkCertificateText } from '../../src/certificate/check.ts';
import { writeCertificate } from '../../src/certificate/write.ts';
import type { Certificate } from '../../src/certificate/format.ts';
import { decideInThread } from '../../src/decide/engine.ts';
import { certificateFor } from '../../src/decide/index.ts';
import { InputError } from '../../src/problem/errors.ts';
import type { TrainingInstance } from '../../src/problem/training/schema.ts';
import { booleanInstance, cube, FANO, setSystemPoints } from '../instances.ts';

async function certify(instance: TrainingInstance): Promise<Certificate> {
  const verdict = await decideInThread(instance, { solver: 'minisat', expired: () => false });
  return certificateFor(instance, verdict, { seed: 0 })!;
}

const xor: [string, 0 | 1][] = [
  ['00', 0],
  ['01', 1],
  ['10', 1],
  ['11', 0],
];
const parity3 = cube(3).map((x): [string, 0 | 1] => [
  x,
  ([...x].filter((b) => b === '1').length % 2) as 0 | 1,
]);

const cases: [string, TrainingInstance][] = [
  ['a perceptron on XOR', booleanInstance(0, 'threshold', xor)],
  ['the Fano plane under AND', booleanInstance(2, 'and', setSystemPoints(7, FANO))],
  ['parity of 3 by two free units', booleanInstance(2, 'threshold', parity3)],
  ['parity of 3 by two units under OR', booleanInstance(2, 'or', parity3)],
  [
    'XOR of three under two units and XOR',
    booleanInstance(
      2,
      'xor',
      cube(3).map((x, e) => [x, ((0b00010110 >> e) & 1) as 0 | 1]),
    ),
  ],
  ['XOR by two free units', booleanInstance(2, 'threshold', xor)],
];

describe.each(cases)('%s', (_name, instance) => {
  test('its certificate is accepted, also after a round through text', async () => {
    const certificate = await certify(instance);
    const text = writeCertificate(certificate);
    expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(certificate)));
    expect(checkCertificateText(instance, text, 'c.json')).toMatchObject({ verified: certificate.answer });
  });

  test('it is refused for any other instance', async () => {
    const certificate = await certify(instance);
    for (const [, other] of cases)
      if (other !== instance)
        expect(checkCertificate(other, certificate, 'c.json')).toMatchObject({ verified: false });
    const more: TrainingInstance = { ...instance, examples: [...instance.examples, instance.examples[0]!] };
    expect(checkCertificate(more, certificate, 'c.json')).toMatchObject({ verified: false });
  });

  test('a single change to any edge, multiplier or weight that matters is refused', async () => {
    const certificate = JSON.parse(JSON.stringify(await certify(instance))) as Certificate;
    if (certificate.answer === 'YES') return;
    let mutants = 0;
    for (const [c, item] of certificate.cases.entries())
      for (const [i, edge] of item.edges.entries())
        for (const side of ['accept', 'reject'] as const)
          for (const at of edge[side].keys()) {
            const changes: ((entry: [number, string]) => [number, string] | null)[] = [
              ([e, m]) => [e, `${BigInt(m) + 1n}`],
              ([e, m]) => [(e + 1) % instance.examples.length, m],
              ([, m]) => [instance.examples.length, m],
              () => null,
            ];
            for (const change of changes) {
              const mutant = structuredClone(certificate);
              const list = mutant.cases[c]!.edges[i]![side];
              const next = change(list[at]!);
              if (next) list[at] = next;
              else list.splice(at, 1);
              mutants++;
              const verdict = accepts(instance, mutant);
              expect(verdict, JSON.stringify(mutant.cases[c]!.edges[i])).toBe(false);
            }
          }
    expect(mutants).toBeGreaterThan(10);
  });
});

/** Whether a mutant is accepted; a malformed one is refused by an InputError, never by another error. */
function accepts(instance: TrainingInstance, value: unknown): boolean {
  try {
    return checkCertificate(instance, value, 'mutant').verified !== false;
  } catch (error) {
    if (error instanceof InputError) return false;
    throw error;
  }
}

test('a NO certificate must refute every way the network can work', async () => {
  const instance = booleanInstance(2, 'threshold', parity3);
  const certificate = (await certify(instance)) as Certificate & { answer: 'NO' };
  expect(certificate.cases.map(({ kind }) => kind)).toEqual(['and', 'and-complement']);
  for (const kept of certificate.cases) {
    const half = { ...certificate, cases: [kept] };
    expect(checkCertificate(instance, half, 'c')).toMatchObject({
      verified: false,
      reason: expect.stringContaining('the certificate leaves it out'),
    });
  }
  const empty = { ...certificate, cases: certificate.cases.map((item) => ({ ...item, edges: [] })) };
  expect(checkCertificate(instance, empty, 'c')).toMatchObject({
    verified: false,
    reason: expect.stringContaining('its edges leave a colouring'),
  });
  const swapped = {
    ...certificate,
    cases: certificate.cases.map((item, i) => ({ ...item, kind: certificate.cases[1 - i]!.kind })),
  };
  expect(checkCertificate(instance, swapped, 'c')).toMatchObject({ verified: false });
});

test('true edges that leave a colouring prove nothing', async () => {
  // Fano without a line can be split; one true edge for each way of the network is easily had.
  const instance = booleanInstance(2, 'threshold', [
    ...setSystemPoints(7, FANO.slice(1)),
    ...setSystemPoints(7, [[0, 1]]).slice(-1),
  ]);
  const truth = await certify(instance);
  expect(truth.answer).toBe('YES');
  const pair = {
    positive: [
      [0, '1'],
      [14, '1'],
    ] as [number, string][],
    negative: [
      [1, '1'],
      [2, '1'],
    ] as [number, string][],
  };
  const forged: Certificate = {
    format: 'trainsat.certificate/1',
    instance: truth.instance,
    answer: 'NO',
    solver: 'minisat',
    cases: [
      { kind: 'and', edges: [{ accept: pair.positive, reject: pair.negative }] },
      { kind: 'and-complement', edges: [{ accept: pair.negative, reject: pair.positive }] },
    ],
  };
  expect(checkCertificate(instance, forged, 'c')).toEqual({
    verified: false,
    reason: 'the case and is not refuted: its edges leave a colouring',
  });
  for (const solver of ['x\n\u001b[31m', 'x)\ns VERIFIED YES', ''])
    expect(() => checkCertificate(instance, { ...forged, solver }, 'c')).toThrow(
      /^c: solver: expected the name of an engine/,
    );
});

test('each of the seven edges of the Fano plane is needed', async () => {
  const instance = booleanInstance(2, 'and', setSystemPoints(7, FANO));
  const certificate = (await certify(instance)) as Certificate & { answer: 'NO' };
  const [only] = certificate.cases;
  expect(only!.edges.length).toBe(7);
  for (let drop = 0; drop < 7; drop++) {
    const edges = only!.edges.filter((_, i) => i !== drop);
    expect(checkCertificate(instance, { ...certificate, cases: [{ ...only!, edges }] }, 'c')).toEqual({
      verified: false,
      reason: 'the case and is not refuted: its edges leave a colouring',
    });
  }
});

test("a general case does not pass for an AND network of another orientation, nor don't-cares for examples", async () => {
  const instance = booleanInstance(
    2,
    'xor',
    xor.map(([x, y], e): [string, 0 | 1 | '*'] => [x, e === 3 ? '*' : y]),
  );
  const forged: Certificate = {
    format: 'trainsat.certificate/1',
    instance: (await certify(instance)).instance,
    answer: 'NO',
    solver: 'nobody',
    cases: [
      {
        kind: 'general',
        edges: [
          {
            accept: [
              [0, '1'],
              [3, '1'],
            ],
            reject: [
              [1, '1'],
              [2, '1'],
            ],
          },
        ],
      },
    ],
  };
  expect(checkCertificate(instance, forged, 'c')).toMatchObject({
    verified: false,
    reason: expect.stringContaining('its response is *'),
  });
});

test('a YES certificate with changed weights is refused unless the network still fits', async () => {
  const instance = booleanInstance(2, 'threshold', xor);
  const certificate = (await certify(instance)) as Certificate & { answer: 'YES' };
  const { nodes } = certificate.configuration as { nodes: { weights: string[]; threshold: string }[] };
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
      const mutant = {
        ...certificate,
        configuration: { format: 'trainsat.configuration/1', nodes: changed },
      };
      expect(accepts(instance, mutant)).toBe(fits);
    }),
    { numRuns: 300, seed: 2 },
  );
});

test('anything else is refused with an InputError and never crashes', () => {
  const instance = booleanInstance(2, 'threshold', xor);
  for (const text of [
    '',
    '{',
    'null',
    '[]',
    '{}',
    '{"format":"trainsat.certificate/2"}',
    '{"format":"trainsat.certificate/1","answer":"MAYBE"}',
  ])
    expect(() => checkCertificateText(instance, text, 'c.json')).toThrow(InputError);
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(accepts(instance, value)).toBe(false);
    }),
    { numRuns: 200 },
  );
});
