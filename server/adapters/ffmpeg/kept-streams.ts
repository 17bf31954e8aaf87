/**
 * What a written video keeps of its source beside the picture: every sound track and text subtitles with their languages,
 * and where chapters begin. No names: titles of tracks and of chapters may say who is seen. Builders only.
 */
import type { VideoFile } from '#core/contract/video-format.ts';
import { audioCodecs, textSubtitles } from './allow-list.ts';
import type { FileReport, StreamReport } from './run-ffprobe.ts';

export interface KeptStreams {
  readonly sounds: readonly StreamReport[];
  readonly subtitles: readonly StreamReport[];
  /** On the file's own clock. */
  readonly chapters: FileReport['chapters'];
}

/** The part of the source's time that a new video shows. */
export interface Cut {
  /** Where the new video's clock begins on the source's. */
  readonly startSeconds: number;
  /** null = to the end. */
  readonly lengthSeconds: number | null;
}

/** Tracks that the studio does not decode are left behind. */
export const keptStreams = ({ streams, chapters }: FileReport): KeptStreams => {
  const ofKind = (kind: string, codecs: readonly string[]) =>
    streams.filter((stream) => stream.codec_type === kind && codecs.includes(stream.codec_name));
  return { sounds: ofKind('audio', audioCodecs), subtitles: ofKind('subtitle', textSubtitles), chapters };
};

/** For a source that is the second input. */
export const keepingOptions = (
  { sounds, subtitles, chapters }: KeptStreams,
  { container, cut }: { readonly container: Container; readonly cut: Cut },
): string[] =>
  [
    ...[...sounds, ...subtitles].map(({ index }) => ['-map', `1:${index}`]),
    ...sounds.map((stream, at) => [...soundOptions(container, stream, at), ...languageOptions('a', stream, at)]),
    ...subtitles.map((stream, at) => [
      ...[`-c:s:${at}`, subtitleCodec(container, stream)],
      ...languageOptions('s', stream, at),
    ]),
    // Nothing of the source's own: it may name places and people.
    ['-map_metadata', '-1'],
    ['-map_chapters', '1'],
    // MP4 and MOV hold no chapter without a name.
    ...chaptersWithin(chapters, cut).map((_, at) => [`-metadata:c:${at}`, `title=${at + 1}`]),
  ].flat();

type Container = VideoFile['extension'];

/**
 * Sound that stays as it is, the rest being encoded anew: what browsers play inside an MP4 (not MP2 of an old .mpg, PCM,
 * Vorbis, ...), what editors read from a MOV, and all that Matroska has a name for.
 */
const soundKeptAsIs: Readonly<Record<Container, readonly string[]>> = {
  mp4: ['aac', 'mp3', 'opus', 'flac'],
  mov: ['aac', 'alac', 'pcm_s16le', 'pcm_s16be', 'pcm_s24le', 'pcm_s24be', 'pcm_s32le', 'pcm_f32le'],
  mkv: [
    ...['aac', 'mp2', 'mp3', 'opus', 'vorbis', 'flac', 'alac', 'ac3', 'eac3'],
    ...['pcm_s16le', 'pcm_s24le', 'pcm_s32le', 'pcm_f32le'],
  ],
};

const soundOptions = (container: Container, stream: StreamReport, at: number): string[] => {
  const codec = `-c:a:${at}`;
  if (soundKeptAsIs[container].includes(stream.codec_name)) return [codec, 'copy'];
  if (container === 'mov') return [codec, 'pcm_s24le'];
  if (container === 'mkv') return [codec, 'flac'];
  return [codec, 'aac', `-b:a:${at}`, `${96 * Math.max(2, stream.channels)}k`];
};

const subtitleCodec = (container: Container, { codec_name }: StreamReport): string => {
  if (container !== 'mkv') return 'mov_text';
  return ['subrip', 'ass', 'webvtt'].includes(codec_name) ? 'copy' : 'srt';
};

/** Three letters, as an MP4 keeps them. */
const languageOptions = (kind: 'a' | 's', { tags: { language = '' } }: StreamReport, at: number): string[] =>
  /^[a-z]{3}$/.test(language) ? [`-metadata:s:${kind}:${at}`, `language=${language}`] : [];

/** Those that ffmpeg keeps for certain: it refuses a name for one that it leaves out. */
const chaptersWithin = (chapters: KeptStreams['chapters'], { startSeconds, lengthSeconds }: Cut) =>
  chapters.filter(
    ({ start_time, end_time }) =>
      end_time > startSeconds + roundingSeconds &&
      (lengthSeconds === null || start_time < startSeconds + lengthSeconds - roundingSeconds),
  );

const roundingSeconds = 0.002;
