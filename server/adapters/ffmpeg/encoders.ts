/** The encoder of each format, as far as the ffmpeg at hand has one. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { StudioError } from '#core/contract/errors.ts';
import { type VideoFormat, type VideoQuality, videoFormat } from '#core/contract/video-format.ts';
import { plainLayout, type SampleLayout } from '#core/pixels/sample-layout.ts';
import { pixelName } from './pixel-names.ts';

export interface VideoEncoder {
  /** As ffmpeg calls it. */
  readonly name: string;
  /** In which fragments its frames lie until the video is whole: MP4 has no name for some codecs, MOV none for others. */
  readonly partFormat: 'mp4' | 'mov';
  readonly options: (quality: VideoQuality, samples: EncodedSamples) => readonly string[];
  /** ffmpeg's name for what pictures of this layout are encoded as. */
  readonly pixels: (layout: SampleLayout) => string;
  /** Whether its ffmpeg writes full range; to one that does not, all is called limited, and the file alone says what it is. */
  readonly knowsFullRange: boolean;
}

interface EncodedSamples {
  readonly light: Light;
  readonly layout: SampleLayout;
}

type Light = 'sdr' | 'hdr';

const crf = (quality: VideoQuality, values: Readonly<Record<VideoQuality, number>>, less = 0): readonly string[] => [
  '-crf',
  String(values[quality] - less),
];

/**
 * PQ and HLG have fewer steps for what eyes tell apart: the same factor gives a picture that is coarser by 1 to 3 dB when
 * tone-mapped. With so much less it is about as fine and as large as that of SDR (measured on two clips).
 */
const lessForHdr = { hevc: { sdr: 0, hdr: 3 }, av1: { sdr: 0, hdr: 5 } } as const;

/** Reordered frames of an uneven clip would leave the last ones outside the length that the MP4 states. */
const inOrder = ['-bf', '0'];

const av1Quality = (quality: VideoQuality, { light }: EncodedSamples): readonly string[] =>
  crf(quality, { smaller: 38, standard: 28, finer: 20 }, lessForHdr.av1[light]);

/** ProRes 422 LT, 422 and 422 HQ; of chroma that has all samples, 4444 and 4444 XQ. */
const proresProfiles = {
  '4:2:2': { smaller: '1', standard: '2', finer: '3' },
  '4:4:4': { smaller: '4', standard: '4', finer: '5' },
} as const;

const proresChroma = ({ chroma }: SampleLayout): keyof typeof proresProfiles =>
  chroma === '4:4:4' || chroma === 'rgb' ? '4:4:4' : '4:2:2';

/** FFV1 has red, green and blue of 8 bits in one plane alone. */
const ffv1Pixels = (layout: SampleLayout): string =>
  layout.chroma === 'rgb' && layout.bits === 8 ? 'bgr0' : pixelName(layout);

/** What is liked best comes first. */
const encoders: Readonly<Record<VideoFormat, readonly VideoEncoder[]>> = {
  h264: [
    {
      name: 'libx264',
      partFormat: 'mp4',
      options: (quality) => [
        ...['-preset', 'veryfast', ...inOrder],
        ...crf(quality, { smaller: 23, standard: 18, finer: 14 }),
      ],
      pixels: () => pixelName(plainLayout),
      knowsFullRange: true,
    },
  ],
  hevc: [
    {
      name: 'libx265',
      partFormat: 'mp4',
      options: (quality, { light }) => [
        // Apple's players take no other tag.
        ...['-preset', 'fast', '-tag:v', 'hvc1', '-x265-params', 'log-level=error', ...inOrder],
        ...crf(quality, { smaller: 26, standard: 21, finer: 17 }, lessForHdr.hevc[light]),
      ],
      pixels: pixelName,
      knowsFullRange: true,
    },
  ],
  av1: [
    {
      name: 'libsvtav1',
      partFormat: 'mp4',
      options: (quality, samples) => [...['-preset', '8'], ...av1Quality(quality, samples)],
      pixels: pixelName,
      knowsFullRange: true,
    },
    {
      name: 'libaom-av1',
      partFormat: 'mp4',
      options: (quality, samples) => [
        ...['-cpu-used', '6', '-row-mt', '1', '-b:v', '0'],
        ...av1Quality(quality, samples),
      ],
      pixels: pixelName,
      knowsFullRange: true,
    },
  ],
  prores: [
    {
      name: 'prores_ks',
      partFormat: 'mov',
      options: (quality, { layout }) => [
        ...['-profile:v', proresProfiles[proresChroma(layout)][quality]],
        ...['-vendor', 'apl0'],
      ],
      pixels: (layout) => pixelName({ bits: 10, chroma: proresChroma(layout) }),
      // ProRes has no word for it: ffmpeg brings it to limited.
      knowsFullRange: true,
    },
  ],
  // Every frame a key, with a checksum: for archives and editors.
  ffv1: [
    {
      name: 'ffv1',
      partFormat: 'mov',
      options: () => ['-level', '3', '-g', '1', '-slicecrc', '1'],
      pixels: ffv1Pixels,
      knowsFullRange: false,
    },
  ],
};

