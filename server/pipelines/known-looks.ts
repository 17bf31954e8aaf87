/** What a person's face looks like in a clip with nothing before it, learnt from the crops that were cut when it was looked through. */
import type { JobPayload } from '#core/contract/jobs.ts';
import { networkShare } from '#core/geometry/align-face.ts';
import { meshOutline } from '#core/geometry/mesh-points.ts';
import { type FramePoint, framePoint, type InputPoint } from '#core/geometry/point.ts';
import { applySimilarity, composeSimilarities, invertSimilarity, type Similarity } from '#core/geometry/similarity.ts';
import { type FaceLook, type FaceSquare, learnLook, lookSize } from '#core/pixels/face-look.ts';
import type { VideoFrame } from '#core/pixels/image.ts';
import { rgbRowToLab } from '#core/pixels/lab.ts';
import { faceMask } from '#core/pixels/mask.ts';
import { sampleFrame } from '#core/pixels/resample.ts';
import { rgbToFrame } from '#core/pixels/rgb-to-frame.ts';
import type { ImageCodec } from '#server/ports/image-codec.ts';
import { networkToFrame } from './network-square.ts';

type KnownFaces = JobPayload<'convert-video'>['knownFaces'];
export type Looks = readonly (FaceLook | undefined)[];

/** In the order of the people; undefined where too little is known of one. Read again only where others are asked for. */
export const createLookReader = (
  images: ImageCodec,
): ((known: KnownFaces, squareShares: readonly number[]) => Promise<Looks>) => {
  let held: { readonly key: string; readonly looks: Promise<Looks> } | undefined;
  return (known, squareShares) => {
    const key = JSON.stringify([squareShares, known.map((faces) => faces.map(({ path }) => path))]);
    if (held?.key !== key)
      held = { key, looks: Promise.all(known.map((faces, at) => readLook(images, faces, squareShares[at] as number))) };
    return held.looks;
  };
};

const readLook = async (
  images: ImageCodec,
  faces: KnownFaces[number],
  squareShare: number,
): Promise<FaceLook | undefined> => {
  const squares: FaceSquare[] = [];
  for (const { path, mesh, similarity } of faces) {
    const [a = 1, b = 0, tx = 0, ty = 0] = similarity;
    const points = Array.from({ length: mesh.length / 2 }, (_, at) =>
      framePoint(mesh[2 * at] as number, mesh[2 * at + 1] as number),
    );
    // The crop is read as if it were a frame.
    const frameToCrop: Similarity<FramePoint, FramePoint> = { a, b, tx, ty };
    const toCrop = composeSimilarities(networkToFrame(points, lookSize, squareShare), frameToCrop);
    squares.push(squareOf(rgbToFrame(await images.read(path)), { mesh: points, squareShare, toPicture: toCrop }));
  }
  return learnLook(squares);
};

/** The face as it is in a frame. */
export const faceSquare = (frame: VideoFrame, mesh: readonly FramePoint[], squareShare = networkShare): FaceSquare =>
  squareOf(frame, { mesh, squareShare, toPicture: networkToFrame(mesh, lookSize, squareShare) });

interface Place {
  readonly mesh: readonly FramePoint[];
  readonly squareShare: number;
  /** To the picture that is read: the frame, or a crop of it. */
  readonly toPicture: Similarity<InputPoint, FramePoint>;
}

const squareOf = (frame: VideoFrame, { mesh, squareShare, toPicture }: Place): FaceSquare => {
  const lab = new Float32Array(lookSize * lookSize * 3);
  sampleFrame(
    { frame, toFrame: toPicture, width: lookSize, height: lookSize },
    { into: lab, offset: 0, scale: 1 / 255, shift: 0 },
  );
  rgbRowToLab(lab, { lab, first: 0, end: lookSize ** 2 });
  const toSquare = invertSimilarity(networkToFrame(mesh, lookSize, squareShare));
  const outline = meshOutline(mesh).map((point) => applySimilarity(toSquare, point));
  return { lab, inside: faceMask({ size: lookSize, outline, erosion: outlineShrunk, feather: 0 }) };
};

/** The outline itself is skin on one side and background on the other. */
const outlineShrunk = 0.03;
