/** Measures of two people and of a target -> what a training of them can and cannot draw. */
import type {
  CoverageAxis,
  CoverageDirection,
  CoverageGap,
  CoverageVerdict,
  PoseMap,
} from '#core/contract/coverage.ts';
import { coverageAxes } from '#core/contract/coverage.ts';
import { cellsOf, edgesOf, sharesByCell } from './coverage-edges.ts';
import { type CellRange, findGaps, type GapBox, isInside, toRanges } from './coverage-gaps.ts';
import { type Answers, type AnswersTo, answersTo, coverageScales, nearDistance } from './coverage-space.ts';
import { type MeasureTable, rowsWhere, spreadRows } from './coverage-table.ts';
import { findWarnings } from './coverage-warnings.ts';

export interface CompareFaces {
  /** Faces to be replaced. */
  readonly target: MeasureTable;
  /** Faces of the performer that will be trained on. */
  readonly performer: MeasureTable;
  /** Faces of the drawn person that will be trained on. */
  readonly drawn: MeasureTable;
  /** Faces of the drawn person that are set aside. */
  readonly setAside: MeasureTable;
  /** Side of the face that the model takes and gives, px. */
  readonly faceSize: number;
}

export type Coverage = Omit<CoverageDirection, 'to' | 'performer' | 'drawn' | 'target'>;

/** Faces of the target that are judged: shares of so many are right within two percent, and neighbours in a clip are alike anyway. */
const mostJudged = 3000;

export const compareFaces = ({ target, performer, drawn, setAside, faceSize }: CompareFaces): Coverage => {
  const judged = spreadRows(target, mostJudged);
  const answers = answersTo({ target: judged, known: drawn, faceSize });
  const gaps = drawn.ids.length > 0 ? findAllGaps({ target, judged, drawn, setAside, answers, faceSize }) : [];
  const match = matchOf(answers, drawn);
  const lost = match === null ? 0 : 100 - match;
  return {
    match,
    verdict: match === null ? null : verdictOf(match),
    answered: nearShare(answers),
    seen: target === performer ? 1 : nearShare(answersTo({ target: judged, known: performer, faceSize })),
    gaps,
    scatteredLoss: Math.max(0, lost - gaps.reduce((sum, { loss }) => sum + loss, 0)),
    warnings:
      drawn.ids.length > 0 ? findWarnings({ target, drawn, otherLight: otherLight(judged, drawn), faceSize }) : [],
    pose: poseMapOf({ target, performer, drawn, judged, faceSize }),
    spreads: coverageAxes
      .filter((axis) => axis !== 'yaw' && axis !== 'pitch')
      .map((axis) => ({
        axis,
        edges: [...edgesOf(axis)],
        target: sharesByCell(cellsOf(target, axis), edgesOf(axis).length - 1),
        drawn: sharesByCell(cellsOf(drawn, axis), edgesOf(axis).length - 1),
      })),
  };
};

type FindAllGaps = Omit<DescribeGap, 'box'> & Pick<CompareFaces, 'faceSize'>;

/**
 * What is done, how it is lit and how large it is are looked at each by itself, since one that differs throughout would
 * hide the others; then all together, for what is there singly but never at once.
 */
const findAllGaps = ({ target, judged, drawn, setAside, answers, faceSize }: FindAllGaps): CoverageGap[] => {
  const held = new Set<number>();
  const findOn = (axes: readonly CoverageAxis[]): CoverageGap[] => {
    const together = axes === coverageAxes;
    const among = together ? answers : answersTo({ target: judged, known: drawn, faceSize, axes });
    const boxes = findGaps({ target: judged, drawn, answer: among.answer, axes, without: together ? held : undefined });
    for (const { rows } of boxes) for (const row of rows) held.add(row);
    return boxes.map((box) => describeGap({ box, target, judged, drawn, setAside, answers: among }));
  };
  return [...axisGroups, coverageAxes]
    .flatMap(findOn)
    .toSorted((left, right) => right.loss - left.loss)
    .slice(0, mostGaps);
};

const axisGroups: readonly (readonly CoverageAxis[])[] = [
  ['yaw', 'pitch', 'eyes', 'mouth'],
  ['lightX', 'lightY', 'exposure'],
  ['sizePx'],
];

const mostGaps = 8;

const matchOf = ({ answer }: Answers, drawn: MeasureTable): number | null => {
  if (answer.length === 0 || drawn.ids.length === 0) return null;
  return (100 * answer.reduce((sum, value) => sum + value, 0)) / answer.length;
};

/**
 * By the trainings behind coverageScales, errors rise by some 0.5 % (0.3 to 1.2) for each point that missing looks cost: by
 * an eighth at 75, by a quarter at 50. A point that darkness costs is worse by three times and more.
 */
const verdictOf = (match: number): CoverageVerdict => (match >= 75 ? 'good' : match >= 50 ? 'fair' : 'poor');

const nearShare = ({ distance }: Answers): number =>
  distance.length === 0 ? 0 : distance.filter((value) => value <= nearDistance).length / distance.length;

interface DescribeGap {
  readonly box: GapBox;
  readonly target: MeasureTable;
  /** Those of the target that were looked at. */
  readonly judged: MeasureTable;
  readonly drawn: MeasureTable;
  readonly setAside: MeasureTable;
  readonly answers: Answers;
}

