/** A dark band with words on it, above a picture: what is seen below, and of whom. */
import type { RgbImage } from './image.ts';
import { inkOf } from './label.ts';

const dark = 20;
const light = 235;

/** Height of capitals as a share of the band's. */
const letterShare = 0.45;

/** One text over each equal part of the width, from its left; all letters of one size, at which the longest text fits. */
export const captionBand = (options: {
  readonly texts: readonly string[];
  readonly width: number;
  readonly height: number;
}): RgbImage => {
  const { texts, width, height } = options;
  const room = Math.floor(width / texts.length);
  const letterPx = Math.min(...texts.map((text) => fitting(text, { room, letterPx: height * letterShare })));
  const data = new Uint8Array(width * height * 3).fill(dark);
  texts.forEach((text, part) => {
    const ink = inkOf({ text, letterPx });
    const top = Math.max(0, Math.floor((height - ink.height) / 2));
    for (let row = 0; row < Math.min(ink.height, height - top); row += 1)
      for (let column = 0; column < Math.min(ink.width, room); column += 1) {
        const value = dark + (light - dark) * (ink.data[row * ink.width + column] as number);
        data.fill(
          value,
          ((top + row) * width + part * room + column) * 3,
          ((top + row) * width + part * room + column) * 3 + 3,
        );
      }
  });
  return { width, height, data };
};

const fitting = (text: string, { room, letterPx }: { readonly room: number; readonly letterPx: number }): number => {
  const { width } = inkOf({ text, letterPx });
  return width <= room ? letterPx : (letterPx * room) / width;
};
