// A GPU device as the engine uses it: what goes wrong on it becomes an exception, its loss a `DeviceLost`.
import { DeviceLost } from '../engine.ts';
import type { FoundAdapter } from './found-adapter.ts';

/** How long the reason of a failure may take to arrive when the device was lost. */
const REASON_MS = 500;

/** An open device. */
export type OpenDevice = {
  readonly device: GPUDevice;
  /**
   * Runs `action`; an error the device reports meanwhile (no memory left, say) becomes an exception. When the device is
   * lost `action` is not waited for: what it still does has to be ignored.
   * @throws DeviceLost
   */
  readonly run: (action: () => Promise<void>) => Promise<void>;
};

/** Opens a device on the adapter with all the buffer size it offers. */
export async function openDevice({ adapter, name }: FoundAdapter): Promise<OpenDevice> {
  const { maxStorageBufferBindingSize, maxBufferSize } = adapter.limits;
  const device = await adapter.requestDevice({
    requiredLimits: { maxStorageBufferBindingSize, maxBufferSize },
  });
  const loss = device.lost.then(
    ({ message }) => new DeviceLost(`${name}: the GPU device was lost (${message || 'no reason given'})`),
  );
  return {
    device,
    async run(action) {
      let failure: unknown;
      const failed = checked(device, action).catch((error: unknown) => {
        failure = error;
      });
      const lost = await Promise.race([failed, loss]);
      if (lost) throw lost;
      if (failure === undefined) return;
      // What was under way on a lost device fails, perhaps before the loss is known.
      const late = new Promise<undefined>((resolve) => setTimeout(resolve, REASON_MS));
      throw (await Promise.race([loss, late])) ?? failure;
    },
  };
}

async function checked(device: GPUDevice, action: () => Promise<void>): Promise<void> {
  const filters = ['validation', 'out-of-memory', 'internal'] as const;
  for (const filter of filters) device.pushErrorScope(filter);
  let failure: unknown;
  try {
    await action();
  } catch (error) {
    failure = error;
  }
  for (const filter of filters.toReversed()) {
    const error = await device.popErrorScope();
    if (error) throw new Error(`webgpu: ${filter} error: ${error.message}`, { cause: failure });
  }
  if (failure !== undefined) throw failure;
}
