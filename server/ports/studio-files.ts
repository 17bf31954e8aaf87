/**
 * The data folder: where each thing lies, and changes to it that a crash cannot half do. Paths are absolute.
 * studio.db · persons/<id>/reference.jpg · links/<id>/thumbnail.jpg, download · clips/<id>/source.<ext> or photos, thumbnail.jpg, frame-times.bin, origins.json, proxy.mp4 · faces/<clipId>/<faceId>.jpg, <faceId>.<pictureVersion>.jpg ·
 * runs/<id>/checkpoints, previews, shown/<set>/<side>-<faceId>.jpg, exports, curve.bin, curve-left.bin, validation.bin, validation-left.bin, landmarks.f32, faces-a.json, faces-b.json · conversions/<id>/result.mp4, side-by-side.mp4, report.json, worst-<frame>.jpg, unfinished/<segment>, segments/<segment> · models/<id>/model.dfm · uploads · parked · tmp
 */

import type { CurvePoint } from '#core/contract/curve.ts';
import type { Side, ValidationPoint } from '#core/contract/run.ts';
import type { VideoFile } from '#core/contract/video-format.ts';
import type { CurveColumns } from '#core/studio/curve-columns.ts';
import type { BranchPlace } from '#core/studio/run-branches.ts';

export type FileNoun = 'persons' | 'links' | 'clips' | 'faces' | 'runs' | 'conversions' | 'models';

export interface StudioPaths {
  readonly root: string;
  readonly uploads: string;
  readonly database: string;
  /** Photos that were uploaded and wait for their set. */
  readonly parkedPhotos: string;
  /** Everything of one thing. */
  folderOf(noun: FileNoun, id: string): string;
  conversionExports(conversionId: string): string;
  conversionExport(conversionId: string, exportId: string, extension: string): string;
  readonly jobLogs: string;
  jobLog(jobId: string): string;
  reference(personId: string): string;
  linkThumbnail(linkId: string): string;
  /** What a download has brought so far; kept over restarts. */
  linkDownload(linkId: string): string;
  clipSource(clipId: string, extension: string): string;
  /** Photos of a set, named by their number. */
  clipPhotos(clipId: string): string;
  /** What the studio knows of the photos of a set, and of files it uses where they lie. */
  clipOrigins(clipId: string): string;
  /** A version that every browser plays. */
  clipProxy(clipId: string): string;
  clipThumbnail(clipId: string): string;
  /** When each of its frames is shown. */
  clipFrameTimes(clipId: string): string;
  /** Crops of a clip; its last part is the clip's id. */
  faces(clipId: string): string;
  /** `pictureVersion` 0 is the crop as it was found; older ones stay beside newer ones, for undo. */
  face(clipId: string, faceId: string, pictureVersion?: number): string;
  run(runId: string): string;
  checkpoint(runId: string, fileName: string): string;
  preview(runId: string, place: BranchPlace): string;
  /** Models written for other programs. */
  exports(runId: string): string;
  export(runId: string, iteration: number, to: Side): string;
  /** A crop that its previews show. */
  shownFace(runId: string, face: { readonly set: number; readonly side: Side; readonly faceId: string }): string;
  sharedModel(runId: string, iteration: number): string;
  /** A model of others. */
  dfmModel(modelId: string): string;
  /** What a trainer noted of the faces of a side when it started. */
  runFaces(runId: string, side: Side): string;
  /** Landmarks of the faces a run is trained on, written when it starts. */
  runLandmarks(runId: string): string;
  conversionVideo(conversionId: string, extension: VideoFile['extension']): string;
  conversionSideBySide(conversionId: string): string;
  conversionReport(conversionId: string): string;
  /** What a try that did not end has made, for the next one to go on with. */
  conversionUnfinished(conversionId: string): string;
  /** Segments of one that is done, for the next conversion of its clip to take over. */
  conversionSegments(conversionId: string): string;
  /** The picture of a frame that its report names. */
  /** The person by place in the report. */
  conversionWorst(conversionId: string, frame: number, person: number): string;
}

/** A curve of few points. */
export interface CurveLog<Point> {
  append(runId: string, points: readonly Point[]): Promise<void>;
  read(runId: string): Promise<Point[]>;
  /** Stretches that the run left by going on from an earlier checkpoint, oldest first. */
  readLeft(runId: string): Promise<Point[][]>;
  /** Sets what came after an iteration aside, and forgets a record cut by a crash. */
  trim(runId: string, lastIteration: number): Promise<void>;
}

export interface LossLog {
  append(runId: string, points: readonly CurvePoint[]): Promise<void>;
  read(runId: string): Promise<CurveColumns>;
  /** Stretches that the run left by going on from an earlier checkpoint, oldest first. */
  readLeft(runId: string): Promise<CurveColumns[]>;
  /** Sets what came after an iteration aside, and forgets a record cut by a crash. */
  trim(runId: string, lastIteration: number): Promise<void>;
}

/** What a file is, as far as one can tell without reading it. */
export interface FileStamp {
  /** All links followed. */
  readonly realPath: string;
  readonly sizeBytes: number;
  readonly modifiedMs: number;
}

export interface StudioFiles extends AsyncDisposable {
  readonly paths: StudioPaths;
  readonly losses: LossLog;
  readonly validation: CurveLog<ValidationPoint>;
  /** An empty folder of one attempt, inside tmp; what is still there at the next start is removed. */
  newAttempt(): Promise<string>;
  /** Written beside and renamed: a reader sees the old file or the whole new one. */
  write(path: string, bytes: Uint8Array): Promise<void>;
  /** Flushes a finished file or folder and renames it into place; an older one of that name is gone afterwards. */
  publish(from: string, to: string): Promise<void>;
  /** Flushes the files of a folder and renames each into another, beside those already there. */
  publishInto(fromFolder: string, toFolder: string): Promise<void>;
  /** @throws StudioError file_missing, file_empty, file_too_large, disk_full */
  copyIn(options: {
    readonly from: string;
    readonly to: string;
    readonly maxBytes: number;
    readonly signal?: AbortSignal;
  }): Promise<{ readonly sizeBytes: number; readonly sha256: string }>;
  /** Another name for the same bytes, which takes no room; a copy where the file system knows no such thing. */
  share(from: string, to: string): Promise<void>;
  /** A name in the data folder for a file that lies elsewhere. */
  pointAt(target: string, to: string): Promise<void>;
  copyOut(from: string, to: string): Promise<void>;
  remove(path: string): Promise<void>;
  exists(path: string): Promise<boolean>;
  sizeBytes(path: string): Promise<number | undefined>;
  /** undefined where there is no file, or none that may be read. */
  stamp(path: string): Promise<FileStamp | undefined>;
  /** SHA-256 of the whole file. @throws StudioError cancelled */
  digest(path: string, options?: { readonly signal?: AbortSignal }): Promise<string>;
  /** undefined where there is none. */
  read(path: string): Promise<Uint8Array | undefined>;
  /** Its last bytes, so many at most; undefined where there is none. */
  readEnd(path: string, mostBytes: number): Promise<Uint8Array | undefined>;
  /** Whether the file is whole: its size and its digest. */
  verify(path: string, expected: { readonly sizeBytes: number; readonly sha256: string }): Promise<boolean>;
  makeFolder(path: string): Promise<void>;
  /** Names inside a folder; none where it is missing. */
  names(path: string): Promise<string[]>;
  freeBytes(): Promise<number>;
  /** @throws StudioError disk_full where `bytes` and a floor for the rest of the studio are not free */
  requireRoom(bytes: number): Promise<void>;
}
