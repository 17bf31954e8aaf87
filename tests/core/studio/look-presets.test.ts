import { expect, test } from 'vitest';
import { conversionSettings } from '#core/contract/conversion.ts';
import { lookSettings } from '#core/contract/look-preset.ts';
import { builtInLooks, isSameLook } from '#core/studio/look-presets.ts';

const looks = Object.values(builtInLooks);

test('every look that comes along is one that a conversion takes, and no two are the same', () => {
  for (const look of looks) expect(lookSettings.parse(look)).toEqual(look);
  for (const [index, look] of looks.entries()) expect(looks.findIndex((other) => isSameLook(look, other))).toBe(index);
});

test('the usual look is what a conversion has where nothing was chosen', () => {
  expect(isSameLook(builtInLooks.usual, lookSettings.parse(conversionSettings.parse({ to: 'a' })))).toBe(true);
});
