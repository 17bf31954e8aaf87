/** Looks that the studio brings along. What each is for is said where it is shown. */
import { conversionSettings } from '#core/contract/conversion.ts';
import { type LookSettings, lookSettings } from '#core/contract/look-preset.ts';

const usual = lookSettings.parse(conversionSettings.parse({ to: 'b' }));

export const builtInLooks = {
  usual,
  seamless: { ...usual, colourTransfer: 'seamless' },
  wholeFace: { ...usual, mask: 'hull' },
  inner: { ...usual, maskErosion: 0.06, maskFeather: 0.12 },
  asDrawn: { ...usual, colourTransfer: 'none', sharpen: 0, grain: 0 },
} as const satisfies Record<string, LookSettings>;

export type BuiltInLook = keyof typeof builtInLooks;

export const isSameLook = (one: LookSettings, other: LookSettings): boolean =>
  (Object.keys(lookSettings.shape) as (keyof LookSettings)[]).every((name) => one[name] === other[name]);
