/** The parts of the studio as its System page shows them: the doctor's findings, looked up once. */
import type { SystemView } from '#core/contract/system.ts';

type Described = Pick<SystemView, 'device' | 'parts'>;

let found: Promise<Described> | undefined;

export const describeSystem = (): Promise<Described> => {
  found ??= examineParts();
  return found;
};

/** Whether the engine finds a GPU to work on, told without loading it. */
export const usesGpu = async (): Promise<boolean> => {
  const { device, parts } = await describeSystem();
  return device !== 'CPU' && parts.some(({ name, verdict }) => name === 'gpu' && verdict === 'ok');
};

const examineParts = async (): Promise<Described> => {
  const { examine } = await import('./setup/doctor.mjs');
  const parts = await examine();
  const gpu = parts.find((part) => part.id === 'gpu');
  return {
    device: gpu?.found || 'CPU',
    parts: parts.map(({ id, version, verdict, advice }) => ({ name: id, version: version || null, verdict, advice })),
  };
};
