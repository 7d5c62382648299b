// Problems that are walked to an engine: the files of known answers, and what stands behind each.
import { readFileSync } from 'node:fs';
import { afterAll, expect, test } from 'vitest';
import { closeWorkers, decide } from '../../src/decide/index.ts';
import { registry } from '../../src/registry.ts';

afterAll(closeWorkers);

test.each([
  ['yes/hemisphere-two-of-three.json', 'witness (exact)'],
  ['no/hemisphere-around-origin.json', 'edges + LRAT (exact)'],
  ['yes/subsystem-open-triangle.json', 'witness (exact)'],
  ['no/subsystem-closed-triangle.json', 'edges + LRAT (exact)'],
  ['yes/sparse-and-two-weights.json', 'witness (exact)'],
  ['no/sparse-and-one-weight.json', 'LRAT (exact)'],
  ['yes/absolute-value-two-relus.json', 'witness (exact)'],
  ['no/absolute-value-one-relu.json', 'Farkas lemmas + LRAT (exact)'],
  ['no/bump-relus.json', 'Farkas lemmas + LRAT (exact)'],
])('%s: %s', async (file, checked) => {
  const text = readFileSync(new URL(`../../instances/${file}`, import.meta.url), 'utf8');
  const posed = registry.catalogue.parse(text, file);
  const verdict = await decide(posed, registry.catalogue);
  expect(verdict).toMatchObject({ answer: file.split('/')[0], checked });
  if (verdict.answer === 'yes')
    expect(posed.problem.check(posed.instance, verdict.witness)).toEqual({ ok: true });
});

test('limits are those of the engine: interrupted before it begins', async () => {
  const file = new URL('../../instances/no/bump-relus.json', import.meta.url);
  const posed = registry.catalogue.parse(readFileSync(file, 'utf8'), 'bump');
  const signal = AbortSignal.abort();
  expect(await decide(posed, registry.catalogue, { signal })).toMatchObject({
    answer: 'unknown',
    limit: 'interrupted',
  });
});
