/** Looks that the studio brings along. What each is for is said where it is shown. */
import { conversionSettings } from '#core/contract/conversion.ts';
import { type LookSettings, lookSettings } from '#core/contract/look-preset.ts';

const usual = lookSettings.parse(conversionSettings.parse({ to: 'b' }));

/**
 * By the reports of six seconds of two clips of the sample, `swift` after 17,000 steps, man C as B and B as man C. Seam, likeness to
 * who is shown, flicker: `usual` 0.90 and 2.83, .675 and .744, .134 and .269; `softEdge` 0.83 and 1.32, .670 and .731, .135 and .267;
 * `closerColours` 0.79 and 2.55, .670 and .748, .136 and .301. Seamless colours are left out: 5.24 and 0, .617 and .703, .218 and .372.
 * What `wholeFace` is good for is said at `swapMaskChoice`.
 */
export const builtInLooks = {
  usual,
  softEdge: { ...usual, maskFeather: 0.12 },
  closerColours: { ...usual, colourTransfer: 'linear' },
  wholeFace: { ...usual, mask: 'hull' },
  asDrawn: { ...usual, colourTransfer: 'none', sharpen: 0, grain: 0 },
} as const satisfies Record<string, LookSettings>;

export type BuiltInLook = keyof typeof builtInLooks;

export const isSameLook = (one: LookSettings, other: LookSettings): boolean =>
  (Object.keys(lookSettings.shape) as (keyof LookSettings)[]).every(
    (name) => JSON.stringify(one[name]) === JSON.stringify(other[name]),
  );
