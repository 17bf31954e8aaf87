/** Every architecture that a run may have, by name. */
import type { Architecture } from '#core/autoencoder/architecture.ts';
import type { ArchitectureName } from '#core/contract/architecture-name.ts';
import { deepFaceLabNames } from '#core/contract/architecture-name.ts';
import { deepFaceLabNamed, quick96 } from './deepfacelab.ts';
import { faceswapModels } from './faceswap.ts';
import { ourModels } from './ours.ts';

export const architectures: Readonly<Record<ArchitectureName, Architecture>> = {
  ...ourModels,
  ...faceswapModels,
  quick96: quick96(),
  ...(Object.fromEntries(deepFaceLabNames.map((name) => [name, deepFaceLabNamed(name)])) as Record<
    (typeof deepFaceLabNames)[number],
    Architecture
  >),
};
