// The library: everything the command line does, as functions.
import { registry as everything } from './registry.ts';

/** All problems and reductions of this package. */
export const catalogue = everything.catalogue;
/** All families of instances of this package. */
export const families = everything.families;
/** All kinds of hard instances of this package. */
export const networks = everything.networks;

export type { Registry } from './registry.ts';
export { Catalogue, follow, walkBack, type AnyProblem, type Posed } from './catalogue/catalogue.ts';
export type { AnyReduction, Reduction } from './catalogue/reduction.ts';
export { evaluateLaw, parseSizeLaw, type SizeLaw } from './catalogue/size-law.ts';
export {
  bundleSchema,
  extractWitness,
  makeBundle,
  readBundle,
  writeBundle,
  type Bundle,
  type Extraction,
} from './catalogue/bundle.ts';
export type { UserReduction } from './verify/user-module.ts';
export type { HardNetwork, HardSource } from './catalogue/hard-network.ts';
export type { Family, Generated } from '../instances/families/family.ts';

export { InputError } from './problem/errors.ts';
export { sha256Hex } from './problem/hash.ts';
export type { Check, ParseOptions, Problem, Size } from './problem/problem.ts';
export type { Assignment, Cnf } from './problem/sat.ts';
export type { SetSystem, Splitting } from './problem/set-splitting.ts';
export type { Colouring, ColouringInstance } from './problem/graph-colouring.ts';
export type { HittingSet, HittingSetInstance } from './problem/hitting-set.ts';
export type { BooleanExample } from './problem/boolean-examples.ts';
export type { Dnf, DnfInstance } from './problem/dnf.ts';
export type { DiscreteInstance, DiscreteUnits } from './problem/discrete-training.ts';
export type { VertexCover, VertexCoverInstance } from './problem/vertex-cover.ts';
export type { IndependentSet, IndependentSetInstance } from './problem/independent-set.ts';
export type { Clique, CliqueInstance } from './problem/clique.ts';
export type { ExactCover, ExactCoverInstance } from './problem/exact-cover.ts';
export type { Subset, SubsetSumInstance } from './problem/subset-sum.ts';
export type { MaxSatInstance, SoftClause } from './problem/max-sat.ts';
export type { LinearConstraint, Term } from './problem/linear-constraint.ts';
export type { PseudoBooleanInstance } from './problem/pseudo-boolean.ts';
export type { SparsePerceptronInstance } from './problem/sparse-perceptron.ts';
export type { OpenHemisphereInstance, Pole } from './problem/open-hemisphere.ts';
export type {
  FeasibleSubsystemInstance,
  RationalPoint,
  StrictInequality,
} from './problem/feasible-subsystem.ts';
export type { Relu, ReluExample, ReluSum, ReluSumInstance } from './problem/relu-sum.ts';
export {
  depthOf,
  layered,
  layersOf,
  type Architecture,
  type Gate,
  type Layer,
  type NetworkNode,
  type NodeFamily,
} from './problem/training/architecture.ts';
export {
  configurationFromJson,
  configurationToJson,
  parseConfiguration,
  type Configuration,
  type NodeFunction,
  type Table as TruthTable,
  type Unit,
} from './problem/training/configuration.ts';
export { checkConfiguration, examplesRight, responses, weightRight } from './problem/training/evaluate.ts';
export {
  instanceSchema,
  instanceToJson,
  parseInstance,
  requiredWeight,
  totalWeight,
  type Example,
  type Requirement,
  type Stimulus,
  type TrainingInstance,
} from './problem/training/schema.ts';
export {
  asShallow,
  shallowInstance,
  type OutputFamily,
  type Shallow,
  type ShallowInstance,
} from './problem/training/shallow.ts';

export {
  certificateFor,
  closeWorkers,
  decide,
  decideTraining,
  SOLVERS,
  type DecideOptions,
  type DecideStats,
  type SolverName,
  type TrainingVerdict,
  type Verdict,
} from './decide/index.ts';
export { optimum, requiring, type Optimum, type OptimumOptions } from './decide/optimum.ts';
export { fewestUnits, withUnits, type FewestUnits } from './decide/units.ts';
export { ENCODINGS, type Encoding } from './formula/encoding.ts';
export type { Edge } from './certificate/format.ts';
export { CertificateChecker, checkCertificateText, type CertificateCheck } from './certificate/check.ts';
export {
  certificateChunks,
  noCertificate,
  writeCertificate,
  yesCertificate,
  type Certificate,
  type NoCase,
} from './certificate/write.ts';

export { readTable, type CsvOptions, type LabelledTable } from './interchange/csv.ts';
export { foreignFormats, writeForeign } from './interchange/foreign.ts';
export { networkProgram } from './interchange/network-program.ts';
export { writeSmt } from './interchange/smt.ts';
export { writeNetworkOpb, writeNetworkWcnf } from './interchange/weighted-formula.ts';
export { toolkitTypes, writeToolkit } from './problem/toolkit.ts';

export { train } from './train/index.ts';
export {
  BACKENDS,
  OPTIMIZERS,
  type Backend,
  type Hyperparameters,
  type Optimizer,
  type TrainOptions,
  type TrainReport,
  type TrainResult,
} from './train/types.ts';

export { convexCompanions, type Companions } from './convex/index.ts';
export type { Fit, FitOptions, SoftUnit } from './convex/fit.ts';
export { logisticRegression } from './convex/logistic.ts';
export { lpPerceptron, type LpPerceptron, type PerceptronOutput } from './convex/perceptron.ts';
export { linearSvm } from './convex/svm.ts';
export { oneUnitAnOutput } from './convex/units.ts';
export type { ExactEdge } from './separation/edge.ts';

export {
  compare,
  type Attempt,
  type CompareOptions,
  type Comparison,
  type Engines,
  type Run,
} from './compare/experiment.ts';
export { draw, rebuildLine, type Draw } from './compare/hard/draw.ts';
export { manifestLine } from './compare/hard/manifest.ts';
export { findHard, type Hard, type HardOptions, type HardResult } from './compare/hard/search.ts';
export { comparisonPicture, type DrawComparison } from './compare/plot/index.ts';
export { MEASURES, type Measure } from './compare/plot/marks.ts';
export { loadRasterizer, type Rasterizer } from './compare/plot/png.ts';
export { comparisonTable } from './compare/report.ts';
export { familySubjects, fileSubject, type Subject } from './compare/subject.ts';
export { renderTable, shellLine, TABLE_FORMATS, type Table, type TableFormat } from './compare/table.ts';
export { wilson } from './compare/wilson.ts';
export { VERSION } from './version.ts';
