/** Looking at links: one job for all that were pasted together, each told of as soon as it is known. */
import type { LinkChecked } from '#core/contract/link.ts';
import type { LinkRecord } from '#server/ports/link-store.ts';
import type { JobEnding } from './active-job.ts';
import type { JobsService } from './jobs.ts';
import type { LinkRows } from './link-rows.ts';
import type { StudioContext } from './studio-context.ts';
import { found } from './views.ts';

export interface LinkChecks {
  /** Of one person; their state is `checking` already. */
  start(personId: string, links: readonly LinkRecord[]): Promise<void>;
}

interface Parts {
  readonly jobs: JobsService;
  readonly rows: LinkRows;
}

export const createLinkChecks = (context: StudioContext, { jobs, rows }: Parts): LinkChecks => {
  const { store, files } = context;

  const take = async (linkId: string, checked: LinkChecked): Promise<void> => {
    const link = await store.links.read(linkId);
    if (link?.state === 'checking') await rows.change(linkId, await changesOf(context, link, checked));
  };

  /** Those that the job did not get to. */
  const giveUp = async (links: readonly LinkRecord[], ending: JobEnding): Promise<void> => {
    const error =
      ending.status === 'failed'
        ? { code: ending.error.code, message: ending.error.message }
        : { code: 'cancelled', message: 'Looking at the link was cancelled.' };
    for (const { id } of links) {
      if ((await store.links.read(id))?.state === 'checking') await rows.change(id, { state: 'failed', error });
    }
  };

  return {
    start: async (personId, links) => {
      if (links.length === 0) return;
      const { name } = found(await store.persons.read(personId), 'person');
      await jobs.start({
        kind: 'check-links',
        title: name,
        subject: { type: 'person', id: personId, personId },
        personIds: [personId],
        payload: async () => ({
          links: links.map(({ id, url, item }) => ({
            linkId: id,
            url,
            item,
            thumbnailPath: files.paths.linkThumbnail(id),
          })),
        }),
        onNews: async (news) => {
          if (news.kind === 'link-checked') await take(news.linkId, news.checked);
        },
        publish: async () => undefined,
        abandon: (ending) => giveUp(links, ending),
        tell: async () => undefined,
      });
    },
  };
};

const changesOf = async (
  { store }: StudioContext,
  link: LinkRecord,
  checked: LinkChecked,
): Promise<Partial<LinkRecord>> => {
  switch (checked.status) {
    case 'failed':
      return { state: 'failed', error: checked.error };
    case 'choosing':
      return { state: 'choosing', playlist: checked.playlist, error: null };
    case 'ready': {
      const { facts, hasThumbnail } = checked;
      const known = { facts, hasThumbnail, error: null };
      const address = addressOf({ ...link, facts });
      const links = await store.links.list({ personId: link.personId });
      if (links.some((other) => other.id !== link.id && addressOf(other) === address)) {
        return {
          state: 'failed',
          error: { code: 'link_duplicate', message: 'The same video is in the list already.' },
        };
      }
      const clips = await store.clips.list({ personId: link.personId });
      const clip = clips.find(({ sourceUrl }) => sourceUrl === address);
      return clip ? { ...known, state: 'done', clipId: clip.id } : { ...known, state: 'ready' };
    }
    default:
      throw new Error(`unknown outcome ${JSON.stringify(checked satisfies never)}`);
  }
};

/** What a clip keeps of where it came from: two ways to write one video are one address. */
export const addressOf = ({ url, item, facts }: Pick<LinkRecord, 'url' | 'item' | 'facts'>): string => {
  const page = facts?.pageUrl ?? url;
  return item === null ? page : `${page}#${item}`;
};
