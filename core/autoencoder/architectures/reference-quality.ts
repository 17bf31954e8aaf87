/**
 * Faces that a model had seen when it was usable and when it was good, where no run of one's own says so: from `bench
 * quality`, the steps of the looks times both sides' batch. A model that nobody has measured has no entry, and the page
 * says that there is no basis yet: a number is to be measured, never guessed.
 *  - usable: as near to faces it never saw (1 - SSIM) as Original after the bench's `--minutes`.
 *  - good: from where more training brought less than a fiftieth.
 */
import type { SeenImages } from '#core/autoencoder/time-to-quality.ts';
import type { ArchitectureName } from '#core/contract/architecture-name.ts';

export const referenceQuality: { readonly [Name in ArchitectureName]?: SeenImages } = {};
