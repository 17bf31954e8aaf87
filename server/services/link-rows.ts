/** Rows of links as a person sees them, changed and told of in one stroke. */
import type { LinkView } from '#core/contract/link.ts';
import type { LinkRecord } from '#server/ports/link-store.ts';
import type { JobsService } from './jobs.ts';
import type { StudioContext } from './studio-context.ts';
import { found } from './views.ts';

export interface LinkRows {
  /** @throws StudioError not_found */
  read(id: string): Promise<LinkRecord>;
  view(link: LinkRecord): LinkView;
  /** Tells how it looks now; undefined where it is gone. */
  tell(id: string): Promise<LinkView | undefined>;
  change(id: string, changes: Partial<LinkRecord>): Promise<LinkView | undefined>;
}

export const createLinkRows = ({ store, events }: StudioContext, jobs: JobsService): LinkRows => {
  const view: LinkRows['view'] = ({ item: _item, ...link }) => ({ ...link, jobId: jobs.activeOn(link.id) });
  const tell: LinkRows['tell'] = async (id) => {
    const link = await store.links.read(id);
    if (!link) return undefined;
    const told = view(link);
    events.publish({ type: 'link:changed', link: told });
    return told;
  };
  return {
    read: async (id) => found(await store.links.read(id), 'link'),
    view,
    tell,
    change: async (id, changes) => {
      await store.links.update(id, changes);
      return tell(id);
    },
  };
};
