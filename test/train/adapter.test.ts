// Where an adapter comes from: the drivers in their order, each in a process of its own, and what is said when there is none.
import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { findAdapter, findGpu } from '../../src/train/webgpu/adapter.ts';
import { judge } from '../../src/train/webgpu/found-adapter.ts';
import { unpackSwiftShader } from '../../src/train/webgpu/swiftshader.ts';
import { temporaryDirectory } from '../cli/harness.ts';

vi.mock('webgpu', () => {
  throw new Error('Cannot find package');
});

describe('without the npm package webgpu', () => {
  test('webgpu is refused with the option and the remedy, on one line', async () => {
    const error = await findAdapter().catch((reason: unknown) => reason);
    expect(error).toMatchObject({ name: 'InputError', place: '--backend' });
    expect((error as Error).message).toMatch(
      /^--backend: expected a WebGPU adapter for webgpu, found none; use cpu, or npm install webgpu \(tried npm package webgpu: [^\n]+\)$/,
    );
  });

  test('auto goes on', async () => {
    expect(await findGpu()).toBeUndefined();
  });
});

test('what is no GPU is told by its name, too', () => {
  const adapter = (description: string, isFallbackAdapter = false): GPUAdapter =>
    ({ info: { description, device: '', architecture: '', vendor: 'v', isFallbackAdapter } }) as GPUAdapter;
  expect(judge(null, true)).toBe('no adapter');
  expect(judge(adapter('A Card'), false)).toMatchObject({ name: 'A Card' });
  expect(judge(adapter(''), false)).toMatchObject({ name: 'v' });
  for (const software of [adapter('llvmpipe (LLVM 15)'), adapter('SwiftShader driver'), adapter('x', true)]) {
    expect(judge(software, false)).toBe(`${software.info.description} (software) is no GPU`);
    expect(judge(software, true)).toMatchObject({ adapter: software });
  }
});

type Found = {
  readonly gpu: string | null;
  readonly adapter: string;
  readonly drivers: readonly string[];
  readonly stderr: string;
};

/** What a fresh process finds, and whose files of Vulkan it has mapped then. */
async function found(env: Readonly<Record<string, string>>): Promise<Found> {
  const url = new URL('../../dist/src/train/webgpu/adapter.js', import.meta.url);
  const script = `
    const { findAdapter, findGpu } = await import(${JSON.stringify(url.href)});
    const gpu = (await findGpu())?.name ?? null;
    const adapter = await findAdapter().then(({ name }) => name, (error) => error.message);
    const { readFileSync } = await import('node:fs');
    const files = readFileSync('/proc/self/maps', 'utf8').split('\\n').map((line) => line.slice(73).trim());
    const drivers = [...new Set(files.filter((file) => /libvk_swiftshader/.test(file)))];
    console.log(JSON.stringify({ gpu, adapter, drivers }));
    process.exit(0);`;
  const { stdout, stderr } = await promisify(execFile)(
    process.execPath,
    ['--input-type=module', '--eval', script],
    { env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...env } },
  );
  return { ...(JSON.parse(stdout) as Omit<Found, 'stderr'>), stderr };
}

// Elsewhere npm brings no software driver, and drivers that are installed would be taken before it.
const installed = ['/etc/vulkan', '/usr/local/etc/vulkan', '/usr/share/vulkan', '/usr/lib/chromium'].some(
  existsSync,
);
describe.runIf(process.platform === 'linux' && process.arch === 'x64' && !installed)(
  'drivers on Linux',
  () => {
    const folder = temporaryDirectory();
    const MANIFEST = 'vk_swiftshader_icd.json';
    const LIBRARY = 'libvk_swiftshader.so';
    let npm = '';
    /** A copy of the driver: a manifest and a library by which the one taken can be told. */
    const copy = (name: string): string => {
      const place = join(folder, name);
      cpSync(npm, place, { recursive: true });
      return place;
    };

    beforeAll(() => {
      npm = dirname(unpackSwiftShader().manifest);
    });

    test('the npm package’s where there is no other', async () => {
      expect(await found({})).toEqual({
        gpu: null,
        adapter: expect.stringMatching(/^SwiftShader .*\(software\)$/),
        drivers: [join(npm, LIBRARY)],
        stderr: '',
      });
    });

    test.each(['VK_DRIVER_FILES', 'VK_ICD_FILENAMES'])(
      'the one that %s names before others',
      async (name) => {
        const own = copy(name);
        const { gpu, adapter, drivers } = await found({ [name]: join(own, MANIFEST) });
        expect({ gpu, adapter }).toEqual({ gpu: null, adapter: expect.stringMatching(/^SwiftShader/) });
        expect(drivers).toEqual([join(own, LIBRARY)]);
      },
    );

    test('the system’s before Chromium’s, and after the user’s', async () => {
      const system = copy('system');
      const data = join(folder, 'data');
      mkdirSync(join(data, 'vulkan', 'icd.d'), { recursive: true });
      const manifest = readFileSync(join(system, MANIFEST), 'utf8');
      writeFileSync(
        join(data, 'vulkan', 'icd.d', 'a.json'),
        manifest.replace(`./${LIBRARY}`, join(system, LIBRARY)),
      );
      const env = { XDG_DATA_HOME: data, LD_LIBRARY_PATH: system };
      expect((await found(env)).drivers).toEqual([join(system, LIBRARY)]);
      const own = copy('own');
      const files = join(own, MANIFEST);
      // Both are looked at for a GPU; the first is taken when software will do.
      expect((await found({ ...env, VK_DRIVER_FILES: files })).drivers).toContain(join(own, LIBRARY));
      const broken = join(folder, 'broken.json');
      writeFileSync(broken, '{}');
      expect((await found({ ...env, VK_DRIVER_FILES: broken })).drivers).toEqual([join(system, LIBRARY)]);
    });

    test.each(['nothing', 'a broken manifest'])('named is %s: the next one is taken', async (what) => {
      const file = join(folder, `${what}.json`);
      if (what !== 'nothing') writeFileSync(file, '{}');
      expect((await found({ VK_DRIVER_FILES: file })).drivers).toEqual([join(npm, LIBRARY)]);
    });

    test('every try and the remedy are said where none is left', async () => {
      const broken = join(folder, 'none.json');
      // A directory for temporary files that cannot be written: nothing can be unpacked.
      const { gpu, adapter } = await found({
        VK_ICD_FILENAMES: broken,
        TMPDIR: join(folder, 'not', 'there'),
      });
      expect(gpu).toBeNull();
      expect(adapter).toMatch(
        /^--backend: expected a WebGPU adapter for webgpu, found none; use cpu, or install a GPU driver, or for a software adapter: npm install @sparticuz\/chromium, or on Debian apt-get install chromium \(tried /,
      );
      const tries = /\(tried (.*)\)$/.exec(adapter)![1]!;
      const places = tries.split('; ').map((line) => basename(line.split(':')[0]!));
      expect(places).toEqual(['none.json', 'system driver', MANIFEST, MANIFEST, MANIFEST, 'chromium']);
      expect(tries).toContain(`VK_ICD_FILENAMES=${broken}: no such file`);
    });
  },
);
