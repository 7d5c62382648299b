// Pictures of comparisons: what stands where, that the numbers drawn are those of the table, and the same bytes each time.
import { parseHTML } from 'linkedom';
import { describe, expect, test } from 'vitest';
import { compare, type CompareOptions, type Comparison, type Engines } from '../../src/compare/experiment.ts';
import { figure } from '../../src/compare/plot/figure.ts';
import { layoutOf } from '../../src/compare/plot/layout.ts';
import { marksOf, MEASURES, type Measure } from '../../src/compare/plot/marks.ts';
import { loadRasterizer } from '../../src/compare/plot/png.ts';
import { comparisonTable } from '../../src/compare/report.ts';
import type { Subject } from '../../src/compare/subject.ts';
import { wilson } from '../../src/compare/wilson.ts';
import type { TrainingVerdict } from '../../src/decide/verdict.ts';
import type { Configuration } from '../../src/problem/training/configuration.ts';
import { examplesRight, weightRight } from '../../src/problem/training/evaluate.ts';
import { totalWeight, type TrainingInstance } from '../../src/problem/training/schema.ts';
import { registry } from '../../src/registry.ts';
import { file, generated, options } from './pictured.ts';

const { catalogue } = registry;

/** All weights 0. */
function constant({ architecture }: TrainingInstance): Configuration {
  return {
    nodes: architecture.nodes.map(({ from }) => ({ weights: from.map(() => 0n), threshold: 0n })),
  };
}

type Told = {
  readonly answer?: 'yes' | 'no' | 'unknown';
  /** Undefined for a network that is not tried. */
  readonly successes?: number | undefined;
  readonly epochs?: number;
  readonly milliseconds?: number;
};

/** Engines that say what they are told, by the number of the question; networks get right what weights of 0 do. */
function engines(told: (question: number, optimizer?: string) => Told): Engines {
  let question = -1;
  return {
    decide: (instance) => {
      const { answer = 'unknown', milliseconds = 1 } = told(++question);
      const stats = { rounds: 1, edges: 2, separationChecks: 3, conflicts: 4, milliseconds };
      const verdicts: Record<string, TrainingVerdict> = {
        yes: {
          answer: 'yes',
          configuration: constant(instance),
          checked: 'configuration (exact)',
          solver: 'cdcl',
          stats,
        },
        no: { answer: 'no', cases: [], checked: 'edges (exact)', solver: 'cdcl', stats },
        unknown: { answer: 'unknown', limit: 'seconds: 60', solver: 'cdcl', stats },
      };
      return Promise.resolve(verdicts[answer]!);
    },
    optimum: (instance) => {
      const right = weightRight(instance, constant(instance));
      const total = totalWeight(instance);
      return Promise.resolve({ lower: right, upper: total }) as unknown as ReturnType<Engines['optimum']>;
    },
    train: (instance, asked) => {
      const { successes, epochs = 400, milliseconds = 1 } = told(question, asked.optimizer);
      if (successes === undefined) return Promise.resolve({ supported: false, reason: 'it is too deep' });
      const best = constant(instance);
      return Promise.resolve({
        supported: true,
        restarts: asked.restarts,
        successes,
        restartsToFirstSuccess: successes > 0 ? 1 : null,
        bestRight: examplesRight(instance, best),
        best,
        epochs,
        milliseconds,
        backend: { kind: 'cpu', name: 'test' },
        optimizer: asked.optimizer,
        hyperparameters: {
          rate: 1,
          beta1: 0,
          beta2: 0,
          init: 1,
          steepness: [1, 1],
          balanced: true,
          batch: 0,
        },
        seed: asked.seed,
        exactStimuli: true,
        relaxation: 'a test',
        interrupted: false,
      });
    },
  };
}

type Drawn = {
  readonly comparison: Comparison;
  readonly marks: ReturnType<typeof marksOf>;
  readonly svg: string;
  readonly root: Element;
};

async function draw(
  subjects: readonly Subject[],
  asked: CompareOptions,
  measure: Measure,
  told: (question: number, optimizer?: string) => Told,
): Promise<Drawn> {
  const comparison = await compare(subjects, catalogue, asked, engines(told));
  return drawn(subjects, asked, measure, comparison);
}

