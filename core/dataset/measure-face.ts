/** What the crop and the mesh say of a face: light, pose, expression, what covers it. */
import type { FaceQuality } from '#core/contract/face.ts';
import { eyesOf, mouthOf } from './expression.ts';
import { coveredShare } from './face-cover.ts';
import { lightOf } from './face-light.ts';
import { fitHead } from './head-pose.ts';
import { type PictureOfFace, sampleSkin } from './skin-samples.ts';

export type MeasureFace = PictureOfFace;

export const measureFace = (face: MeasureFace): FaceQuality => {
  const head = fitHead(face.mesh);
  const skin = sampleSkin(face, head);
  return {
    exposure: skin.seen.reduce((sum, { luma }) => sum + luma, 0) / Math.max(1, skin.seen.length) / 255,
    covered: coveredShare({ face, head, skin }),
    yaw: head.yaw,
    pitch: head.pitch,
    roll: head.roll,
    eyes: eyesOf(head),
    mouth: mouthOf(head),
    ...lightOf(skin.seen),
  };
};
