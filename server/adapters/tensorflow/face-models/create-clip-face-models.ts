/**
 * The face models for a long clip, each in a thread of its own and running on that thread alone. Measured on two cores, a
 * mesh of one face costs 2.6 ms of processor time so, and 6.6 ms where the library shares it out between cores.
 */
import { centreOf } from '#core/geometry/box.ts';
import { squareAroundMesh } from '#core/geometry/input-square.ts';
import { oneThreadPerRun } from '#server/adapters/tensorflow/library.ts';
import type { ClipFaceModels, FaceInFrame, FaceLook } from '#server/ports/clip-face-models.ts';
import type { DetectedFace, FaceDetector } from '#server/ports/face-detector.ts';
import type { FoundFace } from '#server/ports/face-models.ts';
import { openDescriptorModelThread } from './descriptor-model.ts';
import { openDetector } from './detector.ts';
import { type GazeModelThread, openGazeModelThread } from './gaze-model.ts';
import { distinct, followed, isFound, roughFloor, toFace } from './judge-meshes.ts';
import { type MeshModelThread, meshMargin, openMeshModelThread } from './mesh-model.ts';

/** A detector given is closed with the models. @throws StudioError engine_missing */
export const createClipFaceModels = (ownDetector?: FaceDetector): ClipFaceModels => {
  oneThreadPerRun();
  const detector = ownDetector ?? openDetector();
  const meshes = openMeshModelThread();
  const descriptors = openDescriptorModelThread();
  // Only reports ask for it.
  let gazes: GazeModelThread | undefined;
  return {
    find: (look) => find({ detector, meshes, look }),
    follow: (faces) => follow(meshes, faces),
    describe: (faces) => descriptors.describe(faces.map(({ frame, face }) => ({ frame, mesh: face.mesh }))),
    gaze: (faces) => {
      gazes ??= openGazeModelThread();
      return gazes.measure(faces);
    },
    [Symbol.dispose]: () => {
      for (const model of [detector, meshes, descriptors, gazes]) model?.[Symbol.dispose]();
    },
  };
};

interface Find {
  readonly detector: FaceDetector;
  readonly meshes: MeshModelThread;
  readonly look: FaceLook;
}

const find = async ({ detector, meshes, look }: Find): Promise<FoundFace[]> => {
  const { frame, known, thorough } = look;
  const detected = detector.detect([frame], { thorough })[0] ?? [];
  const fresh = detected.filter((face) => !known.some((other) => isOf(face, other)));
  const rough = await meshes.measure(
    fresh.map(({ square }) => ({ frame, square: { ...square, side: square.side * meshMargin } })),
  );
  const likely = rough.flatMap(({ score, mesh }, index) =>
    score >= roughFloor ? [{ mesh, detectorScore: (fresh[index] as DetectedFace).score }] : [],
  );
  // Cut again around the mesh itself, as when following: a face then aligns the same, however it was first found.
  const fine = await meshes.measure(likely.map(({ mesh }) => ({ frame, square: squareAroundMesh(mesh, meshMargin) })));
  const faces = fine.map((result, index) => toFace(result, (likely[index] as (typeof likely)[number]).detectorScore));
  return distinct(faces.filter(isFound));
};

/** The detector's square and the mesh's box are of different extent; their middles lie near each other. */
const isOf = ({ square }: DetectedFace, { box }: FoundFace): boolean => {
  const [x, y] = centreOf(box);
  return Math.hypot(square.centre[0] - x, square.centre[1] - y) < 0.4 * Math.max(box.width, box.height);
};

const follow = async (meshes: MeshModelThread, faces: readonly FaceInFrame[]): Promise<(FoundFace | undefined)[]> => {
  const results = await meshes.measure(
    faces.map(({ frame, face }) => ({ frame, square: squareAroundMesh(face.mesh, meshMargin) })),
  );
  return faces.map(({ face }, index) => followed(results[index], face));
};
