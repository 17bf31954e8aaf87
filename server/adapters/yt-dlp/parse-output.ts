/** What yt-dlp writes, read: its lines while it downloads, its JSON of a video or a list, and its complaints. */
import { z } from 'zod';
import { StudioError } from '#core/contract/errors.ts';
import { type LinkInspection, maxPlaylistEntries, type PlaylistEntry } from '#core/contract/link.ts';

const count = z.number().nonnegative().nullish();

const progressLine = z.object({
  status: z.string().nullish(),
  downloaded_bytes: count,
  total_bytes: count,
  total_bytes_estimate: count,
  speed: count,
  eta: count,
});

const fileLine = z.object({ filepath: z.string(), title: z.string().nullish(), webpage_url: z.string().nullish() });

const seenLine = z.object({ is_live: z.boolean().nullish(), live_status: z.string().nullish(), duration: count });

export type OutputLine =
  /** Found, and not yet judged by the limits. */
  | { readonly kind: 'seen'; readonly video: z.infer<typeof seenLine> }
  | { readonly kind: 'progress'; readonly progress: z.infer<typeof progressLine> }
  | { readonly kind: 'postprocess' }
  | { readonly kind: 'file'; readonly file: z.infer<typeof fileLine> }
  | { readonly kind: 'other' };

/** Of a download's stdout. */
export const parseLine = (line: string): OutputLine => {
  const [, word, json = ''] = /^(seen|progress|postprocess|file) (\{.*\})$/.exec(line) ?? [];
  switch (word) {
    case 'seen':
      return { kind: 'seen', video: seenLine.parse(JSON.parse(json)) };
    case 'progress':
      return { kind: 'progress', progress: progressLine.parse(JSON.parse(json)) };
    case 'postprocess':
      return { kind: 'postprocess' };
    case 'file':
      return { kind: 'file', file: fileLine.parse(JSON.parse(json)) };
    default:
      return { kind: 'other' };
  }
};

const text = z.string().nullish().catch(null);
const number = z.number().nullish().catch(null);

const videoJson = z.object({
  title: text,
  id: text,
  url: text,
  webpage_url: text,
  extractor_key: text,
  duration: number,
  thumbnail: text,
  direct: z.boolean().nullish().catch(null),
  filesize: number,
  filesize_approx: number,
  is_live: z.boolean().nullish().catch(null),
  live_status: text,
  formats: z.array(z.unknown()).nullish().catch(null),
});
type VideoJson = z.infer<typeof videoJson>;

const listJson = videoJson.extend({
  _type: z.literal(['playlist', 'multi_video']),
  playlist_count: number,
  entries: z.array(videoJson.nullable()),
});

/**
 * Of `--dump-single-json`. `item`: the one place of a list that was asked for.
 * @throws StudioError link_no_video, link_live
 */
export const parseInspection = (
  output: string,
  { url, item }: { readonly url: string; readonly item: number | null },
): LinkInspection => {
  const json = parseJson(output);
  const list = listJson.safeParse(json);
  if (!list.success) return videoOf(videoJson.parse(json ?? {}), url);
  const entries = list.data.entries.filter((entry) => entry !== null);
  const [first] = entries;
  if (!first) throw new StudioError('link_no_video', 'The list at this address is empty.');
  if (item !== null) return videoOf(first, url);
  // A page that holds one video is that video.
  if (entries.length === 1 && isWhole(first)) return videoOf(first, url);
  return {
    kind: 'playlist',
    playlist: {
      title: list.data.title ?? hostOf(url),
      count: Math.max(entries.length, Math.round(list.data.playlist_count ?? 0)),
      entries: list.data.entries
        .flatMap((entry, at) => (entry ? [entryOf(entry, at + 1)] : []))
        .slice(0, maxPlaylistEntries),
    },
  };
};

const parseJson = (output: string): unknown => {
  try {
    return JSON.parse(output);
  } catch (cause) {
    throw new StudioError('tool_failed', 'yt-dlp said something that is no JSON.', { cause });
  }
};

const videoOf = (video: VideoJson, url: string): LinkInspection => {
  if (isLive(video)) throw new StudioError('link_live', liveMessage);
  if (!video.title && !video.id) throw new StudioError('link_no_video', 'yt-dlp found no video there.');
  const isKnown = video.extractor_key && video.extractor_key !== 'Generic';
  const size = video.filesize ?? video.filesize_approx ?? 0;
  return {
    kind: 'video',
    facts: {
      title: video.title ?? video.id ?? url,
      site: isKnown ? (video.extractor_key ?? '') : hostOf(url),
      pageUrl: isKnown ? (video.webpage_url ?? url) : url,
      durationSeconds: positive(video.duration),
      sizeBytes: size >= 1 ? Math.round(size) : null,
      note: null,
    },
    thumbnailUrl: video.thumbnail ?? null,
    fileUrl: video.direct === true ? webUrl(video.url ?? '') : null,
  };
};