/** @throws StudioError encoder_missing */
export const encoderFor = async (ffmpegPath: string, format: VideoFormat): Promise<VideoEncoder> => {
  const names = await encoderNames(ffmpegPath);
  const encoder = encoders[format].find(({ name }) => names.has(name));
  if (encoder) return encoder;
  throw new StudioError('encoder_missing', `This ffmpeg has no encoder for ${format}.`, { facts: { format } });
};

/** What pictures of this layout are encoded as by the build at hand: some of libx265 have 8 bits alone, or no 12. */
export const encodedPixels = async (
  ffmpegPath: string,
  { encoder, layout }: { readonly encoder: VideoEncoder; readonly layout: SampleLayout },
): Promise<string> => {
  const wanted = encoder.pixels(layout);
  if (layout === plainLayout) return wanted;
  const held = await pixelNames(ffmpegPath, encoder.name);
  const lesser = [pixelName({ ...layout, bits: 10 }), ...lessThanWanted];
  return held.size === 0 ? wanted : ([wanted, ...lesser].find((name) => held.has(name)) ?? wanted);
};

const lessThanWanted = [pixelName({ bits: 10, chroma: '4:2:0' }), pixelName(plainLayout)];

export const writableFormats = async (ffmpegPath: string): Promise<readonly VideoFormat[]> => {
  const names = await encoderNames(ffmpegPath);
  return videoFormat.options.filter((format) => encoders[format].some(({ name }) => names.has(name)));
};

const encoderNames = (ffmpegPath: string): Promise<ReadonlySet<string>> =>
  askOnce(ffmpegPath, ['-encoders'], parseEncoders);

const pixelNames = (ffmpegPath: string, encoder: string): Promise<ReadonlySet<string>> =>
  askOnce(ffmpegPath, ['-h', `encoder=${encoder}`], parsePixels);

const asked = new Map<string, Promise<ReadonlySet<string>>>();

/** Asked once of each ffmpeg; none where it does not run. */
const askOnce = (
  ffmpegPath: string,
  question: readonly string[],
  parse: (said: string) => ReadonlySet<string>,
): Promise<ReadonlySet<string>> => {
  const key = [ffmpegPath, ...question].join(' ');
  const known = asked.get(key);
  if (known) return known;
  const listed = promisify(execFile)(ffmpegPath, ['-hide_banner', ...question]).then(
    ({ stdout }) => parse(stdout),
    () => new Set<string>(),
  );
  asked.set(key, listed);
  return listed;
};

/** Of a line such as `    Supported pixel formats: yuv420p yuv422p`. */
export const parsePixels = (help: string): ReadonlySet<string> =>
  new Set(/Supported pixel formats: (.*)/.exec(help)?.[1]?.trim().split(/\s+/) ?? []);

/** Lines such as ` V....D libx264              libx264 H.264 / AVC`. */
export const parseEncoders = (list: string): ReadonlySet<string> =>
  new Set([...list.matchAll(/^ V[A-Z.]{5} (\w\S*) /gm)].map(([, name]) => name as string));
