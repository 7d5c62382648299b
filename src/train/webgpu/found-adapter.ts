// What a search for a WebGPU adapter comes to, and which adapters are no real GPUs.

/** An adapter, its name for reports (`(software)` behind it where it is no GPU). */
export type FoundAdapter = { readonly adapter: GPUAdapter; readonly name: string };

/** An adapter, or what was tried and what can be done about it, in words. */
export type Search = FoundAdapter | { readonly tries: readonly string[]; readonly remedy: string };

/**
 * Takes an adapter or says why not.
 * @param software whether one that is no GPU will do
 */
export function judge(adapter: GPUAdapter | null, software: boolean): FoundAdapter | string {
  if (!adapter) return 'no adapter';
  const name = nameOf(adapter);
  return software || !isSoftware(adapter) ? { adapter, name } : `${name} is no GPU`;
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
