/** The face models together: find faces in frames, follow one, tell whose it is. */
import { type FrameSquare, squareAroundMesh } from '#core/geometry/input-square.ts';
import type { VideoFrame } from '#core/pixels/image.ts';
import type { FaceDetector } from '#server/ports/face-detector.ts';
import type { FaceModels, FoundFace } from '#server/ports/face-models.ts';
import { openDescriptorModel } from './descriptor-model.ts';
import { openDetector } from './detector.ts';
import { distinct, followed, isFound, roughFloor, toFace } from './judge-meshes.ts';
import type { MeshModel, MeshResult } from './mesh-model.ts';
import { meshMargin, openMeshModel } from './mesh-model.ts';

/** The detector is closed with the models. @throws StudioError engine_missing */
export const createFaceModels = (detector: FaceDetector = openDetector()): FaceModels => {
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

interface Find {
  readonly detector: FaceDetector;
  readonly meshes: MeshModel;
  readonly frames: readonly VideoFrame[];
}

const find = ({ detector, meshes, frames }: Find): FoundFace[][] => {
  const detected = detector
    .detect(frames, { thorough: false })
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
  ).filter(({ face }) => isFound(face));
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

interface Track {
  readonly meshes: MeshModel;
  readonly frame: VideoFrame;
  readonly last: FoundFace;
}

const track = ({ meshes, frame, last }: Track): FoundFace | undefined =>
  followed(meshes.measure([{ frame, square: squareAroundMesh(last.mesh, meshMargin) }])[0], last);

/** Twice, as where a face is found: first where one was told, then around what was seen there. */
const look = ({ meshes, frame, square }: { meshes: MeshModel; frame: VideoFrame; square: FrameSquare }): FoundFace => {
  const told = { ...square, side: square.side * meshMargin };
  const [rough] = meshes.measure([{ frame, square: told }]) as [MeshResult];
  const [fine] = meshes.measure([{ frame, square: squareAroundMesh(rough.mesh, meshMargin) }]) as [MeshResult];
  return toFace(fine, 1);
};
