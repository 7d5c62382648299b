// The picture of a network: everything in it once, nothing outside, nothing on top of each other, and XML whatever the names.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { networkSvg } from '../../src/cli/picture/network-svg.ts';
import { cut, wrapped } from '../../src/picture/words.ts';
import { FAMILIES, layered, type Architecture } from '../../src/problem/training/architecture.ts';
import { inBrowser } from '../browser.ts';
import { XOR, data, temporaryFiles } from './fixtures.ts';

const { file } = temporaryFiles();

/** All families, edges that pass columns, two outputs, an input and a node that nothing reads. */
const ALL: Architecture = {
  inputs: 3,
  nodes: FAMILIES.map((family, v) => ({ id: `n${v}`, family, from: v === 0 ? [0, 1] : [v % 2, v + 2] })),
  outputs: [FAMILIES.length - 1, 1],
};

const HOSTILE: Architecture = {
  inputs: 1,
  nodes: [
    { id: `<&>"']]>`, family: 'threshold', from: [0] },
    { id: '\u001b[2J\u0000\uFFFE\uD800', family: 'and', from: [0, 1] },
    { id: '</title><script>alert(1)</script>', family: 'boolean', from: [1, 2] },
    { id: '名'.repeat(100), family: 'xor', from: [3] },
    { id: '😀'.repeat(50), family: 'xor', from: [4] },
  ],
  outputs: [4],
};

const wide = layered(40, [
  { units: 30, family: 'threshold' },
  { units: 11, family: 'boolean' },
]);
const deep = layered(
  2,
  Array.from({ length: 30 }, () => ({ units: 2, family: 'threshold' as const })),
);

/** What the titles of nodes and edges say; of inputs, which have none, their labels. */
function named(svg: string) {
  const groups = [...svg.matchAll(/^<g transform="translate\(([\d.]+) ([\d.]+)\)">(.*)<\/g>$/gm)];
  return {
    nodes: groups.flatMap((group) => /<title>(.*?)<\/title>/.exec(group[3]!)?.[1] ?? []),
    others: groups.flatMap((group) =>
      group[3]!.includes('<title>') ? [] : />([^<>]+)<\/text>/.exec(group[3]!)![1]!,
    ),
    edges: [...svg.matchAll(/^<path [^>]*><title>(.*?)<\/title><\/path>$/gm)].map((edge) => edge[1]!),
    centres: groups.map((group) => ({ x: Number(group[1]), y: Number(group[2]) })),
  };
}

