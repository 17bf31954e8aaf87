/** A clip's row as it is when its import begins. */
import { randomUUID } from 'node:crypto';
import { type ClipKind, usualSampling } from '#core/contract/clip.ts';
import { videoExtension } from '#core/studio/file-names.ts';
import type { ClipRecord } from '#server/ports/studio-store.ts';

export const newClip = (clip: {
  readonly personId: string;
  readonly name: string;
  readonly kind: ClipKind;
  readonly at: Date;
  readonly sourceUrl?: string | undefined;
  readonly linkedPath?: string | null;
}): ClipRecord => ({
  id: randomUUID(),
  personId: clip.personId,
  name: clip.name,
  state: 'importing',
  extension: clip.kind === 'photos' ? 'photos' : videoExtension(clip.name),
  sizeBytes: 0,
  sha256: null,
  facts: null,
  playable: false,
  kind: clip.kind,
  linkedPath: clip.linkedPath ?? null,
  sourceUrl: clip.sourceUrl ?? null,
  hasProxy: false,
  // Photos are no samples of each other: every one is looked at.
  sampling: clip.kind === 'photos' ? { ...usualSampling, samplesPerSecond: null } : usualSampling,
  excluded: [],
  descriptor: null,
  extractedAt: null,
  createdAt: clip.at.toISOString(),
});
