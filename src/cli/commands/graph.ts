// `trainsat graph`: the problems and reductions as a graph, in words or as a picture.
import type { Catalogue } from '../../catalogue/catalogue.ts';
import { command, flag } from '../command.ts';
import { wrapped } from '../../picture/words.ts';

/** The columns of the list, whatever the terminal. */
const WIDTH = 100;

export const graph = command({
  name: 'graph',
  summary: 'the problems and reductions as a graph: a list, or with --svg a picture',
  details:
    'In the picture an arrow stands for the reductions that its numbers name below; its colour and dashes tell how fast the sizes of the target grow with those of the source.',
  positionals: [],
  options: { svg: flag('a picture') },
  examples: [
    ['trainsat graph', 'what each problem reduces to'],
    ['trainsat graph --svg -o graph.svg', 'a picture with all reductions and their size laws'],
  ],
  async run({ options }, { registry }) {
    const { catalogue } = registry;
    if (!options.svg) return { data: `${arcs(catalogue).join('\n')}\n`, status: 0 };
    const { graphSvg } = await import('../picture/graph-svg.ts');
    return { data: graphSvg(catalogue), status: 0 };
  },
});

/** Each problem with what it reduces to, and below it by which reductions. */
function arcs({ problems, reductions }: Catalogue): string[] {
  return problems.flatMap(({ name: source }) => {
    const steps = reductions.filter((step) => step.source === source);
    const targets = [...new Set(steps.map(({ target }) => target))];
    return [
      source,
      ...targets.flatMap((to) => {
        const names = steps.filter(({ target }) => target === to).map(({ name }) => name);
        return [`  → ${to}`, ...wrapped(names.join(', '), WIDTH - 6).map((line) => `      ${line}`)];
      }),
    ];
  });
}
