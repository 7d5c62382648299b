// The problem `training`: the instance format of this project, its witness a configuration.
import { canonicalJson, parseJson } from '../json.ts';
import type { Problem } from '../problem.ts';
import { canonicalArchitecture } from './architecture.ts';
import { configurationToJson, parseConfiguration, type Configuration } from './configuration.ts';
import { checkConfiguration } from './evaluate.ts';
import {
  instanceToJson,
  parseInstance,
  requiredWeight,
  totalWeight,
  type TrainingInstance,
} from './schema.ts';

export const training: Problem<TrainingInstance, Configuration> = {
  name: 'training',
  question: 'Is there a function for every node for which the network gets enough examples right?',
  formats: 'JSON trainsat.instance/1',
  signatures: ['trainsat.instance'],
  parse: (text, source) => parseInstance(parseJson(text, source), source),
  write: (instance) => `${layOut(instance)}\n`,
  canonical(instance) {
    const { name: _name, provenance: _provenance, ...essence } = instanceToJson(instance);
    const required = requiredWeight(instance);
    return canonicalJson({
      ...essence,
      architecture: canonicalArchitecture(instance.architecture),
      require: required === totalWeight(instance) ? 'all' : { atLeast: required },
    });
  },
  check: checkConfiguration,
  size: ({ architecture, examples }) => ({
    inputs: architecture.inputs,
    hidden: architecture.nodes.length - architecture.outputs.length,
    examples: examples.length,
  }),
  letters: { inputs: 'i', hidden: 'h', examples: 't' },
  typical: { inputs: 8, hidden: 2, examples: 40 },
  // A network of few nodes and one of few examples are different questions.
  bulk: ({ inputs, hidden, examples }) => [inputs! * examples!, hidden!],
  parseWitness: parseConfiguration,
  writeWitness: (configuration) => `${JSON.stringify(configurationToJson(configuration))}\n`,
};

/** Judd's loading problem: the same instances, told apart as the target of reductions to networks with many outputs. */
export const loading: Problem<TrainingInstance, Configuration> = {
  ...training,
  name: 'loading',
  question: "Judd's loading problem: can the architecture perform the task, or as much of it as is required?",
  formats: '',
  signatures: [],
  size: ({ architecture, examples }) => ({
    inputs: architecture.inputs,
    hidden: architecture.nodes.length - architecture.outputs.length,
    outputs: architecture.outputs.length,
    examples: examples.length,
  }),
  letters: { inputs: 'i', hidden: 'h', outputs: 'o', examples: 't' },
  typical: { inputs: 3, hidden: 20, outputs: 20, examples: 3 },
  bulk: ({ inputs, hidden, outputs, examples }) => [inputs! * examples!, hidden! + outputs!],
};

/** Whether a problem's instances are training instances. */
export function isTraining({ name }: { readonly name: string }): boolean {
  return name === training.name || name === loading.name;
}

/** JSON with one example a line: readable, and kind to diff. */
function layOut(instance: TrainingInstance): string {
  const { examples, ...rest } = instanceToJson(instance);
  const { provenance, ...head } = rest;
  const open = JSON.stringify(head).slice(0, -1);
  const rows = examples.map((example) => `  ${JSON.stringify(example)}`).join(',\n');
  const tail = provenance === undefined ? '' : `,"provenance":${JSON.stringify(provenance)}`;
  return `${open},"examples":[\n${rows}\n]${tail}}`;
}