describe('a small network', () => {
  test('to the byte', () => {
    expect(networkSvg(layered(1, [{ units: 1, family: 'threshold' }]), 'one')).toMatchInlineSnapshot(`
      "<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="Network of one: 1 input; 1 unit." viewBox="0 0 440 213" width="440" height="213" font-family="DejaVu Sans Mono, Menlo, Consolas, monospace" font-size="12">
      <title>Network of one: 1 input; 1 unit.</title>
      <rect width="440" height="213" fill="#fff"/>
      <text x="24" y="24">Network of one: 1 input; 1 unit.</text>
      <text x="110" y="69" text-anchor="middle">inputs</text>
      <text x="330" y="69" text-anchor="middle">depth 1</text>
      <path d="M142 111C200 111 200 111 258 111" fill="none" stroke="#444"><title>x1 to u1</title></path>
      <path d="M266 111l-8 -4v8Z" fill="#444"/>
      <g transform="translate(110 111)"><rect x="-32" y="-13" width="64" height="26" fill="#fff" stroke="#000" stroke-width="1.5"/><text y="4" font-size="12" text-anchor="middle">x1</text></g>
      <g transform="translate(330 111)"><title>u1: threshold, output 1</title><rect x="-64" y="-27" width="128" height="54" rx="27" fill="#fff" stroke="#000" stroke-width="1.5"/><rect x="-60" y="-23" width="120" height="46" rx="23" fill="#fff" stroke="#000" stroke-width="1.5"/><text y="-4" font-size="12" text-anchor="middle">u1</text><text y="12" font-size="10" text-anchor="middle">threshold, y1</text></g>
      <text x="24" y="171">Double outline: an output; y1 is the first character</text>
      <text x="24" y="189">of a response.</text>
      </svg>
      "
    `);
  });

  test('has every input, node and edge once', () => {
    const { nodes, others, edges } = named(networkSvg(ALL));
    expect(others).toEqual(['x1', 'x2', 'x3']);
    const output = (v: number): string => {
      const o = ALL.outputs.indexOf(v);
      return o < 0 ? '' : `, output ${o + 1}`;
    };
    expect([...nodes].sort()).toEqual(
      ALL.nodes.map(({ id, family }, v) => `${id}: ${family}${output(v)}`).sort(),
    );
    const post = (p: number): string => (p < 3 ? `x${p + 1}` : `n${p - 3}`);
    expect([...edges].sort()).toEqual(
      ALL.nodes.flatMap(({ id, from }) => from.map((p) => `${post(p)} to ${id}`)).sort(),
    );
  });

  test('tells families apart by shape and by words', () => {
    const shapes = (['threshold', 'boolean', 'and-or', 'majority'] as const).map((family) => {
      const svg = networkSvg(
        layered(1, [
          { units: 1, family },
          { units: 1, family: 'and' },
        ]),
      );
      const group = /^<g [^>]*><title>u1: .*$/m.exec(svg)![0];
      expect(group).toContain(`>${family}</text>`);
      return /<(rect|path) [^>]*>/.exec(group)![0].replace(/" (fill|stroke).*$/, '');
    });
    expect(new Set(shapes).size).toBe(4);
    const grey = [...networkSvg(ALL).matchAll(/(?:fill|stroke)="(.*?)"/g)].map((colour) => colour[1]);
    expect(new Set(grey)).toEqual(new Set(['#fff', '#000', '#444', 'none']));
  });

  test('an output has a second outline and its place in the response', () => {
    const groups = [...networkSvg(ALL).matchAll(/^<g .*<title>(n\d+):.*$/gm)];
    for (const [group, id] of groups) {
      const o = ALL.outputs.indexOf(Number(id!.slice(1)));
      expect(group.match(/<(rect|path) /g)).toHaveLength(o < 0 ? 1 : 2);
      if (o >= 0) expect(group).toContain(`, y${o + 1}</text>`);
    }
  });

  test('has a title for those who cannot see it', () => {
    const svg = networkSvg(ALL, 'a & b');
    const title = 'Network of a &amp; b: 3 inputs; 9 nodes, depth 9, 2 outputs.';
    expect(svg).toMatch(
      /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" role="img" aria-label="(.*?)" viewBox="0 0 /,
    );
    expect(svg).toContain(` aria-label="${title}" `);
    expect(svg).toContain(`>\n<title>${title}</title>\n`);
  });
});

describe('a large network', () => {
  test('shows the first and the last of a wide layer, and how many others there are', () => {
    const svg = networkSvg(wide);
    const { nodes, others, edges } = named(svg);
    expect(others).toEqual([
      'x1',
      'x2',
      'x3',
      'x4',
      'x5',
      'x6',
      '… 32 more',
      'x39',
      'x40',
      '… 22 more',
      '… 3 more',
    ]);
    const [first, second] = [nodes.slice(0, 8), nodes.slice(8)].map((list) =>
      list.map((name) => name.split(':')[0]),
    );
    expect(first).toEqual(['u1', 'u2', 'u3', 'u4', 'u5', 'u6', 'u29', 'u30']);
    expect(second).toEqual(['u31', 'u32', 'u33', 'u34', 'u35', 'u36', 'u40', 'u41']);
    expect(edges).toHaveLength(2 * 9 * 9);
    expect(new Set(edges).size).toBe(edges.length);
    expect(svg).toContain('>Left out: 32 inputs and 25 nodes, 3 outputs among them. ');
    expect(svg).toContain('>3 outputs</text>');
    expect(svg.match(/stroke-dasharray/g)).toHaveLength(3 + 2 * (9 + 8));
  });

  test('shows the first and the last columns of a deep one', () => {
    const svg = networkSvg(deep);
    const { others, edges } = named(svg);
    expect(others).toEqual(['x1', 'x2', '… 44 more']);
    expect(svg).toContain('>depths 6 to 27</text>');
    expect(svg).toContain('>Left out: 44 nodes. ');
    expect(edges).toHaveLength(5 * 4 + 2 + 2 + 2 * 4);
  });

  test('stays small, however large the network is', () => {
    const huge = layered(
      4096,
      Array.from({ length: 64 }, () => ({ units: 4096, family: 'threshold' as const })),
    );
    expect(networkSvg(huge).length).toBeLessThan(200_000);
  });
});

const PICTURES: readonly (readonly [string, string])[] = [
  ['all families', networkSvg(ALL, 'all')],
  ['hostile names', networkSvg(HOSTILE, `<!--]]>&"'\u0007\uDC00 ${'long '.repeat(100)}${'x'.repeat(1000)}`)],
  ['wide', networkSvg(wide)],
  ['deep', networkSvg(deep)],
  ['no inputs', networkSvg({ inputs: 0, nodes: [{ id: 'c', family: 'boolean', from: [] }], outputs: [0] })],
];

describe.each(PICTURES)('%s', (_, svg) => {
  test('nothing overlaps', () => {
    const { centres } = named(svg);
    for (const [i, a] of centres.entries())
      for (const b of centres.slice(0, i))
        expect(Math.abs(a.x - b.x) >= 200 || Math.abs(a.y - b.y) >= 54, JSON.stringify([a, b])).toBe(true);
  });
});

test('edges begin and end at the outlines of their nodes', () => {
  const svg = networkSvg(ALL);
  const outlines = [
    ...svg.matchAll(/^<g transform="translate\(([\d.]+) ([\d.]+)\)">.*?<(?:rect x="|path d="M)(-\d+)/gm),
  ].map((group) => [Number(group[1]), Number(group[2]), -Number(group[3])] as const);
  const lefts = outlines.map(([x, y, half]) => `${x - half} ${y}`);
  const rights = outlines.map(([x, y, half]) => `${x + half} ${y}`);
  const tips = [...svg.matchAll(/^<path d="M([\d.]+ [\d.]+)l/gm)].map((arrow) => arrow[1]!);
  expect(lefts).toEqual(expect.arrayContaining(tips));
  const ways = [...svg.matchAll(/^<path d="M([\d.]+ [\d.]+)C.*?([\d.]+) ([\d.]+)" fill="none"/gm)];
  expect(ways).toHaveLength(ALL.nodes.length * 2);
  for (const [, start, x, y] of ways) {
    expect(rights).toContain(start);
    expect(tips).toContain(`${Number(x) + 8} ${y}`);
  }
});

// The npm package that brings a browser has it for Linux x64 alone.
describe.runIf(process.platform === 'linux' && process.arch === 'x64')('in a browser', () => {
  test('pictures are well-formed and all their text is inside and fits', { timeout: 120_000 }, async () => {
    const encoded = Buffer.from(JSON.stringify(PICTURES)).toString('base64');
    const seen = await inBrowser(`
      const bytes = Uint8Array.from(atob('${encoded}'), (character) => character.charCodeAt(0));
      const results = [];
      for (const [name, svg] of JSON.parse(new TextDecoder().decode(bytes))) {
        const parsed = new DOMParser().parseFromString(svg, 'image/svg+xml').documentElement;
        if (parsed.nodeName !== 'svg' || parsed.querySelector('parsererror, script')) {
          results.push([name, parsed.textContent]);
          continue;
        }
        document.body.append(parsed);
        const whole = parsed.getBoundingClientRect();
        for (const text of parsed.querySelectorAll('text')) {
          const outline = text.parentNode.querySelector('rect, path')?.getBoundingClientRect();
          const { left, right, top, bottom } = text.getBoundingClientRect();
          const around = text.parentNode.nodeName === 'g' ? outline : whole;
          if (left < around.left || right > around.right || top < around.top || bottom > around.bottom)
            results.push([name, text.textContent, left, right, around.left, around.right]);
        }
        parsed.remove();
      }
      return results;
    `);
    expect(seen).toEqual([]);
  });
});

describe('words', () => {
  test('are cut in the middle, and no character in two', () => {
    expect(cut('abcdefg', 7)).toBe('abcdefg');
    expect(cut('abcdefgh', 7)).toBe('abc…fgh');
    expect(cut('abcdefgh', 6)).toBe('abc…gh');
    expect(cut('日本語の名前', 7)).toBe('日…前');
    expect(cut('😀'.repeat(20), 9)).toBe('😀😀…😀😀');
  });

  test('are wrapped', () => {
    expect(wrapped('one two three four', 8)).toEqual(['one two', 'three', 'four']);
    expect(wrapped('abcdefghijkl m', 7)).toEqual(['abc…jkl', 'm']);
  });
});

describe('show --svg', () => {
  test('prints the picture, also into a file, always the same', async () => {
    const svg = await data(['show', '-', '--svg'], XOR);
    const network = layered(2, [
      { units: 2, family: 'threshold' },
      { units: 1, family: 'and' },
    ]);
    expect(svg).toBe(networkSvg(network));
    const path = file('xor.svg');
    expect(await data(['show', '-', '--svg', '-o', path], XOR)).toBe('');
    expect(readFileSync(path, 'utf8')).toBe(svg);
  });
});
