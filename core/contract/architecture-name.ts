/** Names of the models that a run may train, as `core/autoencoder/architectures` has them. */
import { z } from 'zod';

/** `df` and `liae` of DeepFaceLab: their letters and their sides in px. */
export const deepFaceLabLetters = ['', '-u', '-d', '-t', '-ud', '-ut', '-dt', '-udt'] as const;
export const deepFaceLabSizes = [128, 160, 192, 224] as const;

export type DeepFaceLabName =
  `${'df' | 'liae'}${(typeof deepFaceLabLetters)[number]}-${(typeof deepFaceLabSizes)[number]}`;

/** `df-128`, `liae-udt-224`, ...: every family, letters and size. */
export const deepFaceLabNames: readonly DeepFaceLabName[] = (['df', 'liae'] as const).flatMap((family) =>
  deepFaceLabLetters.flatMap((letters) => deepFaceLabSizes.map((size) => `${family}${letters}-${size}` as const)),
);

export const architectureName = z.enum([
  'swift',
  'studio',
  'original',
  'lightweight',
  'iae',
  'dfl-h128',
  'dfaker-128',
  'quick96',
  ...deepFaceLabNames,
]);
export type ArchitectureName = z.infer<typeof architectureName>;