function drawn(
  subjects: readonly Subject[],
  asked: CompareOptions,
  measure: Measure,
  comparison: Comparison,
): Drawn {
  const layout = layoutOf(subjects, asked);
  const svg = figure({ comparison, options: asked, layout, measure, command: 'trainsat compare <&>' });
  const root = parseHTML(`<html><body>${svg}</body></html>`).document.querySelector('svg')!;
  return { comparison, marks: marksOf(comparison, asked, layout, measure), svg, root };
}

const rowsOf = ({ comparison }: Drawn, asked: CompareOptions): number =>
  comparisonTable(comparison, asked, true, '').rows.length;
const all = (root: Element, selector: string): Element[] => [...root.querySelectorAll(selector)];
const number = (element: Element, name: string): number => Number(element.getAttribute(name));

describe('the numbers', () => {
  const subjects = generated('set-splitting', { n: [6], ratio: [1, 2] }, [0, 1]);
  /** Of ratio 1 a YES and a NO, of ratio 2 two NO. */
  const told = (question: number): Told => ({
    answer: question === 0 ? 'yes' : 'no',
    successes: question === 0 ? 3 : 0,
  });

  test('success: the restarts of instances that are not proved NO, with Wilson’s interval', async () => {
    const { marks } = await draw(subjects, options, 'success', told);
    const [low, high] = wilson(3, 10);
    expect(marks.marks).toEqual([
      {
        panel: 0,
        series: 0,
        x: 1,
        state: 'measured',
        value: 0.3,
        low,
        high,
        words: 'ratio = 1: 3 of 10 restarts succeed, 10.78–60.32 %',
      },
      {
        panel: 0,
        series: 0,
        x: 2,
        state: 'hopeless',
        words: 'ratio = 2: every instance is proved NO; 0 of 20 restarts succeed',
      },
    ]);
    expect(marks.answers).toEqual([
      { panel: 0, series: 0, x: 1, yes: 1, no: 1, unknown: 0 },
      { panel: 0, series: 0, x: 2, yes: 0, no: 2, unknown: 0 },
    ]);
  });

  test('epochs: what was spent on a success; without one there is a lower bound and no value', async () => {
    const { marks } = await draw(subjects, options, 'epochs', (question) => ({
      answer: 'yes',
      epochs: 450,
      successes: question < 2 ? 3 : 0,
    }));
    const [low, high] = wilson(6, 20);
    expect(marks.marks[0]).toMatchObject({ state: 'measured', value: 150, low: 45 / high, high: 45 / low });
    expect(marks.marks[1]).toMatchObject({
      state: 'missing',
      value: undefined,
      low: 45 / wilson(0, 20)[1],
      high: undefined,
      words: 'ratio = 2: no success in 900 epochs',
    });
  });

  test('right: the mean share over the instances, beside the mean of the optimum', async () => {
    const { marks, comparison } = await draw(subjects, { ...options, optimum: true }, 'right', told);
    const shares = comparison.runs.map(({ attempts, weight }) => attempts[0]!.weight / weight);
    expect(marks.marks[0]).toMatchObject({
      state: 'measured',
      value: (shares[0]! + shares[1]!) / 2,
      low: Math.min(...shares.slice(0, 2)),
      high: Math.max(...shares.slice(0, 2)),
    });
    // The YES has all right, the NO at least what weights of 0 get.
    expect(marks.optima[0]).toEqual({ panel: 0, series: 0, x: 1, lower: (1 + shares[1]!) / 2, upper: 1 });
    const without = await draw(subjects, options, 'right', told);
    expect(without.marks.optima).toEqual([]);
    expect(without.svg).toContain('The optimum was not asked for (--optimum).');
  });

  test('not tried', async () => {
    for (const measure of MEASURES) {
      const picture = await draw(subjects, options, measure, () => ({ answer: 'yes' }));
      expect(picture.marks.marks).toMatchObject([
        { state: 'untried', words: 'ratio = 1: not tried: it is too deep' },
        { state: 'untried' },
      ]);
      expect(all(picture.root, '.untried text')).toHaveLength(2);
      expect(picture.svg).toContain('Not tried: networks that the trainer does not take');
    }
  });
});

