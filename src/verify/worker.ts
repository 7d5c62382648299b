// What runs in a worker thread: batches of one subject after the other, each subject and plan made once.
import { registry } from '../registry.ts';
import { runBatch, type BatchResult } from './batch.ts';
import { Plan } from './plan.ts';
import { subjectFor, type Request } from './request.ts';
import type { Subject } from './subject.ts';

export type BatchTask = {
  readonly request: Request;
  readonly maxSize: number | undefined;
  readonly seed: number;
  readonly from: number;
  readonly to: number;
};

const prepared = new Map<string, Promise<{ subject: Subject; plan: Plan }>>();

async function prepare({ request, maxSize, seed }: BatchTask): Promise<{ subject: Subject; plan: Plan }> {
  const subject = await subjectFor(request, registry.catalogue);
  return { subject, plan: new Plan(subject.from, maxSize, seed) };
}

export default async function work(task: BatchTask): Promise<BatchResult> {
  const { request, maxSize, seed, from, to } = task;
  const key = JSON.stringify([request, maxSize, seed]);
  const ready = prepared.get(key) ?? prepare(task);
  prepared.set(key, ready);
  const { subject, plan } = await ready;
  return runBatch(subject, plan, from, to);
}
