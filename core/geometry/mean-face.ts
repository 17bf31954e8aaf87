/**
 * The mean face onto which faces are aligned: points 17 to 67 of the 68-point scheme, in a unit square that spans from
 * brow to brow and from brows to lower lip. The numbers are those of dlib's face chips, which the first face-swapping
 * programs took over; a model trained on one program's crops shows its face in place only under the same mean face.
 */

import type { FacePoint } from './point.ts';
import { facePoint } from './point.ts';

// biome-ignore format: a table
const xs = [
  0.000213256, 0.0752622, 0.18113, 0.29077, 0.393397, 0.586856, 0.689483, 0.799124, 0.904991, 0.98004, // brows
  0.490127, 0.490127, 0.490127, 0.490127, 0.36688, 0.426036, 0.490127, 0.554217, 0.613373, // nose
  0.121737, 0.187122, 0.265825, 0.334606, 0.260918, 0.182743, // eye on the left of the picture
  0.645647, 0.714428, 0.793132, 0.858516, 0.79751, 0.719335, // eye on the right
  0.254149, 0.340985, 0.428858, 0.490127, 0.551395, 0.639268, 0.726104, 0.642159, 0.556721, 0.490127, 0.423532, 0.338094, // outer lips
  0.290379, 0.428096, 0.490127, 0.552157, 0.689874, 0.553364, 0.490127, 0.42689, // inner lips
];

// biome-ignore format: a table
const ys = [
  0.106454, 0.038915, 0.0187482, 0.0344891, 0.0773906, 0.0773906, 0.0344891, 0.0187482, 0.038915, 0.106454,
  0.203352, 0.307009, 0.409805, 0.515625, 0.587326, 0.609345, 0.628106, 0.609345, 0.587326,
  0.216423, 0.178758, 0.179852, 0.231733, 0.245099, 0.244077,
  0.231733, 0.179852, 0.178758, 0.216423, 0.244077, 0.245099,
  0.780233, 0.745405, 0.727388, 0.742578, 0.727388, 0.745405, 0.780233, 0.864805, 0.902192, 0.909281, 0.902192, 0.864805,
  0.784792, 0.778746, 0.785343, 0.778746, 0.784792, 0.824182, 0.831803, 0.824182,
];

/** 51 points: the i-th is number 17 + i of the 68-point scheme. */
export const meanFace: readonly FacePoint[] = xs.map((x, i) => facePoint(x, ys[i] as number));
