/** The parts of the studio as its System page shows them: the doctor's findings, looked up once. */
import type { SystemView } from '#core/contract/system.ts';

type Described = Pick<SystemView, 'device' | 'parts'>;

let found: Promise<Described> | undefined;

export const describeSystem = (): Promise<Described> => {
  found ??= examineParts();
  return found;
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
