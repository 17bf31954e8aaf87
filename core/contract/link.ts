/** Links: addresses of videos that a person's clips are downloaded from. A link stays in the list until it is removed. */
import { z } from 'zod';

/**
 * checking: being looked at; choosing: a list of videos, the person says which; ready: known and waiting to be downloaded;
 * queued, downloading: on its way; done: its clip is here; failed: `error` says why, and it can be tried again.
 */
export const linkState = z.enum(['checking', 'choosing', 'ready', 'queued', 'downloading', 'done', 'failed']);
export type LinkState = z.infer<typeof linkState>;

/** What is looked at and downloaded. */
export const linkTarget = z.object({
  url: z.string(),
  /** The place in the list that the address stands for, from 1; null = the address is the video. */
  item: z.int().positive().nullable(),
});
export type LinkTarget = z.infer<typeof linkTarget>;

/** What a site says of a video before it is downloaded; null where it does not. */
export const linkFacts = z.object({
  title: z.string(),
  /** The site by name, as yt-dlp knows it; the host where it is no known site. */
  site: z.string(),
  /** The one address of the page, however the link was written. */
  pageUrl: z.string(),
  durationSeconds: z.number().positive().nullable(),
  sizeBytes: z.int().positive().nullable(),
  /** no-javascript: its site asks for JavaScript, which is not run on this machine; it may give less or nothing. */
  note: z.enum(['no-javascript']).nullable().default(null),
});
export type LinkFacts = z.infer<typeof linkFacts>;

/** One video of a list. */
export const playlistEntry = z.object({
  /** Place in the list, from 1. */
  index: z.int().positive(),
  title: z.string(),
  durationSeconds: z.number().positive().nullable(),
  /** Null where it has no address of its own and is reached only by its place. */
  url: z.string().nullable(),
});
export type PlaylistEntry = z.infer<typeof playlistEntry>;

export const playlist = z.object({
  title: z.string(),
  /** How many the site says there are; more than `entries` where there are very many. */
  count: z.int().nonnegative(),
  entries: z.array(playlistEntry),
});
export type Playlist = z.infer<typeof playlist>;

/** Entries of a list that are read and offered. */
export const maxPlaylistEntries = 500;

/** What looking at a link gave. */
export const linkInspection = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('video'),
    facts: linkFacts,
    thumbnailUrl: z.string().nullable(),
    /** Of a video that is a plain file: its beginning tells what its site does not. */
    fileUrl: z.string().nullable(),
  }),
  z.object({ kind: z.literal('playlist'), playlist }),
]);
export type LinkInspection = z.infer<typeof linkInspection>;

/** What the studio keeps of it. */
export const linkChecked = z.discriminatedUnion('status', [
  z.object({ status: z.literal('ready'), facts: linkFacts, hasThumbnail: z.boolean() }),
  z.object({ status: z.literal('choosing'), playlist }),
  z.object({ status: z.literal('failed'), error: z.object({ code: z.string(), message: z.string() }) }),
]);
export type LinkChecked = z.infer<typeof linkChecked>;

export const linkView = z.object({
  id: z.string(),
  personId: z.string(),
  url: z.string(),
  state: linkState,
  facts: linkFacts.nullable(),
  playlist: playlist.nullable(),
  /** Whether /api/links/{id}/thumbnail is there. */
  hasThumbnail: z.boolean(),
  /** The download, while there is one. */
  jobId: z.string().nullable(),
  error: z.object({ code: z.string(), message: z.string() }).nullable(),
  /** Null again when the clip is removed. */
  clipId: z.string().nullable(),
  createdAt: z.iso.datetime(),
});
export type LinkView = z.infer<typeof linkView>;

export const addLinks = z.object({
  personId: z.string(),
  urls: z.array(z.string().min(1).max(4000)).min(1).max(200),
});
export type AddLinks = z.infer<typeof addLinks>;

/** Those taken up, and for each of the others why not; an address that is here already names what it became. */
export const linksAdded = z.object({
  links: z.array(linkView),
  refused: z.array(
    z.object({
      url: z.string(),
      code: z.string(),
      message: z.string(),
      linkId: z.string().nullable(),
      clipId: z.string().nullable(),
    }),
  ),
});
export type LinksAdded = z.infer<typeof linksAdded>;

/** Which videos of a list become links of their own; the list itself goes. */
export const chooseEntries = z.object({ indexes: z.array(z.int().positive()).min(1).max(maxPlaylistEntries) });
export type ChooseEntries = z.infer<typeof chooseEntries>;

export const downloadLinks = z.object({ linkIds: z.array(z.string()).min(1).max(1000) });
export type DownloadLinks = z.infer<typeof downloadLinks>;
