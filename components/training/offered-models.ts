/** The models that the page offers; a script may ask for every one of `architectureName`. */
import type { ArchitectureName } from '#core/contract/architecture-name.ts';

export const offeredModels = [
  'swift',
  'studio',
  'original',
  'lightweight',
  'quick96',
  'df-ud-128',
  'liae-ud-128',
  'liae-udt-224',
  'dfaker-128',
  'dfl-h128',
  'iae',
] as const satisfies readonly ArchitectureName[];
export type OfferedModel = (typeof offeredModels)[number];

export const isOffered = (name: string): name is OfferedModel => (offeredModels as readonly string[]).includes(name);
