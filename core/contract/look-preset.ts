/** How a new face is laid over its frame, saved under a name to be used again. */
import { z } from 'zod';
import { conversionSettings } from '#core/contract/conversion.ts';

/** Of a conversion's settings those that are of no clip, no person and no file. */
export const lookSettings = conversionSettings.pick({
  colourTransfer: true,
  mask: true,
  parts: true,
  keepInFront: true,
  maskErosion: true,
  maskFeather: true,
  sharpen: true,
  grain: true,
  faceScale: true,
  shiftX: true,
  shiftY: true,
});
export type LookSettings = z.infer<typeof lookSettings>;

export const createLookPreset = z.object({ name: z.string().trim().min(1).max(60), look: lookSettings });
export type CreateLookPreset = z.infer<typeof createLookPreset>;

export const lookPreset = createLookPreset.extend({ id: z.string(), createdAt: z.iso.datetime() });
export type LookPreset = z.infer<typeof lookPreset>;
