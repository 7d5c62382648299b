// Unpacks the software Vulkan driver (SwiftShader) that the npm package @sparticuz/chromium carries.
import { randomBytes } from 'node:crypto';
import { existsSync, lstatSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';

/** A Vulkan driver manifest and, where one lies beside it, a Vulkan loader. */
export type VulkanDriver = { readonly manifest: string; readonly loader: string };

const ARCHIVE = join('bin', 'swiftshader.tar.br');
const MANIFEST = 'vk_swiftshader_icd.json';
const LOADER = 'libvulkan.so.1';
const FILES = [MANIFEST, LOADER, 'libvk_swiftshader.so'];

/**
 * The driver from @sparticuz/chromium, unpacked once a version and user into the directory for temporary files. The
 * directory appears complete or not at all, and is used only if it belongs to this user and nobody else can write it.
 * @throws Error when the package is not installed or the directory is not ours
 */
export function unpackSwiftShader(): VulkanDriver {
  const root = packageRoot();
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  const directory = join(tmpdir(), `trainsat-swiftshader-${version}-${process.getuid?.() ?? 0}`);
  if (!existsSync(directory)) {
    const fresh = `${directory}.${randomBytes(8).toString('hex')}`;
    mkdirSync(fresh, { mode: 0o700 });
    try {
      for (const [name, bytes] of tarFiles(brotliDecompressSync(readFileSync(join(root, ARCHIVE)))))
        if (FILES.includes(name)) writeFileSync(join(fresh, name), bytes, { mode: 0o600 });
      renameSync(fresh, directory);
    } catch (error) {
      rmSync(fresh, { recursive: true, force: true });
      // Another process may have been first; then its directory is checked below like any other.
      if (!existsSync(directory)) throw error;
    }
  }
  const status = lstatSync(directory);
  const mine = status.isDirectory() && status.uid === process.getuid?.() && (status.mode & 0o077) === 0;
  if (!mine) throw new Error(`${directory} is not a private directory of this user; remove it`);
  for (const name of FILES)
    if (!existsSync(join(directory, name))) throw new Error(`${directory} lacks ${name}; remove it`);
  return { manifest: join(directory, MANIFEST), loader: join(directory, LOADER) };
}

function packageRoot(): string {
  let directory = dirname(createRequire(import.meta.url).resolve('@sparticuz/chromium'));
  while (!existsSync(join(directory, ARCHIVE))) {
    const parent = dirname(directory);
    if (parent === directory) throw new Error(`@sparticuz/chromium has no ${ARCHIVE}`);
    directory = parent;
  }
  return directory;
}

/** The regular files of a tar archive (ustar): name at 0, octal size at 124, type at 156 of each 512-byte header. */
function* tarFiles(archive: Buffer): Generator<[string, Buffer]> {
  for (let offset = 0; offset + 512 <= archive.length;) {
    const name = archive.toString('utf8', offset, offset + 100).replace(/\0[^]*$/, '');
    if (name === '') return;
    const size = parseInt(archive.toString('utf8', offset + 124, offset + 136), 8);
    const type = archive[offset + 156];
    if (type === 0 || type === 0x30) yield [name, archive.subarray(offset + 512, offset + 512 + size)];
    offset += 512 + Math.ceil(size / 512) * 512;
  }
}
