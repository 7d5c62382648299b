// Where the built files of this folder lie (the WASM kernel, the worker), also when the sources themselves are running.

/** The URL of a file in dist/src/train: beside this module when it is the built one, else found from the source tree. */
export function builtFile(name: string): URL {
  const base = import.meta.url.endsWith('.ts') ? '../../dist/src/train/' : './';
  return new URL(base + name, import.meta.url);
}
