/** The face on a reference photo, as a descriptor. */
import { StudioError } from '#core/contract/errors.ts';
import { rgbToFrame } from '#core/pixels/rgb-to-frame.ts';
import type { FaceModels } from '#server/ports/face-models.ts';
import type { ImageCodec } from '#server/ports/image-codec.ts';

/** The largest face of the photo. @throws StudioError not_an_image, no_face_in_reference */
export const readReferenceFace = async (options: {
  readonly path: string;
  readonly models: FaceModels;
  readonly images: ImageCodec;
}): Promise<Float32Array> => {
  const frame = rgbToFrame(await options.images.read(options.path));
  const [face] = options.models.find([frame])[0] ?? [];
  if (!face) throw new StudioError('no_face_in_reference', 'No face was found on the reference photo.');
  return options.models.describe([{ frame, face }])[0] as Float32Array;
};
