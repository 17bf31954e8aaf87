/**
 * When a clip's first frame lies on the file's own clock. Asked of the decoder: what ffmpeg takes for a file's start differs
 * between containers and between its versions, so that no sum of header fields would do.
 */
import { fileUrl, guardOptions, pictureStream } from './allow-list.ts';
import { countingFilter } from './frame-filters.ts';
import { parseShowinfo } from './parse-showinfo.ts';
import { startFfmpeg } from './run-ffmpeg.ts';

/** undefined where it has no time. */
export const firstTicksOf = async (options: {
  readonly ffmpegPath: string;
  readonly path: string;
  readonly signal: AbortSignal;
}): Promise<number | undefined> => {
  let first: number | undefined;
  await startFfmpeg({
    ffmpegPath: options.ffmpegPath,
    inputs: [{ source: fileUrl(options.path), options: [...guardOptions, '-noautorotate', '-copyts'] }],
    outputOptions: [
      ['-map', pictureStream],
      ['-frames:v', '1'],
      ['-vf', countingFilter],
      ['-fps_mode', 'passthrough'],
      ['-nostats', '-f', 'null'],
    ].flat(),
    output: '-',
    signal: options.signal,
    onLine: (line) => {
      const said = parseShowinfo(line);
      if (said?.kind === 'frame') first ??= said.ticks ?? undefined;
      return said !== undefined;
    },
  }).ended;
  return first;
};
