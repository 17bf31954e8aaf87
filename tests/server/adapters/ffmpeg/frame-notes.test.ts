import { expect, it } from 'vitest';
import { FrameNotes } from '#server/adapters/ffmpeg/frame-notes.ts';

const frame = (place: string, number: number, ticks: number): string =>
  `[showinfo@${place} @ 0x1] n: ${number} pts: ${ticks} pts_time:0 duration: 1 duration_time:0.04 fmt:yuv420p`;
const colour = (place: string): string =>
  `[showinfo@${place} @ 0x1] color_range:tv color_space:bt709 color_primaries:bt709 color_trc:bt709`;
const headless = (line: string): string => line.replace(/^.*?\] /, '[h264 @ 0x2] Out of range weight');

/** Every second of six frames is picked; what ffmpeg says, in its order. */
const lines = [0, 1, 2, 3, 4, 5].flatMap((index) => [
  frame('source', index, index * 10),
  colour('source'),
  ...(index % 2 === 0 ? [frame('taken', index / 2, index * 10), colour('taken')] : []),
]);

const indicesOf = async (said: readonly string[]): Promise<(number | undefined)[]> => {
  const notes = new FrameNotes({ place: 'taken', times: undefined });
  for (const line of said) notes.take(line);
  notes.close();
  const found = [await notes.next(), await notes.next(), await notes.next()];
  return found.map(({ index }) => index);
};

it('knows each picked frame by its place in the clip, whichever line has lost its head', async () => {
  const whole = await indicesOf(lines);
  expect(whole).toEqual([0, 2, 4]);
  for (const [at] of lines.entries())
    expect(await indicesOf(lines.map((line, index) => (index === at ? headless(line) : line)))).toEqual(whole);
});

it('gives a frame its note though a complaint tore the line of its colour in two', async () => {
  const torn = lines.flatMap((line) =>
    line.includes('color_range')
      ? [line.replace(/color_range.*/, 'color_range:tvcorrupt decoded frame'), line.replace('color_range:tv', '')]
      : [line],
  );
  expect(await indicesOf(torn)).toEqual([0, 2, 4]);
  const withoutSpaces = torn.filter((line) => !line.includes('color_space'));
  expect(await indicesOf(withoutSpaces)).toEqual([0, 2, 4]);
});
