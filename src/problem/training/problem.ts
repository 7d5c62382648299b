// The problem `training`: the instance format of this project, its witness a configuration.
import { canonicalJson, parseJson } from '../json.ts';
import type { Problem } from '../problem.ts';
import {
  checkConfiguration,
  configurationToJson,
  parseConfiguration,
  type Configuration,
} from './configuration.ts';
import { instanceToJson, parseInstance, type TrainingInstance } from './schema.ts';

export const training: Problem<TrainingInstance, Configuration> = {
  name: 'training',
  question: 'Are there weights and thresholds for which the network gets every example right?',
  formats: 'JSON trainsat.instance/1',
  signatures: ['trainsat.instance'],
  parse: (text, source) => parseInstance(parseJson(text, source), source),
  write: (instance) => `${layOut(instance)}\n`,
  canonical(instance) {
    const { name: _name, provenance: _provenance, ...essence } = instanceToJson(instance);
    return canonicalJson(essence);
  },
  check: checkConfiguration,
  size: (instance) => ({
    inputs: instance.inputs,
    hidden: instance.hidden,
    examples: instance.examples.length,
  }),
  parseWitness: parseConfiguration,
  writeWitness: (configuration) => `${JSON.stringify(configurationToJson(configuration))}\n`,
};

/** JSON with one example a line: readable, and kind to diff. */
function layOut(instance: TrainingInstance): string {
  const { examples, ...rest } = instanceToJson(instance);
  const { provenance, ...head } = rest;
  const open = JSON.stringify(head).slice(0, -1);
  const rows = examples.map((example) => `  ${JSON.stringify(example)}`).join(',\n');
  const tail = provenance === undefined ? '' : `,"provenance":${JSON.stringify(provenance)}`;
  return `${open},"examples":[\n${rows}\n]${tail}}`;
}
