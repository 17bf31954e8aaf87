/** The links that the studio remembers. */
import type { LinkFacts, LinkState, LinkView, Playlist } from '#core/contract/link.ts';

export interface LinkRecord {
  readonly id: string;
  readonly personId: string;
  readonly url: string;
  /** Place in the list that the address stands for, from 1; null = the address is the video. */
  readonly item: number | null;
  readonly state: LinkState;
  readonly facts: LinkFacts | null;
  readonly playlist: Playlist | null;
  readonly hasThumbnail: boolean;
  readonly error: LinkView['error'];
  /** Null again when the clip goes. */
  readonly clipId: string | null;
  readonly createdAt: string;
}

export interface LinkStore {
  /** All or none. */
  insert(links: readonly LinkRecord[]): Promise<void>;
  read(id: string): Promise<LinkRecord | undefined>;
  list(filter: { readonly personId?: string; readonly states?: readonly LinkState[] }): Promise<LinkRecord[]>;
  /** A link that is gone meanwhile is left alone. */
  update(id: string, changes: Partial<Omit<LinkRecord, 'id' | 'createdAt'>>): Promise<void>;
  remove(id: string): Promise<void>;
}
