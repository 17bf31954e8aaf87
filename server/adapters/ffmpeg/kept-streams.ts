/**
 * What a written video keeps of its source beside the picture: every sound track and text subtitles with their languages,
 * and where chapters begin. No names: titles of tracks and of chapters may say who is seen. Builders only.
 */
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

/** For an MP4 and a source that is the second input. */
export const keepingOptions = ({ sounds, subtitles, chapters }: KeptStreams, cut: Cut): string[] =>
  [
    ...[...sounds, ...subtitles].map(({ index }) => ['-map', `1:${index}`]),
    ...sounds.map(soundOptions),
    ...subtitles.map((stream, at) => [`-c:s:${at}`, 'mov_text', ...languageOptions('s', stream, at)]),
    // Nothing of the source's own: it may name places and people.
    ['-map_metadata', '-1'],
    ['-map_chapters', '1'],
    // An MP4 holds no chapter without a name.
    ...chaptersWithin(chapters, cut).map((_, at) => [`-metadata:c:${at}`, `title=${at + 1}`]),
  ].flat();

/** What browsers play inside an MP4; the rest (MP2 of an old .mpg, PCM, Vorbis, ...) is encoded anew. */
const soundKeptAsIs = ['aac', 'mp3', 'opus', 'flac'];

const soundOptions = (stream: StreamReport, at: number): string[] => [
  ...(soundKeptAsIs.includes(stream.codec_name)
    ? [`-c:a:${at}`, 'copy']
    : [`-c:a:${at}`, 'aac', `-b:a:${at}`, `${96 * Math.max(2, stream.channels)}k`]),
  ...languageOptions('a', stream, at),
];

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
