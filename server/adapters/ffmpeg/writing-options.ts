/** The arguments of the ffmpeg that encodes pictures and of the one that joins them with all else: builders only. */
import { type VideoFile, videoFiles } from '#core/contract/video-format.ts';
import type { YuvColour } from '#core/pixels/image.ts';
import { plainLayout } from '#core/pixels/sample-layout.ts';
import type { WriteVideoOptions } from '#server/ports/frame-io.ts';
import { fileUrl, guardOptions } from './allow-list.ts';
import type { VideoEncoder } from './encoders.ts';
import { pickStreams, transferOf } from './judge-video.ts';
import { type Cut, type KeptStreams, keepingOptions, keptStreams } from './kept-streams.ts';
import { partOptions } from './picture-parts.ts';
import type { FfmpegInput } from './run-ffmpeg.ts';
import type { FileReport, StreamReport } from './run-ffprobe.ts';
import { known, type SourceColours } from './source-colours.ts';

/** How the source's streams lie in time, which of them are kept, and the names of its colours that frames in memory do not carry. */
export interface SourceTiming {
  /** When the file's own clock begins. */
  readonly fileStartSeconds: number;
  /** The first picture, from there. */
  readonly videoStartSeconds: number;
  readonly kept: KeptStreams;
  readonly primaries: string | undefined;
  readonly transfer: string | undefined;
}

export const sourceTiming = (report: FileReport): SourceTiming => {
  const { video } = pickStreams(report);
  const fileStartSeconds = report.format.start_time ?? 0;
  return {
    fileStartSeconds,
    videoStartSeconds: Math.max(0, (video.start_time ?? fileStartSeconds) - fileStartSeconds),
    kept: keptStreams(report),
    ...coloursOf(video),
  };
};

/** HDR was tone-mapped when it was read. */
const coloursOf = (video: StreamReport): Pick<SourceTiming, 'primaries' | 'transfer'> =>
  transferOf(video) === 'sdr'
    ? { primaries: known(video.color_primaries), transfer: known(video.color_transfer) }
    : { primaries: 'bt709', transfer: 'bt709' };

/** Between which moments of the source the new video lies: a part begins with its first frame, a whole with its file. */
export const cutOf = (
  { fileStartSeconds, videoStartSeconds }: SourceTiming,
  part: Pick<WriteVideoOptions, 'inSeconds' | 'outSeconds'> & { readonly firstFrameSeconds: number },
): Cut => {
  const { inSeconds = null, outSeconds = null, firstFrameSeconds } = part;
  const firstSeconds = fileStartSeconds + videoStartSeconds;
  const startSeconds = inSeconds === null ? fileStartSeconds : firstSeconds + firstFrameSeconds;
  return { startSeconds, lengthSeconds: outSeconds === null ? null : firstSeconds + outSeconds - startSeconds };
};

/** How far before a part its source is sought: containers without an index are sought in roughly. */
const seekMarginSeconds = 12;

/** Pictures from the pipe alone. `-copyts` keeps ffmpeg from moving them to its own zero. */
export const encodingInput: FfmpegInput = {
  source: 'pipe:0',
  options: [
    ['-copyts', '-protocol_whitelist', 'pipe'],
    ['-format_whitelist', 'matroska,webm'],
    ['-codec_whitelist', 'rawvideo'],
  ].flat(),
};

/**
 * Encoded pictures from the pipe, all else from the source. `-copyts` keeps ffmpeg from moving either input to its own zero,
 * which it does in ways that depend on the container; the source is shifted by hand instead.
 */
export const joiningInputs = (options: {
  readonly sourcePath: string;
  readonly timing: SourceTiming;
  readonly cut: Cut;
  /** By so much the pictures' times are moved. */
  readonly shiftSeconds: number;
}): FfmpegInput[] => [
  {
    source: 'pipe:0',
    options: [
      ...['-copyts', '-protocol_whitelist', 'pipe', '-f', 'mov'],
      ...(options.shiftSeconds === 0 ? [] : ['-itsoffset', options.shiftSeconds.toFixed(6)]),
    ],
  },
  {
    source: fileUrl(options.sourcePath),
    options: [...guardOptions, ...seekOptions(options), '-itsoffset', (-options.cut.startSeconds).toFixed(6)],
  },
];

const seekOptions = ({ timing, cut }: { timing: SourceTiming; cut: Cut }): string[] => {
  const seconds = cut.startSeconds - timing.fileStartSeconds - seekMarginSeconds;
  return seconds > 0 ? ['-noaccurate_seek', '-ss', seconds.toFixed(6)] : [];
};

type EncodingOptions = Pick<WriteVideoOptions, 'facts' | 'quality' | 'own'> & {
  readonly encoder: VideoEncoder;
  /** What it encodes as, in ffmpeg's word. */
  readonly pixels: string;
  readonly timing: SourceTiming;
  readonly colour: YuvColour;
  /** Of a clip's own samples. */
  readonly ownColours?: SourceColours | undefined;
};

