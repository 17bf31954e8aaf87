/** The face models together: find faces in frames, follow one, tell whose it is. */
import { area, boxAround, intersectionOverUnion } from '#core/geometry/box.ts';
import { squareAroundMesh } from '#core/geometry/input-square.ts';
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
    describe: (faces) => descriptors.describe(faces.map(({ frame, face }) => ({ frame, mesh: face.mesh }))),
    [Symbol.dispose]: () => {
      for (const model of [detector, meshes, descriptors]) model[Symbol.dispose]();
    },
  };
};

/** The mesh model's own doubt: what falls below is no face, or one too turned away to be aligned. */
const meshFloor = 0.5;

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
      score,
      square: { ...square, side: square.side * meshMargin },
    })),
  );
  // Cut again around the mesh itself, as when tracking: a face then aligns the same, however it was first found.
  const fine = measure(
    meshes,
    frames,
    rough.map(({ index, score, face }) => ({ index, score, square: squareAroundMesh(face.mesh, meshMargin) })),
  );
  return frames.map((_, index) => distinct(fine.filter((found) => found.index === index).map(({ face }) => face)));
};

type Candidate = {
  readonly index: number;
  readonly score: number;
  readonly square: ReturnType<typeof squareAroundMesh>;
};
type Measured = Omit<Candidate, 'square'> & { readonly face: FoundFace };

const measure = (meshes: MeshModel, frames: readonly VideoFrame[], candidates: readonly Candidate[]): Measured[] =>
  meshes
    .measure(candidates.map(({ index, square }) => ({ frame: frames[index] as VideoFrame, square })))
    .flatMap((result, i) => {
      const { index, score } = candidates[i] as Candidate;
      return result.score < meshFloor ? [] : [{ index, score, face: toFace(result, score) }];
    });

const toFace = ({ score, mesh }: MeshResult, detectorScore: number): FoundFace => ({
  box: boxAround(mesh),
  score: Math.min(score, detectorScore),
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
  if (!result || result.score < meshFloor) return undefined;
  const face = toFace(result, 1);
  // A mesh that jumps or shrinks has let go of the face.
  return intersectionOverUnion(face.box, last.box) > 0.4 ? face : undefined;
};
