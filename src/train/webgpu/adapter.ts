// Finds a WebGPU adapter in Node: a real GPU, or, when that is allowed, a software adapter from where one may lie.
import { existsSync, readdirSync } from 'node:fs';
import { constants, homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { InputError } from '../../problem/errors.ts';
import { unpackSwiftShader, type VulkanDriver } from './swiftshader.ts';

/** An adapter, its name for reports (`(software)` behind it where it is no GPU). */
export type FoundAdapter = { readonly adapter: GPUAdapter; readonly name: string };

/** Where Debian, Ubuntu and Google put the SwiftShader of Chromium. */
const CHROMIUM = ['/usr/lib/chromium', '/usr/lib/chromium-browser', '/opt/google/chrome'];

/** Dawn crashes when the object from `create` is collected while its adapters or devices live. */
const alive: GPU[] = [];

/** The instance that had an adapter, by whether software was allowed: later calls ask it again. */
const known = new Map<boolean, GPU>();

/** Tries in words, for the message when all fail. */
type Tries = string[];

/**
 * A real GPU, or undefined when there is none; quick and silent where no driver is installed.
 */
export async function findGpu(): Promise<FoundAdapter | undefined> {
  return search(false, []);
}

/**
 * Any adapter, a real GPU before a software one.
 * @throws InputError that names the remedy and every try, on one line
 */
export async function findAdapter(): Promise<FoundAdapter> {
  const tries: Tries = [];
  const found = await search(true, tries);
  if (found) return found;
  const remedy = (await loadDawn([]))
    ? 'install a GPU driver, or for a software adapter: npm install @sparticuz/chromium, or on Debian apt-get install chromium'
    : 'npm install webgpu';
  throw new InputError(
    '--backend',
    `expected a WebGPU adapter for webgpu, found none; use cpu, or ${remedy} (tried ${tries.join('; ')})`,
  );
}

async function search(software: boolean, tries: Tries): Promise<FoundAdapter | undefined> {
  const before = known.get(software);
  if (before) {
    const adapter = await before.requestAdapter();
    if (adapter) return { adapter, name: nameOf(adapter) };
  }
  const dawn = await loadDawn(tries);
  if (!dawn) return undefined;
  Object.assign(globalThis, dawn.globals);
  const attempt = async (source: string, options: string[] = []): Promise<FoundAdapter | undefined> => {
    const gpu = dawn.create(options);
    alive.push(gpu);
    try {
      const adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' });
      if (adapter && (software || !isSoftware(adapter))) {
        known.set(software, gpu);
        return { adapter, name: nameOf(adapter) };
      }
      tries.push(`${source}: ${adapter ? `${nameOf(adapter)} is no GPU` : 'no adapter'}`);
    } catch (error) {
      tries.push(`${source}: ${firstLine(error)}`);
    }
    return undefined;
  };
  if (process.platform !== 'linux') return attempt('system driver');
  const chosen = process.env['VK_DRIVER_FILES'] ?? process.env['VK_ICD_FILENAMES'];
  const source = chosen === undefined ? 'system driver' : `VK_DRIVER_FILES=${chosen}`;
  const missing = missingDriver(chosen);
  const found = missing === undefined ? await attempt(source) : undefined;
  if (found) return found;
  if (missing !== undefined) tries.push(`${source}: ${missing}`);
  if (!software) return undefined;
  for (const driver of softwareDrivers(tries)) {
    const failure = existsSync(driver.loader) ? loadLibrary(driver.loader) : undefined;
    if (failure !== undefined) tries.push(`${driver.loader}: ${failure}`);
    const found = await withDriver(driver.manifest, () => attempt(driver.manifest));
    if (found) return found;
  }
  return undefined;
}

/** The optional package that brings WebGPU to Node; undefined where it is not installed or does not load. */
async function loadDawn(tries: Tries): Promise<typeof import('webgpu') | undefined> {
  try {
    return await import('webgpu');
  } catch (error) {
    tries.push(`npm package webgpu: ${firstLine(error)}`);
    return undefined;
  }
}

/** Why Vulkan has no driver to offer, or undefined; Dawn itself would say so on stderr. */
function missingDriver(chosen: string | undefined): string | undefined {
  if (chosen === undefined && !manifestFolders().some(hasManifest))
    return 'no driver manifest (vulkan/icd.d/*.json) is installed';
  return loadLibrary('libvulkan.so.1');
}

/** Where the Vulkan loader looks for driver manifests on Linux (Vulkan-Loader, LoaderDriverInterface.md). */
function manifestFolders(): string[] {
  const { env } = process;
  const list = (value: string | undefined, otherwise: string) => (value || otherwise).split(':');
  return [
    ...list(env['XDG_CONFIG_HOME'], join(homedir(), '.config')),
    ...list(env['XDG_CONFIG_DIRS'], '/etc/xdg'),
    '/usr/local/etc',
    '/etc',
    ...list(env['XDG_DATA_HOME'], join(homedir(), '.local/share')),
    ...list(env['XDG_DATA_DIRS'], '/usr/local/share:/usr/share'),
  ].map((folder) => join(folder, 'vulkan', 'icd.d'));
}

function hasManifest(folder: string): boolean {
  try {
    return readdirSync(folder).some((name) => name.endsWith('.json'));
  } catch {
    return false;
  }
}

/** Chromium's SwiftShader where it is installed, then the one from npm, which is unpacked only when it is reached. */
function* softwareDrivers(tries: Tries): Generator<VulkanDriver> {
  for (const directory of CHROMIUM) {
    const manifest = join(directory, 'vk_swiftshader_icd.json');
    if (existsSync(manifest)) yield { manifest, loader: join(dirname(manifest), 'libvulkan.so.1') };
    else tries.push(`${manifest}: not there`);
  }
  if (process.arch !== 'x64') {
    tries.push(`@sparticuz/chromium: expected x64, found ${process.arch}`);
    return;
  }
  try {
    yield unpackSwiftShader();
  } catch (error) {
    tries.push(`@sparticuz/chromium: ${firstLine(error)}`);
  }
}

/** Runs `action` with the Vulkan loader pointed at one driver; the loader reads this for every new instance. */
async function withDriver<T>(manifest: string, action: () => Promise<T>): Promise<T> {
  const names = ['VK_DRIVER_FILES', 'VK_ICD_FILENAMES'];
  const before = names.map((name) => process.env[name]);
  for (const name of names) process.env[name] = manifest;
  try {
    return await action();
  } finally {
    names.forEach((name, i) => {
      if (before[i] === undefined) delete process.env[name];
      else process.env[name] = before[i];
    });
  }
}

/** glibc's flag to keep a library mapped when its handle is closed. */
const RTLD_NODELETE = 0x1000;

/**
 * Maps a shared library, so that Dawn finds it under its own name. Node refuses what is no add-on, but only after the
 * library is mapped, and that is all that is wanted.
 * @returns undefined, or why the library cannot be mapped
 */
function loadLibrary(file: string): string | undefined {
  const { RTLD_NOW, RTLD_GLOBAL } = constants.dlopen;
  try {
    process.dlopen({ exports: {} }, file, RTLD_NOW | RTLD_GLOBAL | RTLD_NODELETE);
  } catch (error) {
    const reason = firstLine(error);
    if (!reason.includes('self-register')) return reason;
  }
  return undefined;
}

function isSoftware({ info }: GPUAdapter): boolean {
  const text = `${info.architecture} ${info.description} ${info.device}`;
  return info.isFallbackAdapter || /swiftshader|llvmpipe|lavapipe|basic render/i.test(text);
}

function nameOf(adapter: GPUAdapter): string {
  const { description, device, architecture, vendor } = adapter.info;
  const name = [description, device, architecture, vendor].find((text) => text !== '') ?? 'unnamed adapter';
  return isSoftware(adapter) ? `${name} (software)` : name;
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0]!;
}
