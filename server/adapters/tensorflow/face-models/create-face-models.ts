/** The face models together: find faces in frames, follow one, tell whose it is. */
import { area, boxAround, intersectionOverUnion } from '#core/geometry/box.ts';
import { type FrameSquare, squareAroundMesh } from '#core/geometry/input-square.ts';
import type { VideoFrame } from '#core/pixels/image.ts';
import type { FaceModels, FoundFace } from '#server/ports/face-models.ts';
import { openDescriptorModel } from './descriptor-model.ts';
import type { Detector } from './detector.ts';
import { openDetector } from './detector.ts';
import type { MeshModel, MeshResult } from './mesh-model.ts';
import { meshMargin, openMeshModel } from './mesh-model.ts';

/** @throws StudioError engine_missing */
export const createFaceModels = (): FaceModels => {
  const detector = openDetector();
  const meshes = openMeshModel();
  const descriptors = openDescriptorModel();
  return {
    find: (frames) => find({ detector, meshes, frames }),
    track: ({ frame, last }) => track({ meshes, frame, last }),
    look: (options) => look({ meshes, ...options }),
    describe: (faces) => descriptors.describe(faces.map(({ frame, face }) => ({ frame, mesh: face.mesh }))),
    [Symbol.dispose]: () => {
      for (const model of [detector, meshes, descriptors]) model[Symbol.dispose]();
    },
  };
};

/**
 * Both models' certainties multiplied. On cartoons without a face the product stayed below 0.43 wherever the detector saw
 * one; on our clips of people it is 0.85 and more.
 */
const faceFloor = 0.5;

/** Of the first mesh, cut by the detector's rough box: only what is clearly nothing is dropped. */
const roughFloor = 0.2;

/** Of the mesh of a face that was there a frame ago. */
const trackFloor = 0.5;

interface Find {
  readonly detector: Detector;
  readonly meshes: MeshModel;
  readonly frames: readonly VideoFrame[];
}

const find = ({ detector, meshes, frames }: Find): FoundFace[][] => {
  const detected = detector
    .detect(frames)
    .flatMap((detections, index) => detections.map(({ score, square }) => ({ index, score, square })));
  const rough = measure(
    meshes,
    frames,
    detected.map(({ index, score, square }) => ({
      index,
      detectorScore: score,
      square: { ...square, side: square.side * meshMargin },
    })),
  ).filter(({ meshScore }) => meshScore >= roughFloor);
  // Cut again around the mesh itself, as when tracking: a face then aligns the same, however it was first found.
  const fine = measure(
    meshes,
    frames,
    rough.map((found) => ({ ...found, square: squareAroundMesh(found.face.mesh, meshMargin) })),
  ).filter(({ face }) => face.score >= faceFloor);
  return frames.map((_, index) => distinct(fine.filter((found) => found.index === index).map(({ face }) => face)));
};

interface Candidate {
  /** Of the frame. */
  readonly index: number;
  readonly detectorScore: number;
  readonly square: FrameSquare;
}

interface Measured extends Omit<Candidate, 'square'> {
  readonly meshScore: number;
  readonly face: FoundFace;
}

const measure = (meshes: MeshModel, frames: readonly VideoFrame[], candidates: readonly Candidate[]): Measured[] => {
  const squares = candidates.map(({ index, square }) => ({ frame: frames[index] as VideoFrame, square }));
  return meshes.measure(squares).map((result, i) => {
    const { index, detectorScore } = candidates[i] as Candidate;
    return { index, detectorScore, meshScore: result.score, face: toFace(result, detectorScore) };
  });
};

const toFace = ({ score, mesh }: MeshResult, detectorScore: number): FoundFace => ({
  box: boxAround(mesh),
  score: score * detectorScore,
  mesh,
});

/** Two detections can end on one face. */
const distinct = (faces: readonly FoundFace[]): FoundFace[] =>
  [...faces]
    .sort((a, b) => area(b.box) - area(a.box))
    .filter(
      (face, index, sorted) =>
        !sorted.slice(0, index).some((larger) => intersectionOverUnion(larger.box, face.box) > 0.4),
    );

const track = ({
  meshes,
  frame,
  last,
}: {
  meshes: MeshModel;
  frame: VideoFrame;
  last: FoundFace;
}): FoundFace | undefined => {
  const [result] = meshes.measure([{ frame, square: squareAroundMesh(last.mesh, meshMargin) }]);
  if (!result || result.score < trackFloor) return undefined;
  const face = toFace(result, 1);
  // A mesh that jumps or shrinks has let go of the face.
  return intersectionOverUnion(face.box, last.box) > 0.4 ? face : undefined;
};

/** Twice, as where a face is found: first where one was told, then around what was seen there. */
const look = ({ meshes, frame, square }: { meshes: MeshModel; frame: VideoFrame; square: FrameSquare }): FoundFace => {
  const told = { ...square, side: square.side * meshMargin };
  const [rough] = meshes.measure([{ frame, square: told }]) as [MeshResult];
  const [fine] = meshes.measure([{ frame, square: squareAroundMesh(rough.mesh, meshMargin) }]) as [MeshResult];
  return toFace(fine, 1);
};
