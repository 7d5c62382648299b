// `show --to`, `graph` and `list`: ways with the sizes on them, against what `reduce` makes and the catalogue holds.
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { evaluate, parseFormula } from '../../src/catalogue/size-law.ts';
import { lettersAt } from '../../src/catalogue/ways.ts';
import { graphSvg } from '../../src/cli/picture/graph-svg.ts';
import { instanceWayFacts, type WayFacts } from '../../src/cli/way-facts.ts';
import * as library from '../../src/index.ts';
import { inBrowser } from '../browser.ts';
import { FANO, PAIR, XOR, data, temporaryFiles } from './fixtures.ts';
import { call } from './harness.ts';

const { catalogue } = library;
const { file } = temporaryFiles();
const CNF = 'p cnf 3 3\n1 2 3 -1 0\n-2 0\n3 0\n';

const way = async (argv: readonly string[], stdin = ''): Promise<WayFacts> =>
  JSON.parse(await data(['show', ...argv, '--json'], stdin)) as WayFacts;

describe('the way of an instance', () => {
  test('in words', async () => {
    expect(await data(['show', '-', '--to', 'training'], FANO)).toBe(
      [
        'from this instance of set-splitting (elements 7, sets 7) to training',
        '',
        '1  set-splitting-to-three-node: set-splitting → training',
        '   construction  The points of the AND construction and a gadget that forces a free threshold output to be an AND.',
        '   source        Blum and Rivest 1988, section 2',
        '   law           inputs = n + 3, hidden = 2, examples = 7 + n + m',
        '   target        inputs 10, hidden 2, examples 21',
        '',
      ].join('\n'),
    );
  });

  test('has the sizes of the instances that reduce makes, from every problem to every other', async () => {
    let ways = 0;
    for (const text of [FANO, PAIR, CNF, XOR, 'p nae 3 2\n1 2 0\n-1 3 0\n']) {
      const { problem, instance } = catalogue.parse(text, 'x');
      for (const to of catalogue.problems) {
        const steps = catalogue.wayFor({ problem, instance }, to.name);
        if (steps === undefined) continue;
        const facts = await way(['-', '--to', to.name], text);
        expect(facts).toMatchObject({
          from: problem.name,
          to: to.name,
          instance: true,
          size: problem.size(instance),
        });
        expect(facts.steps.map(({ name }) => name)).toEqual(steps.map(({ name }) => name));
        const made = library.follow(instance, steps);
        for (const [i, { target, sizes }] of facts.steps.entries())
          expect(Object.fromEntries(sizes.map(({ name, value }) => [name, value]))).toEqual(
            catalogue.problem(target).size(made[i + 1]),
          );
        ways++;
      }
    }
    expect(ways).toBeGreaterThan(10);
  });

  test('of a formula of 100,000 clauses is measured without building the target', async () => {
    const clauses = Array.from({ length: 100_000 }, (_, i) => `${1 + (i % 999)} -${2 + (i % 997)} 1000 0`);
    const facts = await way(['-', '--to', 'training'], `p cnf 1000 100000\n${clauses.join('\n')}\n`);
    const values = Object.fromEntries(facts.steps.at(-1)!.sizes.map(({ name, value }) => [name, value]));
    // 2v + 2c + 4 inputs times 3v + 5c + 8 examples are far beyond what can be built.
    expect(values).toEqual({ inputs: 202_004, hidden: 2, examples: 503_008 });
  });

  test('never builds the last target', () => {
    const posed = catalogue.parse(FANO, 'x');
    const [step] = catalogue.path('set-splitting', 'training')!;
    const watched = { ...step!, reduce: () => expect.unreachable('the target is built') };
    expect(instanceWayFacts({ catalogue }, posed, [watched]).steps).toHaveLength(1);
  });

  test('through a reduction, from a bundle, from a graph without colours', async () => {
    const facts = await way(['-', '--to', 'training', '--via', 'set-splitting-to-xor-pair'], FANO);
    expect(facts.steps.map(({ name }) => name)).toEqual(['set-splitting-to-xor-pair']);
    const bundle = file('bundle.json', await data(['reduce', '-', '--to', 'nae-sat', '--bundle'], FANO));
    const result = await call(['show', bundle, '--to', 'sat']);
    expect(result.stderr).toContain('a bundle; its target');
    expect(result.stdout).toMatch(/^from this instance of nae-sat/);
    const colouring = await way(['-', '--to', 'training', '--colours', '2'], 'p edge 2 1\ne 1 2\n');
    expect(colouring.steps.at(-1)!.sizes).toContainEqual(
      expect.objectContaining({ name: 'hidden', value: 2 }),
    );
  });

  test('to itself has no steps', async () => {
    expect(await data(['show', '-', '--to', 'set-splitting'], PAIR)).toBe(
      'from this instance of set-splitting (elements 2, sets 1) to set-splitting: nothing to do\n',
    );
  });
});

