// Subjects of comparisons that are drawn.
import type { CompareOptions } from '../../src/compare/experiment.ts';
import { familySubjects, fileSubject, type Subject } from '../../src/compare/subject.ts';
import { registry } from '../../src/registry.ts';

const { catalogue, families } = registry;
export const options: CompareOptions = {
  seconds: 60,
  restarts: 10,
  epochs: 50,
  backend: 'cpu',
  seed: 0,
  methods: [{ optimizer: 'adam' }],
};

export const generated = (
  name: string,
  axes: Record<string, readonly number[]>,
  seeds: readonly number[] = [0],
): Subject[] =>
  familySubjects(
    families.find((each) => each.name === name)!,
    catalogue,
    axes,
    seeds,
  );

const perceptron =
  '{"format":"trainsat.instance/1","architecture":{"inputs":1,"layers":[{"units":1,"family":"threshold"}]},"examples":[{"stimulus":"0","response":"1"},{"stimulus":"1","response":"*"}]}';
export const file = (name: string): Subject => fileSubject(name, catalogue.parse(perceptron, name));
