/** The face on a reference photo, as a descriptor. */
import { StudioError } from '#core/contract/errors.ts';
import { rgbToFrame } from '#core/pixels/rgb-to-frame.ts';
import type { ClipFaceModels } from '#server/ports/clip-face-models.ts';
import type { ImageCodec } from '#server/ports/image-codec.ts';

/** The largest face of the photo. @throws StudioError not_an_image, no_face_in_reference */
export const readReferenceFace = async (options: {
  readonly path: string;
  readonly models: ClipFaceModels;
  readonly images: ImageCodec;
}): Promise<Float32Array> => {
  const frame = rgbToFrame(await options.images.read(options.path));
  const [face] = await options.models.find({ frame, known: [], thorough: true });
  if (!face) throw new StudioError('no_face_in_reference', 'No face was found on the reference photo.');
  return (await options.models.describe([{ frame, face }]))[0] as Float32Array;
};