/** Entries of a page's own players come whole; those of a list are names with addresses, to be looked at one by one. */
const isWhole = (entry: VideoJson): boolean => entry.formats != null;

const entryOf = (entry: VideoJson, index: number): PlaylistEntry => ({
  index,
  title: entry.title ?? entry.id ?? String(index),
  durationSeconds: positive(entry.duration),
  url: isWhole(entry) ? null : webUrl(entry.url ?? entry.webpage_url ?? ''),
});

const positive = (value: number | null | undefined): number | null => (value && value > 0 ? value : null);

/** Null for the bare ids and relative addresses that some lists hold. */
const webUrl = (text: string): string | null => (/^https?:/.test(text) ? (URL.parse(text)?.href ?? null) : null);

const hostOf = (url: string): string => new URL(url).host;

type SeenVideo = Extract<OutputLine, { kind: 'seen' }>['video'];

const isLive = ({ is_live, live_status }: Pick<SeenVideo, 'is_live' | 'live_status'>): boolean =>
  is_live === true || live_status === 'is_live' || live_status === 'is_upcoming';

/** Why a video that was found is not here although nothing failed: yt-dlp passes over what its limits shut out, in silence. */
export const limitOf = (video: SeenVideo, maxDurationSeconds: number): StudioError => {
  if (isLive(video)) return new StudioError('link_live', liveMessage);
  if ((video.duration ?? 0) > maxDurationSeconds) {
    const facts = { durationSeconds: video.duration ?? 0, maxDurationSeconds };
    return new StudioError('video_too_long', 'The video is longer than this studio allows.', { facts });
  }
  return new StudioError('file_too_large', 'The file is larger than this studio allows.');
};

const liveMessage = 'This is a live stream, or one that is to come.';

const complaints: readonly (readonly [RegExp, ConstructorParameters<typeof StudioError>[0]])[] = [
  [/No space left on device/i, 'disk_full'],
  [/HTTP Error (408|425|429|5\d\d)/i, 'link_unreachable'],
  [/HTTP Error (404|410)/i, 'link_missing'],
  [/HTTP Error (401|402|403|407|451)/i, 'link_denied'],
  [/DRM protect/i, 'link_denied'],
  [
    /sign in|log ?in|private video|members[- ]only|age[- ]restricted|in your (country|location)|geo.?restrict/i,
    'link_denied',
  ],
  [/live event will begin|is not currently live|premieres in/i, 'link_live'],
  [/unavailable|has been removed|no longer available|does not exist|been terminated/i, 'link_missing'],
  [
    /Unsupported URL|file is empty|Did not get any data|No video formats|no video could be found|Requested format is not available|not a valid URL/i,
    'link_no_video',
  ],
  [
    /fragment \d+ not found|timed? ?out|Connection|IncompleteRead|Tunnel|closed|reset|bytes read|EOF|Unable to download/i,
    'link_unreachable',
  ],
];

/** What follows the last ERROR as an error of ours. */
export const complaintOf = (stderr: readonly string[]): StudioError => {
  const from = stderr.findLastIndex((line) => line.startsWith('ERROR:'));
  // Some complaints begin with a carriage return, and so stand on the next line.
  const said = stderr
    .slice(from)
    .join(' ')
    .replace(/^ERROR:\s*/, '')
    .trim();
  const code = complaints.find(([pattern]) => pattern.test(said))?.[1] ?? 'tool_failed';
  const lacksJavaScript = stderr.some((line) => /No supported JavaScript runtime/.test(line));
  const message = `${shortened(said || 'yt-dlp ended without a word.')}${lacksJavaScript ? noJavaScript : ''}`;
  return new StudioError(code, message, { facts: { tool: 'yt-dlp', lastLines: stderr.slice(-10).join('\n') } });
};

const noJavaScript =
  ' (The site asks for JavaScript, which is not run on this machine: see the network wall on the System page.)';

/** It likes to ask for bug reports behind a semicolon, and to say twice what the cause was. */
const shortened = (said: string): string =>
  said
    .replace(/; please report this issue.*$/s, '')
    .replace(/ \(caused by .*$/s, '')
    .replace(/^\[download\] Got error: /, '')
    .slice(0, 300);
