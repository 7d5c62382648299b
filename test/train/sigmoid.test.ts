// The sigmoid table: its bytes, its symmetry, and that it is the sigmoid.
import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { sigmoidTable } from '../../src/train/integer/sigmoid.ts';

const table = sigmoidTable();

test('is the sigmoid, rounded to 15 bits', () => {
  table.forEach((entry, i) => {
    const exact = 32768 / (1 + Math.exp((i - 2048 + 0.5) / 256));
    expect(Math.abs(entry - exact)).toBeLessThan(0.5 + 1e-6);
  });
});

test('falls from 32757 to 11, symmetric about one half', () => {
  expect([table[0], table[4095]]).toEqual([32757, 11]);
  table.forEach((entry, i) => {
    expect(entry + table[4095 - i]!).toBe(32768);
    if (i > 0) expect(entry).toBeLessThanOrEqual(table[i - 1]!);
  });
});

test('has the same bytes everywhere', () => {
  const bytes = Buffer.alloc(4 * table.length);
  table.forEach((entry, i) => bytes.writeInt32LE(entry, 4 * i));
  expect(createHash('sha256').update(bytes).digest('hex')).toBe(
    '21334f9fe55e5c64a952230f7569e2202a66984ac8c53e3b810f2ec6fe62d541',
  );
});
