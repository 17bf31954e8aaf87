/**
 * Faces that a model had seen when it was usable and when it was good, where no run of one's own says so. A model that
 * nobody has taken to its best has no entry, and the page says that there is no basis yet: a number is to be measured,
 * never guessed. To measure one, train it on the sample project until its page says that more is of no use; the answer of
 * `/api/training-forecasts` for that model then has both figures, as `imagesUntilGood` reads them from the run's looks.
 * Say beside each entry which faces and how many looks it comes from.
 */
import type { SeenImages } from '#core/autoencoder/time-to-quality.ts';
import type { ArchitectureName } from '#core/contract/architecture-name.ts';

export const referenceQuality: { readonly [Name in ArchitectureName]?: SeenImages } = {};
