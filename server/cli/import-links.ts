/** Downloads videos by their addresses, as the page does it, and waits for their clips. */
import { type ErrorCode, StudioError } from '#core/contract/errors.ts';
import type { LinksAdded, LinkView } from '#core/contract/link.ts';
import { finish } from './steps.ts';
import type { VerbContext } from './verbs.ts';

/** Ids of the clips, in the order of the addresses. @throws StudioError with the link's own code where one fails */
export const importLinks = async (
  context: VerbContext,
  { personId, urls }: { personId: string; urls: readonly string[] },
): Promise<string[]> => {
  if (urls.length === 0) return [];
  const { links, jobs } = context.opened.studio;
  const added = await links.add({ personId, urls: [...urls] });
  const here = added.refused.map((refused) => clipOf(refused));
  const checking = jobs.activeOn(personId);
  if (added.links.length > 0) await finish(context, checking);
  const known = await Promise.all(added.links.map(({ id }) => links.read(id)));
  for (const link of known) refuseUnready(link);
  for (const { id, jobId } of await links.download(known.map(({ id }) => id))) {
    await finish(context, jobId);
    here.push(clipOf(await links.read(id)));
  }
  for (const clipId of here) await finish(context, jobs.activeOn(clipId));
  return here;
};

type Place = LinksAdded['refused'][number] | LinkView;

const clipOf = (place: Place): string => {
  if (place.clipId) return place.clipId;
  const { code, message } = 'error' in place ? (place.error ?? missing) : place;
  throw new StudioError(code as ErrorCode, `${place.url}: ${message}`);
};

const missing = { code: 'not_found', message: 'no clip came of it.' };

const refuseUnready = (link: LinkView): void => {
  if (link.state === 'ready' || link.state === 'done') return;
  if (link.playlist) {
    throw new StudioError(
      'bad_request',
      `${link.url} is a list of ${link.playlist.count} videos: give their own addresses.`,
    );
  }
  clipOf(link);
};