describe('the picture', () => {
  const axes = { n: [6, 8], ratio: [1, 1.5, 2] };
  const subjects = [
    ...generated('set-splitting', axes, [0, 1]),
    ...generated('set-splitting-planted', axes, [0, 1]),
  ];
  const told = (question: number): Told => ({
    answer: (['yes', 'yes', 'no', 'unknown', 'yes'] as const)[question % 5]!,
    successes: (7 * question) % 11,
    epochs: 100 + 17 * question,
  });

  test.each(MEASURES)('%s: a mark for each row of the table', async (measure) => {
    for (const optimizers of [['adam'], ['adam', 'gd', 'sgd']] as const) {
      const asked = { ...options, optimizers, optimum: measure === 'right' };
      const picture = await draw(subjects, asked, measure, told);
      expect(all(picture.root, '.marks > *')).toHaveLength(rowsOf(picture, asked));
      expect(
        all(picture.root, '.marks > * > title')
          .map((title) => title.textContent)
          .sort(),
      ).toEqual(picture.marks.marks.map(({ words }) => words).sort());
      expect(all(picture.root, '.intervals > line')).toHaveLength(
        picture.marks.marks.filter(({ low }) => low !== undefined).length,
      );
      expect(picture.svg).not.toMatch(/NaN|Infinity|undefined|null/);
    }
  });

  test('the intervals are drawn from Wilson’s low end to the high one', async () => {
    const one = generated('set-splitting', { n: [6], ratio: [1, 1.5, 2] });
    const { root } = await draw(one, options, 'success', (question) => ({
      successes: [0, 4, 10][question]!,
    }));
    const grid = all(root, '[aria-label="y-grid"] line').map((line) => number(line, 'y1'));
    const [zero, hundred] = [Math.max(...grid), Math.min(...grid)];
    const lines = all(root, '.intervals > line').sort((a, b) => number(a, 'x1') - number(b, 'x1'));
    for (const [i, successes] of [0, 4, 10].entries()) {
      const ends = [number(lines[i]!, 'y1'), number(lines[i]!, 'y2')].sort((a, b) => b - a);
      const shares = ends.map((y) => (zero - y) / (zero - hundred));
      const expected = wilson(successes, 10);
      for (const end of [0, 1] as const) expect(shares[end]).toBeCloseTo(expected[end], 3);
    }
  });

  test('the exact answers: bars as high as their shares', async () => {
    const one = generated('set-splitting', { n: [6], ratio: [1] }, [0, 1, 2, 3]);
    const { root, marks } = await draw(one, options, 'success', (question) => ({
      answer: question === 0 ? 'no' : question === 1 ? 'unknown' : 'yes',
      successes: 1,
    }));
    expect(marks.answers).toEqual([{ panel: 0, series: 0, x: 0, yes: 2, no: 1, unknown: 1 }]);
    const bars = all(root, '.answers > rect');
    const heights = bars.map((bar) => number(bar, 'height'));
    expect(heights[0]! / heights[1]!).toBeCloseTo(2, 1);
    expect(heights[1]).toBeCloseTo(heights[2]!, 1);
    expect(new Set(bars.map((bar) => bar.getAttribute('fill'))).size).toBe(3);
  });

  test('a missing success is marked above every number, and said', async () => {
    const one = generated('set-splitting', { n: [6], ratio: [1, 2] });
    const { root } = await draw(one, options, 'epochs', (question) => ({
      successes: question === 0 ? 2 : 0,
    }));
    const heights = all(root, '.marks > circle').map((circle) => number(circle, 'cy'));
    const grid = all(root, '[aria-label="y-grid"] line').map((line) => number(line, 'y1'));
    expect(heights).toHaveLength(2);
    expect(Math.min(...heights)).toBeLessThan(Math.min(...grid));
    expect(root.textContent).toContain('no success');
    const solved = await draw(one, options, 'epochs', () => ({ successes: 2 }));
    expect(solved.root.textContent).not.toContain('no success');
  });

  test('a place without hope is hollow', async () => {
    const one = generated('set-splitting', { n: [6], ratio: [1, 2] });
    const picture = await draw(one, options, 'success', (question) => ({
      answer: question === 0 ? 'yes' : 'no',
      successes: question === 0 ? 2 : 0,
    }));
    const fills = all(picture.root, '.marks > circle').map((circle) => circle.getAttribute('fill'));
    expect(fills.filter((fill) => fill === '#ffffff')).toHaveLength(1);
    expect(picture.root.textContent).toContain('every instance is NO');
  });

  test('an interrupted comparison says so', async () => {
    const comparison = await compare(subjects, catalogue, options, engines(told));
    const part = { ...comparison, runs: comparison.runs.slice(0, 3), finished: 3, interrupted: true };
    const asked = { ...options };
    const picture = drawn(subjects, asked, 'success', part);
    expect(all(picture.root, '.marks > *')).toHaveLength(2);
    expect(picture.root.textContent).toContain('Interrupted: 3 of 24 networks were finished.');
    for (const measure of MEASURES)
      expect(drawn(subjects, asked, measure, { ...part, runs: [], finished: 0 }).svg).not.toMatch(
        /NaN|Infinity/,
      );
  });

  test('the same bytes again, whatever was measured', async () => {
    for (const measure of MEASURES) {
      const slow = await draw(subjects, options, measure, (q) => ({ ...told(q), milliseconds: 1000 * q }));
      const fast = await draw(subjects, options, measure, (q) => ({ ...told(q), milliseconds: 3 }));
      expect(slow.svg).toBe(fast.svg);
    }
  });

  test('it speaks to those who cannot see it, and tells how it was made', async () => {
    const { root, svg } = await draw(subjects, options, 'success', told);
    expect(root.getAttribute('xmlns')).toBe('http://www.w3.org/2000/svg');
    expect(root.getAttribute('role')).toBe('img');
    expect(root.getAttribute('aria-label')).toBe(
      'set-splitting, set-splitting-planted: successful restarts, against ratio, beside the exact answers. adam · 24 instances · 10 restarts of at most 50 epochs',
    );
    expect(svg).toContain('<title>set-splitting, set-splitting-planted: successful restarts</title>');
    expect(svg).toContain('<desc>success against ratio: adam · 24 instances');
    expect(svg).toMatch(/<metadata>trainsat [\d.]+: trainsat compare &lt;&amp;&gt;<\/metadata>/);
  });

  test('all marks stand within their axes, and series apart', async () => {
    const { root } = await draw(subjects, options, 'success', told);
    for (const panel of all(root, 'svg > svg').filter((each) => each.querySelector('.marks'))) {
      const frame = panel.querySelector('[aria-label="frame"]')!;
      const [left, width] = [number(frame, 'x'), number(frame, 'width')];
      const at = all(panel, '.intervals > line').map((line) => number(line, 'x1'));
      expect(new Set(at).size).toBe(at.length);
      for (const x of at) {
        expect(x).toBeGreaterThan(left);
        expect(x).toBeLessThan(left + width);
      }
    }
  });

  test('PNG: hostile names make well-formed SVG, and text is drawn', async () => {
    const names = ['a/<&"\'>.json', `a/${'long '.repeat(20)}.json`, 'a/\u{1F600}\ufffe.json'];
    const { svg } = await draw(names.map(file), options, 'success', () => ({ successes: 1 }));
    const toPng = await loadRasterizer();
    const png = Buffer.from(toPng(svg));
    expect(png.subarray(0, 8)).toEqual(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]));
    const [width] = /(?<= width=")\d+/.exec(svg)!;
    expect(png.readUInt32BE(16)).toBe(2 * Number(width));
    const wordless = svg.replace(/<text[^>]*>[^<]*<\/text>/g, '');
    expect(png.length).toBeGreaterThan(1.5 * toPng(wordless).length);
    expect(Buffer.from(toPng(svg)).equals(png)).toBe(true);
  });
});