describe('the way of a problem', () => {
  test('has the laws composed, and says where they are rough', async () => {
    const text = await data(['show', '3-sat', '--to', 'training']);
    expect(text).toMatch(/^from 3-sat \(here variables v = 100, clauses c = 420\) to training\n/);
    expect(text).toContain('\n   in all        inputs = 2v + 2c + 4, hidden = 2, examples = 3v + 5c + 8\n');
    expect(text).toContain('\n   here          inputs 1044, hidden 2, examples 2408\n');
    const rough = await data(['show', 'sat', '--to', '3-sat']);
    expect(rough).toContain('\n   here          variables about 520, clauses about 840\n');
    expect(rough).not.toContain('in all');
  });

  test('evaluated at the sizes of an instance agrees with the instance where laws are exact', async () => {
    const { problem, instance } = catalogue.parse(FANO, 'x');
    const letters = lettersAt(problem, problem.size(instance));
    for (const to of ['training', 'sat', 'nae-sat']) {
      const exact = await way(['-', '--to', to], FANO);
      for (const [i, step] of (await way(['set-splitting', '--to', to])).steps.entries())
        for (const { name, law, strength } of step.sizes) {
          expect(strength).toBe('exact');
          const value = evaluate(parseFormula(law!), letters);
          expect(exact.steps[i]!.sizes).toContainEqual(expect.objectContaining({ name, value }));
        }
    }
  });

  test('to every problem that can be reached, and to no other', async () => {
    for (const from of catalogue.problems) {
      const reachable = catalogue.reachable(from.name).map(({ name }) => name);
      for (const to of catalogue.problems) {
        const { status, stderr } = await call(['show', from.name, '--to', to.name]);
        const there = from === to || reachable.includes(to.name);
        expect(status, `${from.name} ${to.name}`).toBe(there ? 0 : 2);
        if (!there)
          expect(stderr).toBe(
            `--to: expected a problem that ${from.name} reduces to (${reachable.join(', ') || 'there is none'}), found ${to.name}\n`,
          );
      }
    }
  });
});

describe('what is refused', () => {
  const graph = 'p edge 2 1\ne 1 2\n';
  test.each<[readonly string[], string, string]>([
    [['3-sat', '--to', 'nothing'], '', '--to: expected a problem ('],
    [
      ['3-sat', '--via', '3-sat-to-sat'],
      '',
      '--to: expected the problem to reach, found nothing; add --to PROBLEM',
    ],
    [['3-sat', '--to', 'sat', '--via', 'nothing'], '', '--via: expected a reduction ('],
    [
      ['sat', '--to', 'nae-sat', '--via', 'clique-to-independent-set'],
      '',
      '--via: expected a reduction on a way from sat to nae-sat, found clique-to-independent-set',
    ],
    [['3-sat', '--to', 'sat', '--svg'], '', '--svg: expected no --to and no --via beside it; leave it out'],
    [
      ['3-sat', '--to', 'sat', '--colours', '3'],
      '',
      '--colours: expected the file of an instance, found the problem 3-sat',
    ],
    [
      ['3-sat-to-sat', '--to', 'sat'],
      '',
      '--to: expected a problem or the file of an instance, found the name 3-sat-to-sat',
    ],
    [['nothing', '--to', 'sat'], '', 'trainsat show: expected a name that "trainsat list" shows or a file'],
    [
      ['-', '--to', 'loading', '--via', 'graph-colouring-to-loading', '--colours', '2'],
      graph,
      'graph-colouring-to-loading: expected 3 colours, one for each item, found 2',
    ],
  ])('show %j', async (argv, stdin, message) => {
    const { status, stdout, stderr } = await call(['show', ...argv], stdin);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr.startsWith(message), stderr).toBe(true);
    expect(stderr.trimEnd()).not.toContain('\n');
  });
});

