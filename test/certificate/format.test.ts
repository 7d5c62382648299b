// The two readers of an edge's line agree: the quick one takes nothing that the schema refuses.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { edgeSchema, writtenEdge } from '../../src/certificate/format.ts';

describe('the line of an edge', () => {
  const side = fc.array(fc.tuple(fc.nat(), fc.bigInt({ min: 1n, max: 10n ** 40n })), { minLength: 1 });

  test('is read without a schema as it is with one', () => {
    fc.assert(
      fc.property(side, side, (accept, reject) => {
        const text = JSON.stringify({ accept, reject }, (_, value: unknown) =>
          typeof value === 'bigint' ? `${value}` : value,
        );
        const small = [...accept, ...reject].every(([e]) => e < 10 ** 9);
        expect(writtenEdge(text)).toEqual(small ? { accept, reject } : undefined);
        expect(edgeSchema.parse(JSON.parse(text))).toEqual({ accept, reject });
      }),
    );
  });

  test('with one character changed, lost or added: never read without a schema where that refuses it', () => {
    const text = '{"accept":[[0,"1"],[31,"20"]],"reject":[[5,"21"]]}';
    let read = 0;
    fc.assert(
      fc.property(
        fc.nat(text.length),
        fc.nat(1),
        fc.constantFrom('', ...'0123456789-.e,:"[]{} a'),
        (at, cut, to) => {
          const mutant = text.slice(0, at) + to + text.slice(at + cut);
          const edge = writtenEdge(mutant);
          if (!edge) return;
          read++;
          expect(edgeSchema.parse(JSON.parse(mutant))).toEqual(edge);
        },
      ),
      { numRuns: 5000 },
    );
    expect(read).toBeGreaterThan(100);
    expect(writtenEdge(text.replace('31', '031'))).toBeUndefined();
    expect(writtenEdge(text.replace('20', '020'))).toBeUndefined();
    expect(writtenEdge(text.replace('20', '0'))).toBeUndefined();
    expect(writtenEdge(text.replace('20', '9'.repeat(100_000)))).toBeUndefined();
  });
});
