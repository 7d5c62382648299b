// What a heuristic did in several runs, and which of them count when chances of success are told.
import { methodName, type Method } from '../train/method.ts';
import { OPTIMIZERS, type TrainReport } from '../train/types.ts';
import type { Run } from './experiment.ts';

/** A heuristic's name in tables and pictures; all optimisers but the first are baselines, and presets speak for themselves. */
export function heuristicName(method: Method): string {
  const baseline = method.preset === undefined && method.optimizer !== OPTIMIZERS[0];
  return `${methodName(method)}${baseline ? ' (baseline)' : ''}`;
}

/** The results of heuristic number `h`; none from networks it cannot train and from runs that ended before it. */
export function reports(runs: readonly Run[], h: number): TrainReport[] {
  return runs.flatMap(({ attempts }) => {
    // An interrupted run has fewer attempts.
    const result = attempts[h]?.result;
    return result?.supported ? [result] : [];
  });
}

/** Whether every network is proved untrainable, so that no success can be hoped for. */
export function allNo(runs: readonly Run[]): boolean {
  return runs.every(({ verdict }) => verdict.answer === 'no');
}

/** A network proved untrainable says nothing about chances of success: it counts only where there is no other. */
export function countedReports(runs: readonly Run[], h: number): TrainReport[] {
  return reports(allNo(runs) ? runs : runs.filter(({ verdict }) => verdict.answer !== 'no'), h);
}

/** 0 for none. */
export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