test('a first step that refuses the instance is passed by', async () => {
  const { steps } = await way(['-', '--to', 'loading', '--colours', '2'], 'p edge 2 1\ne 1 2\n');
  expect(steps.map(({ source }) => source)).toEqual(['graph-colouring', 'sat', '3-sat']);
});

describe('list', () => {
  test('has every reduction under its source, with target and law, in 100 columns', async () => {
    const text = await data(['list', 'reductions']);
    for (const line of text.split('\n')) expect(line.length, line).toBeLessThanOrEqual(100);
    for (const block of text.split(/^from /m).slice(1)) {
      const { letters, name } = catalogue.problem(/^[^:]+/.exec(block)![0]);
      for (const [size, letter] of Object.entries(letters)) expect(block).toContain(`${letter} ${size}`);
      const steps = catalogue.reductions.filter(({ source }) => source === name);
      expect([...block.matchAll(/^ {2}(\S+) +(\S+) → (\S+)$/gm)].map((row) => row.slice(1))).toEqual(
        steps.map((step) => [step.name, name, step.target]),
      );
      const flat = block.replaceAll(/\s+/g, ' ');
      for (const { sizeLaw } of steps) expect(flat).toContain(sizeLaw.split(';')[0]);
    }
  });

  test('as JSON is complete', async () => {
    const json = JSON.parse(await data(['list', '--json'])) as Record<string, object[]>;
    expect(json['reductions']).toEqual(
      catalogue.reductions.map(({ name, source, target, summary, sizeLaw, citation }) => ({
        name,
        source,
        target,
        summary,
        sizeLaw,
        citation,
      })),
    );
    const problems = json['problems'] as (Record<string, unknown> & { formats: string })[];
    expect(problems.map(({ formats: _formats, ...own }) => own)).toEqual(
      catalogue.problems.map(({ name, question, letters, typical }) => ({
        name,
        question,
        letters,
        typical,
      })),
    );
    for (const [i, { formats }] of catalogue.problems.entries())
      expect(problems[i]!.formats.startsWith(formats)).toBe(true);
  });
});

