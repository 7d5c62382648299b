// What runs in a worker thread: batches of one subject after the other, each subject and plan made once.
import { registry } from '../registry.ts';
import { runBatch, type BatchResult, type Stretch } from './batch.ts';
import { Plan } from './plan.ts';
import { subjectFor, type Request } from './request.ts';
import type { Subject } from './subject.ts';

export type BatchTask = {
  readonly request: Request;
  readonly maxSize: number | undefined;
  readonly seed: number;
  readonly stretch: Stretch;
};

const prepared = new Map<string, Promise<{ subject: Subject; plan: Plan }>>();
/** Plans by source problem, size and seed: subjects share them. */
const plans = new Map<string, Plan>();

async function prepare({ request, maxSize, seed }: BatchTask): Promise<{ subject: Subject; plan: Plan }> {
  const subject = await subjectFor(request, registry.catalogue);
  const key = JSON.stringify([subject.from.problem, maxSize, seed]);
  const plan = plans.get(key) ?? new Plan(subject.from, maxSize, seed);
  plans.set(key, plan);
  return { subject, plan };
}

export default async function work(task: BatchTask): Promise<BatchResult> {
  const { request, maxSize, seed, stretch } = task;
  const key = JSON.stringify([request, maxSize, seed]);
  const ready = prepared.get(key) ?? prepare(task);
  prepared.set(key, ready);
  const { subject, plan } = await ready;
  return runBatch(subject, plan, stretch);
}
