/** Links of a person: pasted, looked at, chosen from lists, downloaded into clips. None is lost until someone removes it. */
import { randomUUID } from 'node:crypto';
import { type ErrorReport, reportError, StudioError } from '#core/contract/errors.ts';
import type { AddLinks, LinkState, LinksAdded, LinkView, PlaylistEntry } from '#core/contract/link.ts';
import { canonicalUrl } from '#core/studio/link-urls.ts';
import type { LinkRecord } from '#server/ports/link-store.ts';
import type { ClipImports } from './clip-imports.ts';
import type { ConsentsService } from './consents.ts';
import type { JobsService } from './jobs.ts';
import { addressOf, createLinkChecks, type LinkChecks } from './link-checks.ts';
import { createLinkDownloads, type LinkDownloads } from './link-downloads.ts';
import { createLinkRows, type LinkRows } from './link-rows.ts';
import type { StudioContext } from './studio-context.ts';
import { found } from './views.ts';

export interface LinksService {
  list(personId: string): Promise<LinkView[]>;
  /** @throws StudioError not_found */
  read(id: string): Promise<LinkView>;
  /** Resolves with the links being looked at, and with a reason for each address that is none. @throws StudioError consent_* */
  add(request: AddLinks): Promise<LinksAdded>;
  /** Makes links of the chosen videos of a list. @throws StudioError job_state, consent_* */
  choose(id: string, indexes: readonly number[]): Promise<LinkView[]>;
  /** Of each that can be downloaded now; the others stay as they are. @throws StudioError consent_* */
  download(ids: readonly string[]): Promise<LinkView[]>;
  /** Once more from where it failed. @throws StudioError job_state, consent_* */
  retry(id: string): Promise<LinkView>;
  /** Its clip stays. */
  remove(id: string): Promise<void>;
  thumbnailPath(id: string): Promise<string>;
  /** Goes on with what the studio's end has cut. */
  resume(): Promise<void>;
}

interface Services {
  readonly consents: ConsentsService;
  readonly jobs: JobsService;
  readonly imports: ClipImports;
}

interface Parts extends Services {
  readonly rows: LinkRows;
  readonly checks: LinkChecks;
  readonly downloads: LinkDownloads;
}

export const createLinksService = (context: StudioContext, services: Services): LinksService => {
  const rows = createLinkRows(context, services.jobs);
  const parts: Parts = {
    ...services,
    rows,
    checks: createLinkChecks(context, { ...services, rows }),
    downloads: createLinkDownloads(context, { ...services, rows }),
  };
  return { ...createLinkIntake(context, parts), ...createLinkWork(context, parts) };
};

type Intake = Pick<LinksService, 'add' | 'choose'>;

const createLinkIntake = (context: StudioContext, { consents, checks, rows }: Parts): Intake => {
  const { store, files, events, now } = context;

  const insert = async (links: readonly LinkRecord[]): Promise<LinkView[]> => {
    const [first] = links;
    if (!first) return [];
    await store.links.insert(links);
    for (const { id } of links) await rows.tell(id);
    await checks.start(first.personId, links);
    return links.map(rows.view);
  };

  return {
    add: async ({ personId, urls }) => {
      await consents.require([personId]);
      const known = await knownAddresses(context, personId);
      const links: LinkRecord[] = [];
      const refused: LinksAdded['refused'] = [];
      for (const text of urls) {
        try {
          const url = canonicalUrl(text.trim());
          refuseKnown(url, known);
          const link = newLink({ personId, url, item: null, at: atPlace(now(), links.length) });
          links.push(link);
          known.set(url, { linkId: link.id, clipId: null });
        } catch (error) {
          refused.push(refusalOf(text, reportError(error)));
        }
      }
      return { links: await insert(links), refused };
    },
    choose: async (id, indexes) => {
      const list = await rows.read(id);
      await consents.require([list.personId]);
      const entries = list.playlist?.entries.filter(({ index }) => indexes.includes(index)) ?? [];
      if (list.state !== 'choosing' || entries.length === 0) {
        throw new StudioError('job_state', 'There is nothing to choose from here.', { facts: { linkId: id } });
      }
      const known = await knownAddresses(context, list.personId);
      const chosen = entries
        .map((entry, at) => linkOfEntry(list, entry, atPlace(now(), at)))
        .filter((link) => !known.has(addressOf(link)));
      const views = await insert(chosen);
      await store.links.remove(id);
      await files.remove(files.paths.folderOf('links', id));
      events.publish({ type: 'link:removed', linkId: id, personId: list.personId });
      return views;
    },
  };
};

