/** The size of a HEIC photo before it is turned, as ffprobe tells it: of the whole and not of a tile. */
import { z } from 'zod';
import { StudioError } from '#core/contract/errors.ts';
import { fileUrl, heicGuardOptions } from './allow-list.ts';
import type { PictureSize } from './frame-filters.ts';
import { executeFfprobe } from './run-ffprobe.ts';

const size = z.object({ width: z.int().positive(), height: z.int().positive() });

const report = z.object({
  stream_groups: z.array(z.object({ components: z.array(size.partial()).default([]) })).default([]),
  streams: z.array(z.object({ codec_name: z.string().optional(), ...size.partial().shape })).default([]),
});

export const probeHeic = async (
  ffprobePath: string,
  { path, signal }: { readonly path: string; readonly signal: AbortSignal },
): Promise<PictureSize> => {
  const args = [
    ['-hide_banner', '-loglevel', 'error'],
    heicGuardOptions,
    ['-show_streams', '-show_stream_groups'],
    ['-of', 'json', '-i', fileUrl(path)],
  ].flat();
  const { stdout, stderr, error } = await executeFfprobe({ ffprobePath, args, signal });
  if (signal.aborted) throw new StudioError('cancelled', 'The work was cancelled.');
  // 5 and 6 know no groups, nor a file of this kind without a film's index.
  if (error !== null && /option|moov atom/i.test(stderr)) throw heicRefusal(error);
  const found = error === null ? report.safeParse(JSON.parse(stdout)) : undefined;
  const [stream] = found?.data?.streams ?? [];
  const whole = size.safeParse(found?.data?.stream_groups[0]?.components[0] ?? stream);
  if (whole.success && stream?.codec_name === 'hevc') return whole.data;
  throw new StudioError('not_an_image', 'The photo is damaged.', { cause: error ?? found?.error ?? whole.error });
};

export const heicRefusal = (cause?: unknown): StudioError =>
  new StudioError(
    'codec_not_allowed',
    'This HEIC photo can not be opened: ffmpeg 8 or newer opens those of phones. Save it as JPEG, PNG or WebP.',
    { facts: { codec: 'heic' }, cause },
  );