const describeGap = ({ box, target, judged, drawn, setAside, answers }: DescribeGap): CoverageGap => ({
  ranges: toRanges(box.ranges),
  axis: tellingAxis(box.ranges, judged, drawn),
  targetFaces: Math.round((target.ids.length * box.rows.length) / judged.ids.length),
  shareOfTarget: box.rows.length / judged.ids.length,
  shareOfDrawn: insideOf(drawn, box.ranges).length / drawn.ids.length,
  loss: (100 * box.missing) / judged.ids.length,
  examples: examplesOf({ box, judged, drawn, answers }),
  setAside: insideOf(setAside, box.ranges).length,
});

const insideOf = (table: MeasureTable, ranges: readonly CellRange[]): number[] => {
  const cells = new Map(ranges.map(({ axis }) => [axis, cellsOf(table, axis)]));
  return rowsWhere(table, (row) => isInside((axis) => cells.get(axis) as Uint8Array, ranges, row));
};

/** The range that most of the target is in and least of the drawn person. */
const tellingAxis = (ranges: readonly CellRange[], judged: MeasureTable, drawn: MeasureTable): CoverageGap['axis'] => {
  const parting = ranges.map((range) => ({
    axis: range.axis,
    by: insideOf(judged, [range]).length / judged.ids.length - insideOf(drawn, [range]).length / drawn.ids.length,
  }));
  return parting.toSorted((left, right) => right.by - left.by)[0]?.axis ?? 'yaw';
};

const examplesInGap = 6;

/** Of the worse answered half, evenly through the target, so that they are not six frames of one second. */
const examplesOf = ({
  box,
  judged,
  drawn,
  answers,
}: Omit<DescribeGap, 'target' | 'setAside'>): CoverageGap['examples'] => {
  const answered = box.rows.map((row) => answers.answer[row] as number).toSorted((left, right) => left - right);
  const middle = answered[answered.length >> 1] as number;
  const worse = box.rows.filter((row) => (answers.answer[row] as number) <= middle);
  const count = Math.min(examplesInGap, worse.length);
  return Array.from({ length: count }, (_, index) => {
    const row = worse[Math.floor(((index + 0.5) * worse.length) / count)] as number;
    const nearest = answers.nearest[row] as number;
    return { faceId: judged.ids[row] as string, nearestFaceId: nearest < 0 ? null : (drawn.ids[nearest] as string) };
  });
};

/** Share of the target lit as no face of the drawn person is: from a side and height that none of theirs comes near. */
const otherLight = (judged: MeasureTable, drawn: MeasureTable): number => {
  const lights = (table: MeasureTable): number[] =>
    table.ids.map((_, row) => lightCell(table.metrics.lightX[row] as number, table.metrics.lightY[row] as number));
  const known = new Set(lights(drawn).flatMap((cell) => lightNeighbours.map((step) => cell + step)));
  return lights(judged).filter((cell) => !known.has(cell)).length / judged.ids.length;
};

/** Cells of one scale's width: a neighbouring cell is less than two scales off. */
const lightCell = (x: number, y: number): number =>
  Math.floor(x / coverageScales.lightX) + lightRow * Math.floor(y / coverageScales.lightY);
const lightRow = 1000;
const lightNeighbours = [-1, 0, 1].flatMap((x) => [-1, 0, 1].map((y) => x + lightRow * y));

const poseStepDegrees = 5;
const poseRange = (end: number): number[] =>
  Array.from({ length: (2 * end) / poseStepDegrees + 1 }, (_, index) => index * poseStepDegrees - end);
const poseEdges = { yaw: poseRange(60), pitch: poseRange(40) };

const poseMapOf = ({
  target,
  performer,
  drawn,
  judged,
  faceSize,
}: Omit<CompareFaces, 'setAside'> & { readonly judged: MeasureTable }): PoseMap => {
  const count = (poseEdges.yaw.length - 1) * (poseEdges.pitch.length - 1);
  return {
    yawEdges: poseEdges.yaw,
    pitchEdges: poseEdges.pitch,
    target: sharesByCell(poseCells(target), count),
    drawn: sharesByCell(poseCells(drawn), count),
    performer: sharesByCell(poseCells(performer), count),
    unanswered: unansweredByCell({ target: judged, known: drawn, faceSize }, count),
  };
};

const poseCells = (table: MeasureTable): Uint16Array => {
  const yaw = cellsOf(table, 'yaw', poseEdges.yaw);
  const pitch = cellsOf(table, 'pitch', poseEdges.pitch);
  return Uint16Array.from(yaw, (cell, face) => (pitch[face] as number) * (poseEdges.yaw.length - 1) + cell);
};

/** Pose alone is judged here: a face may be answered in its pose and not in its light. */
const unansweredByCell = (compared: AnswersTo, count: number): number[] => {
  const { answer } = answersTo({ ...compared, axes: ['yaw', 'pitch'] });
  const [missing, faces] = [new Array<number>(count).fill(0), new Array<number>(count).fill(0)];
  poseCells(compared.target).forEach((cell, face) => {
    missing[cell] = (missing[cell] as number) + 1 - (answer[face] as number);
    faces[cell] = (faces[cell] as number) + 1;
  });
  return missing.map((sum, cell) => (faces[cell] ? Number((sum / faces[cell]).toFixed(3)) : 0));
};
