// Where compiled files lie: worker threads and WebAssembly are started from dist/, also when the sources run as they are.

/**
 * The URL of a compiled file beside the calling module.
 * @param path relative to the caller, as it is in dist/: `./worker.js`
 * @param importMetaUrl the caller's `import.meta.url`; from the sources it is mapped into dist/
 */
export function builtUrl(path: string, importMetaUrl: string): URL {
  const caller = importMetaUrl.endsWith('.ts')
    ? importMetaUrl.replace(/\/src\/(?!.*\/src\/)/, '/dist/src/')
    : importMetaUrl;
  return new URL(path, caller);
}

const modules = new Map<string, Promise<WebAssembly.Module>>();

/**
 * The module of a WebAssembly kernel, compiled once a process, from a file or, in a browser, from the network.
 * @param path as in `builtUrl`
 * @throws Error when the package was not built
 */
export async function builtModule(path: string, importMetaUrl: string): Promise<WebAssembly.Module> {
  const file = builtUrl(path, importMetaUrl);
  const module = modules.get(file.href) ?? compile(file);
  modules.set(file.href, module);
  return module;
}

async function compile(file: URL): Promise<WebAssembly.Module> {
  try {
    if (file.protocol !== 'file:') return await WebAssembly.compileStreaming(fetch(file));
    const { readFile } = await import('node:fs/promises');
    return await WebAssembly.compile(await readFile(file));
  } catch (error) {
    throw new Error(`expected the kernel ${file.href}, found none that compiles; run npm run build`, {
      cause: error,
    });
  }
}
