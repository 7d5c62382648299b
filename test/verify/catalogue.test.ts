// The whole catalogue on trial, in short: no reduction is refuted, and each is tried with instances of both answers.
import { expect, test } from 'vitest';
import { registry } from '../../src/registry.ts';
import { call, temporaryDirectory } from '../cli/harness.ts';

const folder = temporaryDirectory();

test('all reductions', { timeout: 300_000 }, async () => {
  const short = ['--max-size', '1', '--random', '6'];
  const { stdout } = await call(['verify', 'all', ...short, '--json', '--save-to', folder]);
  const { rows } = JSON.parse(stdout) as { rows: Record<string, string | number>[] };
  expect(rows.map(({ reduction }) => reduction)).toEqual(
    registry.catalogue.reductions.map(({ name }) => name),
  );
  for (const row of rows) {
    const name = String(row['reduction']);
    expect(row['verdict'], name).not.toContain('refuted');
    expect(row['yes'], name).toBeGreaterThan(0);
    expect(row['no'], name).toBeGreaterThan(0);
    expect(row['forward'], name).toBeGreaterThan(0);
    expect(Number(row['undecided']), name).toBeLessThan(Number(row['tried']) / 4);
  }
});