const createLinkWork = (context: StudioContext, parts: Parts): Omit<LinksService, keyof Intake> => {
  const { store, files, events } = context;
  const { consents, jobs, rows, checks, downloads } = parts;

  const startDownload = async (link: LinkRecord): Promise<void> => {
    await consents.require([link.personId]);
    await downloads.start(link);
  };

  const viewNow = async (id: string): Promise<LinkView> => rows.view(await rows.read(id));

  return {
    list: async (personId) => (await store.links.list({ personId })).map(rows.view),
    read: viewNow,
    download: async (ids) => {
      for (const id of new Set(ids)) {
        const link = await store.links.read(id);
        if (link && isDownloadable(link)) await startDownload(link);
      }
      return Promise.all(ids.map(viewNow));
    },
    retry: async (id) => {
      const link = await rows.read(id);
      await consents.require([link.personId]);
      if (isDownloadable(link)) await startDownload(link);
      else if (link.state === 'failed') await checkAgain(context, checks, [link]);
      else throw new StudioError('job_state', 'This link is being worked on, or is done.', { facts: { linkId: id } });
      return found(await rows.tell(id), 'link');
    },
    remove: async (id) => {
      const { personId } = await rows.read(id);
      await jobs.endOn([id]);
      await store.links.remove(id);
      await files.remove(files.paths.folderOf('links', id));
      events.publish({ type: 'link:removed', linkId: id, personId });
    },
    thumbnailPath: async (id) => {
      const { hasThumbnail } = await rows.read(id);
      return found(hasThumbnail ? files.paths.linkThumbnail(id) : undefined, 'thumbnail');
    },
    resume: async () => {
      for (const { id: personId } of await store.persons.list()) {
        const cut = await store.links.list({ personId, states: cutStates });
        const { standing } = await consents.standingOf(personId);
        for (const link of standing === 'active' ? [] : cut)
          await rows.change(link.id, { state: 'failed', error: paused });
        if (standing !== 'active') continue;
        await checkAgain(
          context,
          checks,
          cut.filter(({ state }) => state === 'checking'),
        );
        for (const link of cut) if (link.state !== 'checking') await downloads.start(link);
      }
    },
  };
};

const cutStates: readonly LinkState[] = ['checking', 'queued', 'downloading'];

const paused = {
  code: 'interrupted',
  message: 'The studio ended while this was at work, and consent has run out since.',
};

/** Known and not on its way; of one that is done the clip must be gone. */
const isDownloadable = ({ state, facts, clipId }: LinkRecord): boolean =>
  facts !== null && (state === 'ready' || state === 'failed' || (state === 'done' && clipId === null));

const checkAgain = async (
  { store }: StudioContext,
  checks: LinkChecks,
  links: readonly LinkRecord[],
): Promise<void> => {
  const [first] = links;
  if (!first) return;
  for (const { id } of links) await store.links.update(id, { state: 'checking', error: null });
  await checks.start(first.personId, links);
};

interface Known {
  readonly linkId: string | null;
  readonly clipId: string | null;
}

/** Every address that the person has, as a link or as a clip's origin. */
const knownAddresses = async ({ store }: StudioContext, personId: string): Promise<Map<string, Known>> => {
  const known = new Map<string, Known>();
  for (const { id, sourceUrl } of await store.clips.list({ personId })) {
    if (sourceUrl) known.set(sourceUrl, { linkId: null, clipId: id });
  }
  for (const link of await store.links.list({ personId })) {
    const place = { linkId: link.id, clipId: link.clipId };
    if (link.item === null) known.set(link.url, place);
    known.set(addressOf(link), place);
  }
  return known;
};

const refuseKnown = (url: string, known: ReadonlyMap<string, Known>): void => {
  const place = known.get(url);
  if (!place) return;
  const [code, message] = place.linkId
    ? (['link_duplicate', 'This address is in the list already.'] as const)
    : (['clip_duplicate', 'A clip from this address is here already.'] as const);
  throw new StudioError(code, message, { facts: { linkId: place.linkId, clipId: place.clipId } });
};

const refusalOf = (url: string, { code, message, facts }: ErrorReport): LinksAdded['refused'][number] => ({
  url,
  code,
  message,
  linkId: textOf(facts.linkId),
  clipId: textOf(facts.clipId),
});

const textOf = (fact: ErrorReport['facts'][string] | undefined): string | null =>
  typeof fact === 'string' ? fact : null;

/** Rows are shown in the order of their times: each a millisecond after the one before. */
const atPlace = (at: Date, place: number): Date => new Date(at.getTime() + place);

type NewLink = Pick<LinkRecord, 'personId' | 'url' | 'item'> & { readonly at: Date };

const newLink = ({ personId, url, item, at }: NewLink): LinkRecord => ({
  id: randomUUID(),
  personId,
  url,
  item,
  state: 'checking',
  facts: null,
  playlist: null,
  hasThumbnail: false,
  error: null,
  clipId: null,
  createdAt: at.toISOString(),
});

/** An entry with an address of its own goes by it; others by their place in the list. */
const linkOfEntry = ({ personId, url }: LinkRecord, entry: PlaylistEntry, at: Date): LinkRecord =>
  newLink({ personId, url: entry.url ?? url, item: entry.url === null ? entry.index : null, at });