export const encodingOutput = (options: EncodingOptions): string[] =>
  [
    pictureOptions(options),
    ['-video_track_timescale', String(timescaleOf(options.facts.frameRate))],
    partOptions,
    ['-nostats', '-f', options.encoder.partFormat],
  ].flat();

export const pictureOptions = (options: EncodingOptions): string[] => {
  const { encoder, quality = 'standard', own: layout = plainLayout, ownColours } = options;
  const light = isHdr(ownColours) ? 'hdr' : 'sdr';
  const settings = Object.entries(colourNames(options)).map(([key, value]) => `${key}=${value}`);
  return [
    ['-map', '0:v:0'],
    ['-vf', `setparams=${settings.join(':')}`],
    ['-c:v', encoder.name, ...encoder.options(quality, { light, layout })],
    ['-pix_fmt', options.pixels],
    ['-fps_mode', 'passthrough'],
    ['-enc_time_base', `1:${timescaleOf(options.facts.frameRate)}`],
  ].flat();
};

type FileOptions = Pick<WriteVideoOptions, 'facts' | 'marks' | 'format'> & {
  readonly timing: SourceTiming;
  readonly cut: Cut;
};

type JoiningOptions = FileOptions & Pick<EncodingOptions, 'ownColours'> & { readonly colour: YuvColour | undefined };

export const joiningOutput = (options: JoiningOptions): string[] => [
  ...['-map', '0:v:0', '-c:v', 'copy'],
  ...(videoFiles[options.format ?? 'h264'].extension === 'mkv' ? unsaidColours(options) : []),
  ...fileOptions(options),
];

/** What neither a MOV says of its pictures nor FFV1 of itself. */
const unsaidColours = ({ colour, ownColours }: JoiningOptions): string[] => [
  ...(colour ? ['-color_range:v', colour.range === 'full' ? 'pc' : 'tv'] : []),
  ...(ownColours?.chromaSite ? ['-chroma_sample_location:v', chromaNames[ownColours.chromaSite.join() as '1,1']] : []),
];

/** By across and down. */
const chromaNames = { '1,1': 'topleft', '1,2': 'left', '2,1': 'top', '2,2': 'center' } as const;

/** All but the pictures. */
export const fileOptions = (options: FileOptions): string[] => {
  const { timing, cut } = options;
  const { extension: container } = videoFiles[options.format ?? 'h264'];
  return [
    keepingOptions(timing.kept, { container, cut }),
    // What lies before the first frame is cut off; a whole clip may begin with sound alone.
    ...(cut.startSeconds > timing.fileStartSeconds ? [['-ss', '0']] : []),
    ...(cut.lengthSeconds === null ? [] : [['-t', cut.lengthSeconds.toFixed(6)]]),
    ...Object.entries(options.marks).map(([key, value]) => ['-metadata', `${key}=${value}`]),
    container === 'mkv' ? [] : movOptions(timescaleOf(options.facts.frameRate)),
    ['-nostats', '-f', muxers[container]],
  ].flat();
};

const muxers = { mp4: 'mp4', mov: 'mov', mkv: 'matroska' } as const satisfies Record<VideoFile['extension'], string>;

const movOptions = (timescale: number): string[] => [
  ...['-video_track_timescale', String(timescale)],
  ...['-movflags', '+faststart+use_metadata_tags'],
];

const matrixNames = { bt601: 'smpte170m', bt709: 'bt709', bt2020: 'bt2020nc' } as const satisfies Record<
  YuvColour['matrix'],
  string
>;

const isHdr = (colours: SourceColours | undefined): boolean =>
  colours?.transfer !== undefined && transferOf({ color_transfer: colours.transfer }) !== 'sdr';

/** `setparams` options; the encoder writes them into the stream. */
const colourNames = ({ encoder, colour, own, timing, ownColours }: EncodingOptions): Record<string, string> => {
  const { primaries, transfer } = ownColours ?? timing;
  return {
    range: encoder.knowsFullRange ? colour.range : 'limited',
    colorspace: own?.chroma === 'rgb' ? rgbMatrix : (yuvMatrix(ownColours?.matrix) ?? matrixNames[colour.matrix]),
    ...(primaries === undefined ? {} : { color_primaries: primaries }),
    ...(transfer === undefined ? {} : { color_trc: transfer }),
  };
};

const rgbMatrix = 'gbr';

/** A clip of red, green and blue may be written as YUV. */
const yuvMatrix = (name: string | undefined): string | undefined => (name === rgbMatrix ? undefined : name);

/** Ticks a second in which frames of this rate fall on whole ticks: 24000 for 23.976, 12800 for 25. */
export const timescaleOf = (frameRate: number): number => {
  const whole = Math.round(frameRate);
  if (whole > 0 && Math.abs(frameRate - whole) < 1e-3) return whole * Math.ceil(10_000 / whole);
  const ntsc = Math.round((frameRate * 1001) / 1000);
  if (Math.abs((ntsc * 1000) / 1001 - frameRate) < 1e-3) return ntsc * 1000;
  return 90_000;
};
