// Finds a WebGPU adapter in Node, through Dawn: a real GPU, or, when that is allowed, a software adapter.
//
// On Linux the drivers are tried in this order: the one that VK_DRIVER_FILES (or VK_ICD_FILENAMES) names, those of the
// system, and, where software will do, the SwiftShader of an installed Chromium and that of the npm package
// @sparticuz/chromium. The Vulkan loader reads the variables for every new instance, so that one process can try all.
import { existsSync, readdirSync } from 'node:fs';
import { constants, homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { judge, type FoundAdapter, type Search } from './found-adapter.ts';
import { unpackSwiftShader, type VulkanDriver } from './swiftshader.ts';

/** Where Debian, Ubuntu and Google put the SwiftShader of Chromium. */
const CHROMIUM = ['/usr/lib/chromium', '/usr/lib/chromium-browser', '/opt/google/chrome'];

/** The variables by which the Vulkan loader is told which drivers to load; the first one wins. */
const VARIABLES = ['VK_DRIVER_FILES', 'VK_ICD_FILENAMES'];

const LOADER = 'libvulkan.so.1';

/** Dawn crashes when the object from `create` is collected while its adapters or devices live. */
const alive: GPU[] = [];

/** The instance that had an adapter, by whether software was allowed: later calls ask it again. */
const known = new Map<boolean, GPU>();

/** Tries in words, for the message when all fail. */
type Tries = string[];

/** @param software whether an adapter that is no GPU will do */
export async function inNode(software: boolean): Promise<Search> {
  const before = judge((await known.get(software)?.requestAdapter()) ?? null, software);
  if (typeof before !== 'string') return before;
  const tries: Tries = [];
  const dawn = await loadDawn(tries);
  if (!dawn) return { tries, remedy: 'npm install webgpu' };
  Object.assign(globalThis, dawn.globals);
  const attempt = async (source: string): Promise<FoundAdapter | undefined> => {
    const gpu = dawn.create([]);
    alive.push(gpu);
    try {
      const judged = judge(await gpu.requestAdapter({ powerPreference: 'high-performance' }), software);
      if (typeof judged !== 'string') {
        known.set(software, gpu);
        return judged;
      }
      tries.push(`${source}: ${judged}`);
    } catch (error) {
      tries.push(`${source}: ${firstLine(error)}`);
    }
    return undefined;
  };
  const found =
    process.platform === 'linux'
      ? await throughVulkan(software, tries, attempt)
      : await attempt('system driver');
  const remedy =
    'install a GPU driver, or for a software adapter: npm install @sparticuz/chromium, or on Debian apt-get install chromium';
  return found ?? { tries, remedy };
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

async function throughVulkan(
  software: boolean,
  tries: Tries,
  attempt: (source: string) => Promise<FoundAdapter | undefined>,
): Promise<FoundAdapter | undefined> {
  for (const { source, manifests, loaders } of drivers(software, tries)) {
    const failure = loadOneOf(loaders);
    if (failure !== undefined) {
      tries.push(`${source}: ${failure}`);
      continue;
    }
    const found = await withDrivers(manifests, () => attempt(source));
    if (found) return found;
  }
  return undefined;
}

/** Drivers to try. */
type Drivers = {
  /** Where they come from, in words. */
  readonly source: string;
  /** Manifests as the variables list them; undefined for those that the loader finds. */
  readonly manifests: string | undefined;
  /** Vulkan loaders, of which one is needed: the first that can be mapped stays. */
  readonly loaders: readonly string[];
};

function* drivers(software: boolean, tries: Tries): Generator<Drivers> {
  const variable = VARIABLES.find((name) => process.env[name]);
  if (variable !== undefined) {
    const manifests = process.env[variable]!;
    const source = `${variable}=${manifests}`;
    const there = manifests.split(':').filter(existsSync);
    const beside = there.map((manifest) => join(dirname(manifest), LOADER)).filter(existsSync);
    if (there.length > 0) yield { source, manifests, loaders: [LOADER, ...beside] };
    else tries.push(`${source}: no such file`);
  }
  if (manifestFolders().some(hasManifest))
    yield { source: 'system driver', manifests: undefined, loaders: [LOADER] };
  else tries.push('system driver: no driver manifest (vulkan/icd.d/*.json) is installed');
  if (!software) return;
  for (const { manifest, loader } of softwareDrivers(tries))
    yield { source: manifest, manifests: manifest, loaders: [loader, LOADER] };
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

/** Runs `action` with the Vulkan loader pointed at some drivers, or at none in particular. */
async function withDrivers<T>(manifests: string | undefined, action: () => Promise<T>): Promise<T> {
  const set = (values: readonly (string | undefined)[]): void =>
    VARIABLES.forEach((name, i) => {
      if (values[i] === undefined) delete process.env[name];
      else process.env[name] = values[i];
    });
  const before = VARIABLES.map((name) => process.env[name]);
  set(VARIABLES.map(() => manifests));
  try {
    return await action();
  } finally {
    set(before);
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

/**
 * Maps the first of some libraries that can be; Dawn itself would say on stderr that there is none.
 * @returns undefined, or why the first one cannot be mapped
 */
function loadOneOf(files: readonly string[]): string | undefined {
  const failures: string[] = [];
  for (const file of files) {
    const failure = loadLibrary(file);
    if (failure === undefined) return undefined;
    failures.push(failure);
  }
  return failures[0];
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0]!;
}