describe('graph', () => {
  const svg = graphSvg(catalogue);
  const groups = [...svg.matchAll(/^<g transform="translate\(([\d.]+) ([\d.]+)\)">(.*)<\/g>$/gm)].map(
    ([, x, y, inside]) => {
      const [, width, height] = /<rect [^>]*width="([\d.]+)" height="([\d.]+)"/.exec(inside!)!;
      const title = /<title>(.*?)<\/title>/.exec(inside!)?.[1];
      const text = />([^<]+)<\/text>/.exec(inside!)![1]!;
      return { x: Number(x), y: Number(y), width: Number(width), height: Number(height), title, text };
    },
  );

  test('lists every reduction under its source and target', async () => {
    const text = await data(['graph']);
    for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(100);
    let [source, target] = ['', ''];
    const listed: string[] = [];
    for (const line of text.split('\n')) {
      if (/^\S/.test(line)) source = line;
      else if (line.startsWith('  → ')) target = line.slice(4);
      else
        listed.push(
          ...line
            .split(',')
            .map((name) => name.trim())
            .filter(Boolean),
        );
      for (const name of line.startsWith('      ')
        ? line
            .split(',')
            .map((each) => each.trim())
            .filter(Boolean)
        : [])
        expect(catalogue.reduction(name)).toMatchObject({ source, target });
    }
    expect(listed.sort()).toEqual(catalogue.reductions.map(({ name }) => name).sort());
  });

  test('draws every problem once, and every reduction on one arrow and in the legend under the same number', () => {
    const boxes = groups.filter(({ title }) => title !== undefined);
    expect(boxes.map(({ title }) => title!.replaceAll('&#39;', "'").replaceAll('&gt;', '>'))).toEqual(
      catalogue.problems.map(({ name, question }) => `${name}: ${question}`),
    );
    const numbers = new Map(
      [...svg.matchAll(/<text [^>]*xml:space="preserve">\s*(\d+) {2}(\S+)/g)].map((row) => [
        row[2]!,
        Number(row[1]),
      ]),
    );
    expect([...numbers.keys()].sort()).toEqual(catalogue.reductions.map(({ name }) => name).sort());
    const arrows = [...svg.matchAll(/^<path [^>]*><title>(.*?)<\/title><\/path>$/gm)].map((arrow) =>
      arrow[1]!.split(', '),
    );
    expect(arrows.flat().sort()).toEqual([...numbers.keys()].sort());
    const labels = groups.filter(({ title }) => title === undefined).map(({ text }) => text);
    const expanded = labels.map((label) =>
      label.split(', ').flatMap((part) => {
        const [first, last = first] = part.split('–').map(Number);
        return Array.from({ length: last! - first! + 1 }, (_, i) => first! + i);
      }),
    );
    expect(expanded).toEqual(arrows.map((list) => list.map((name) => numbers.get(name))));
    for (const list of arrows)
      expect(
        new Set(
          list.map((name) =>
            JSON.stringify([catalogue.reduction(name).source, catalogue.reduction(name).target]),
          ),
        ).size,
      ).toBe(1);
  });

  test('boxes and labels do not overlap and lie inside', () => {
    const [, width, height] = /viewBox="0 0 ([\d.]+) ([\d.]+)"/.exec(svg)!;
    for (const [i, a] of groups.entries()) {
      expect(a.x - a.width / 2).toBeGreaterThanOrEqual(0);
      expect(a.x + a.width / 2).toBeLessThanOrEqual(Number(width));
      expect(a.y + a.height / 2).toBeLessThanOrEqual(Number(height));
      for (const b of groups.slice(0, i))
        expect(
          Math.abs(a.x - b.x) >= (a.width + b.width) / 2 - 0.1 ||
            Math.abs(a.y - b.y) >= (a.height + b.height) / 2 - 0.1,
          `${a.text} ${b.text}`,
        ).toBe(true);
    }
  });

  test('is told in colours that differ for everyone, and in dashes', () => {
    const strokes = new Set(
      [
        ...svg.matchAll(
          /<path [^>]*fill="none" stroke="(.*?)" stroke-width="1.6"( stroke-dasharray="[\d ]+")?/g,
        ),
      ].map((line) => line.slice(1).join('')),
    );
    expect(strokes).toEqual(
      new Set(['#0072b2', '#d55e00 stroke-dasharray="8 4"', '#000 stroke-dasharray="2 4"']),
    );
  });

  test('is the same each time, and what the command writes', async () => {
    expect(graphSvg(catalogue)).toBe(svg);
    const path = file('graph.svg');
    expect(await data(['graph', '--svg', '-o', path])).toBe('');
    expect(existsSync(path) && readFileSync(path, 'utf8')).toBe(svg);
  });

  // The npm package that brings a browser has it for Linux x64 alone.
  test.runIf(process.platform === 'linux' && process.arch === 'x64')(
    'is well-formed, and its text is inside and fits, in a browser',
    { timeout: 120_000 },
    async () => {
      const encoded = Buffer.from(svg).toString('base64');
      const seen = await inBrowser(`
        const bytes = Uint8Array.from(atob('${encoded}'), (character) => character.charCodeAt(0));
        const parsed = new DOMParser().parseFromString(new TextDecoder().decode(bytes), 'image/svg+xml').documentElement;
        if (parsed.nodeName !== 'svg' || parsed.querySelector('parsererror')) return [parsed.textContent];
        document.body.append(parsed);
        const whole = parsed.getBoundingClientRect();
        const texts = [...parsed.querySelectorAll('text')].map((text) => {
          const box = text.parentNode.nodeName === 'g' && text.parentNode.querySelector('rect');
          return { words: text.textContent, ...text.getBoundingClientRect().toJSON(), around: box ? box.getBoundingClientRect() : whole };
        });
        const out = texts.filter((a) => a.left < a.around.left || a.right > a.around.right || a.bottom > a.around.bottom);
        const over = texts.filter((a, i) => texts.slice(0, i).some((b) => a.left < b.right && b.left < a.right && a.top + 3 < b.bottom && b.top + 3 < a.bottom));
        return [texts.length > 10 ? '' : 'no text', ...out, ...over].filter((each) => each !== '').map((each) => each.words ?? each);
      `);
      expect(seen).toEqual([]);
    },
  );
});
