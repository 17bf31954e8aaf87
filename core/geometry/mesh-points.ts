/** Which points of the 468-point MediaPipe mesh mean what. Left and right are those of the picture. */
import type { Point } from './point.ts';

/** The 68-point scheme (jaw 0-16, brows 17-26, nose 27-35, eyes 36-47, lips 48-67) out of the mesh. */
export const meshTo68 = <P extends Point>(mesh: readonly P[]): P[] => pick(mesh, indicesOf68);

/** Points 17 to 67 of the 68-point scheme: those that the mean face has. */
export const meshTo51 = <P extends Point>(mesh: readonly P[]): P[] => pick(mesh, indicesOf68.slice(17));

/** The outline of the face from the hair line round the chin. */
export const meshOutline = <P extends Point>(mesh: readonly P[]): P[] => pick(mesh, indicesOfOutline);

/** The lids of both eyes, left of the picture first. */
export const meshEyes = <P extends Point>(mesh: readonly P[]): readonly [P[], P[]] => [
  pick(mesh, indicesOf68.slice(36, 42)),
  pick(mesh, indicesOf68.slice(42, 48)),
];

/** The outer border of the lips. */
export const meshMouth = <P extends Point>(mesh: readonly P[]): P[] => pick(mesh, indicesOf68.slice(48, 60));

/** Outer corners of the two eyes, left of the picture first. */
export const meshEyeCorners = <P extends Point>(mesh: readonly P[]): readonly [P, P] => [mesh[33] as P, mesh[263] as P];

/** Parts of a face that lie apart from each other; what is none of them is its skin. */
export type MeshPart = 'brows' | 'eyes' | 'nose' | 'mouth';

/** Points of each piece of a part, those left in the picture first: their hull is the piece, a brow's is but its line. */
export const meshPart = <P extends Point>(mesh: readonly P[], part: MeshPart): P[][] =>
  rangesOfPart[part].map(([first, end]) => pick(mesh, indicesOf68.slice(first, end)));

/** In the 68-point scheme. */
const rangesOfPart: Readonly<Record<MeshPart, readonly (readonly [first: number, end: number])[]>> = {
  brows: [
    [17, 22],
    [22, 27],
  ],
  eyes: [
    [36, 42],
    [42, 48],
  ],
  nose: [[27, 36]],
  mouth: [[48, 60]],
};

const pick = <P extends Point>(mesh: readonly P[], indices: readonly number[]): P[] =>
  indices.map((index) => mesh[index] as P);

// biome-ignore format: a table
export const indicesOf68 = [
  162, 234, 93, 58, 172, 136, 149, 148, 152, 377, 378, 365, 397, 288, 323, 454, 389,
  71, 63, 105, 66, 107, 336, 296, 334, 293, 301,
  168, 197, 5, 4, 75, 97, 2, 326, 305,
  33, 160, 158, 133, 153, 144, 362, 385, 387, 263, 373, 380,
  61, 39, 37, 0, 267, 269, 291, 405, 314, 17, 84, 181, 78, 82, 13, 312, 308, 317, 14, 87,
];

// biome-ignore format: a table
const indicesOfOutline = [
  10, 338, 297, 332, 284, 251, 389, 356, 454, 323, 361, 288, 397, 365, 379, 378, 400, 377,
  152, 148, 176, 149, 150, 136, 172, 58, 132, 93, 234, 127, 162, 21, 54, 103, 67, 109,
];
