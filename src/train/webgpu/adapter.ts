// Finds a WebGPU adapter: what a page is offered, or in Node what the drivers of the machine offer.
import { InputError } from '../../problem/errors.ts';
import { IN_NODE } from '../threads.ts';
import { judge, type FoundAdapter, type Search } from './found-adapter.ts';

/** A real GPU, or undefined when there is none; quick and silent where no driver is installed. */
export async function findGpu(): Promise<FoundAdapter | undefined> {
  const found = await search(false);
  return 'adapter' in found ? found : undefined;
}

/**
 * Any adapter, a real GPU before a software one.
 * @throws InputError that names the remedy and every try, on one line
 */
export async function findAdapter(): Promise<FoundAdapter> {
  const found = await search(true);
  if ('adapter' in found) return found;
  throw new InputError(
    '--backend',
    `expected a WebGPU adapter for webgpu, found none; use cpu, or ${found.remedy} (tried ${found.tries.join('; ')})`,
  );
}

async function search(software: boolean): Promise<Search> {
  if (!IN_NODE) return inPage(software);
  const { inNode } = await import('./dawn.ts');
  return inNode(software);
}

async function inPage(software: boolean): Promise<Search> {
  const remedy = 'a browser with WebGPU, on a page from https or localhost';
  const { gpu } = navigator as { readonly gpu?: GPU };
  if (!gpu) return { tries: ['navigator.gpu: not there'], remedy };
  const judged = judge(await gpu.requestAdapter({ powerPreference: 'high-performance' }), software);
  return typeof judged === 'string' ? { tries: [`navigator.gpu: ${judged}`], remedy } : judged;
}
