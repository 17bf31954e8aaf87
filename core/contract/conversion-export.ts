/** A finished conversion in another form: a loop, frames, a smaller or cut-out video, original and result with their names. */
import { z } from 'zod';

export const exportFormat = z.enum(['mp4', 'gif', 'webp', 'pngs', 'webps']);
export type ExportFormat = z.infer<typeof exportFormat>;

export interface ExportFile {
  readonly extension: 'mp4' | 'gif' | 'webp' | 'zip';
  readonly mediaType: string;
}

export const exportFiles: Readonly<Record<ExportFormat, ExportFile>> = {
  mp4: { extension: 'mp4', mediaType: 'video/mp4' },
  gif: { extension: 'gif', mediaType: 'image/gif' },
  webp: { extension: 'webp', mediaType: 'image/webp' },
  pngs: { extension: 'zip', mediaType: 'application/zip' },
  webps: { extension: 'zip', mediaType: 'application/zip' },
};

/** Pixels of the result's picture. */
export const exportCrop = z.object({
  left: z.int().nonnegative(),
  top: z.int().nonnegative(),
  width: z.int().min(16),
  height: z.int().min(16),
});
export type ExportCrop = z.infer<typeof exportCrop>;

export const exportSettings = z.object({
  format: exportFormat,
  /** The result alone, or the original on its left. */
  of: z.enum(['result', 'pair']).default('result'),
  /** Over each picture, what and who it is. */
  captions: z.boolean().default(false),
  /** Seconds of the result; null = from its start, to its end. */
  inSeconds: z.number().nonnegative().nullable().default(null),
  outSeconds: z.number().positive().nullable().default(null),
  /** Of each picture; null = the whole. */
  crop: exportCrop.nullable().default(null),
  /** Of each picture, px; null = as it is. */
  width: z.int().min(16).max(7680).nullable().default(null),
  /** null = every frame. */
  framesPerSecond: z.number().min(1).max(60).nullable().default(null),
});
export type ExportSettings = z.infer<typeof exportSettings>;

export const createConversionExport = exportSettings.partial().required({ format: true });
export type CreateConversionExport = z.infer<typeof createConversionExport>;

export const conversionExport = z.object({
  id: z.string(),
  settings: exportSettings,
  sizeBytes: z.int(),
  frames: z.int(),
  createdAt: z.iso.datetime(),
});
export type ConversionExport = z.infer<typeof conversionExport>;
