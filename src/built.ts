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
