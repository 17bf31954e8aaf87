/**
 * Swapped frames -> how well they were swapped. Every frame is measured at a small size, so that it costs a few hundredths of
 * the conversion; twice a second the face models look at the result as they look at any clip. What they say comes later than
 * their frame: pixels are read before a call returns.
 */
import type { ConversionJitter } from '#core/contract/conversion.ts';
import {
  type ConversionReport,
  type FrameNote,
  mostReportBuckets,
  type PersonNote,
  type ReportMeasure,
  reportMeasures,
} from '#core/contract/conversion-report.ts';
import { likenessOf } from '#core/dataset/likeness.ts';
import { JitterMeter } from '#core/geometry/jitter.ts';
import { FlickerMeter } from '#core/pixels/flicker.ts';
import type { RgbImage } from '#core/pixels/image.ts';
import { BucketSeries } from '#core/studio/bucket-series.ts';
import { DamageLog } from '#core/studio/damage-log.ts';
import { type MeasuredFrame, MeasureTally } from '#core/studio/measure-tally.ts';
import type { ClipFaceModels } from '#server/ports/clip-face-models.ts';
import { networkCorners } from './network-square.ts';
import { pairPicture } from './report-pictures.ts';
import type { SteadyFace } from './steady-faces.ts';
import type { SwappedFrame } from './swap-faces.ts';
import { flickerSquare, gazeShift, lookAtSwap, seamOf, type WholeSwap, wholeSwap } from './swap-measures.ts';
import { faceOf, type SwappedPeople } from './swap-people.ts';
import type { Absence } from './track-person.ts';

export interface ReportOptions {
  /** Needed where frames are measured, and not where a report is made of notes alone. */
  readonly models?: ClipFaceModels;
  /** Of those whose faces are swapped, in order. */
  readonly people: readonly ReportedPerson[];
  /** Of the frames that an earlier try has made. */
  readonly earlier?: readonly FrameNote[];
}

export interface ReportedPerson {
  /** Place in the settings' `otherFaces`; null = the conversion's own pair. */
  readonly otherFace: number | null;
  /** Of whom the result is to show, and of whom the clip showed; null where nobody has measured their face. */
  readonly shown: Float32Array | null;
  readonly replaced: Float32Array | null;
}

export interface FinishedReport {
  readonly report: ConversionReport;
  /** Of the first person; null where no face was followed for three frames. */
  readonly jitter: ConversionJitter | null;
}

/** Of a moment that is among a person's worst. */
export interface WorstPicture {
  readonly frame: number;
  readonly person: number;
  readonly picture: RgbImage;
}

/** What there is to be kept, so that the report can be made of it later. */
export interface ReportNotes {
  readonly notes: readonly FrameNote[];
  readonly pictures: readonly WorstPicture[];
}

/** A head says a word in this time; each look costs the face models what a frame of following costs them. */
const secondsBetweenLooks = 0.5;

export class ConversionReporter {
  readonly #options: ReportOptions;
  readonly #people: readonly PersonReporter[];
  readonly #untouched = new BucketSeries({ most: mostReportBuckets, pick: (one, other) => one + other });
  readonly #absent: Record<Absence, number> = { nobody: 0, anotherPerson: 0 };
  readonly #damage = new DamageLog();
  #written = 0;
  #swapped = 0;
  #first: number | undefined;
  #last = 0;
  #notes: FrameNote[] = [];

  constructor(options: ReportOptions) {
    this.#options = options;
    this.#people = options.people.map((person) => new PersonReporter(options.models, person));
    for (const note of options.earlier ?? []) this.#recall(note);
  }

  /** A frame that an earlier try has made: it is not counted, but those that follow are compared with it. */
  pass(item: SwappedPeople): void {
    for (const [person, reporter] of this.#people.entries()) reporter.pass(faceOf(item, person));
  }

  /** Frame after frame, with `original` as it was read; the pixels are done with when it resolves. */
  async add(item: SwappedPeople): Promise<void> {
    const note = this.#newNote(item);
    const at = this.#count(note);
    this.#notes.push(note);
    for (const [person, reporter] of this.#people.entries()) {
      const personNote: PersonNote = { swapped: false, measures: {} };
      note.people.push(personNote);
      await reporter.add(faceOf(item, person), { place: at, note: personNote });
    }
  }

  /** What has come since the last call. */
  async takeNotes(): Promise<ReportNotes> {
    for (const reporter of this.#people) await reporter.finish();
    const notes = this.#notes;
    this.#notes = [];
    const pictures = this.#people.flatMap((reporter, person) =>
      reporter.takePictures().map(([frame, picture]) => ({ frame, person, picture })),
    );
    return { notes, pictures };
  }

  async finish(): Promise<FinishedReport> {
    for (const reporter of this.#people) await reporter.finish();
    const { width, values } = this.#untouched.of(this.#written);
    const [first] = this.#people as [PersonReporter];
    const reports = this.#people.map((reporter, at) => ({
      otherFace: this.#options.people[at]?.otherFace ?? null,
      swapped: reporter.swapped,
      measures: reporter.measures(this.#written),
    }));
    return {
      report: {
        frames: { written: this.#written, swapped: this.#swapped, ...this.#absent },
        damage: this.#damage.places(),
        durationSeconds: this.#last,
        framesPerBucket: width,
        untouched: values.map((count, at) => (count ?? 0) / Math.min(width, this.#written - at * width)),
        measures: first.measures(this.#written),
        people: reports.length > 1 ? reports : [],
      },
      jitter: first.jitter,
    };
  }

  #newNote({ frame, face, absence }: SwappedPeople): FrameNote {
    this.#first ??= frame.timeSeconds;
    const [fromSeconds, seconds] = [this.#last, frame.timeSeconds - this.#first];
    const damage = frame.damage && { ...frame.damage, fromSeconds, toSeconds: seconds };
    return { clipSeconds: frame.timeSeconds, seconds, swapped: face !== undefined, absence, damage, people: [] };
  }

  #recall(note: FrameNote): void {
    this.#first ??= note.clipSeconds;
    const place = this.#count(note);
    for (const [person, reporter] of this.#people.entries()) {
      const personNote = note.people[person];
      if (personNote) reporter.recall(personNote, place);
    }
  }

  #count({ seconds, swapped, absence, damage }: FrameNote): FramePlace {
    this.#last = seconds;
    if (damage) this.#damage.add(damage);
    const at = this.#written;
    this.#written += 1;
    if (swapped) this.#swapped += 1;
    else this.#untouched.add(at, 1);
    if (absence) this.#absent[absence] += 1;
    return { frame: at, seconds };
  }
}

/** A frame's place in the result, and what is noted of a person in it. */
interface Noted {
  readonly place: FramePlace;
  readonly note: PersonNote;
}

type FramePlace = Omit<MeasuredFrame<RgbImage>, 'picture'>;

/** What is measured of one person. */
class PersonReporter {
  readonly #models: ClipFaceModels | undefined;
  readonly #person: ReportedPerson;
  readonly #tallies = newTallies();
  readonly #flicker = new FlickerMeter();
  readonly #jitter = { seen: new JitterMeter(), steadied: new JitterMeter() };
  readonly #jitterMeans = { seen: new RootMeanSquare(), steadied: new RootMeanSquare() };
  readonly #picturesTaken = new Set<number>();
  swapped = 0;
  #lookedAt = -Infinity;
  #look: Promise<void> = Promise.resolve();

  constructor(models: ClipFaceModels | undefined, person: ReportedPerson) {
    this.#models = models;
    this.#person = person;
  }

  pass(item: SwappedFrame): void {
    this.#jitterOf(item.face);
    this.#flickerOf(wholeSwap(item));
  }

  recall(note: PersonNote, place: FramePlace): void {
    const at = { place: { ...place, picture: () => undefined }, note };
    this.#countNote(note);
    if (note.looked) this.#lookedAt = place.seconds;
    for (const name of reportMeasures) this.#note(name, at, note.measures[name]);
  }

  async add(item: SwappedFrame, { place, note }: Noted): Promise<void> {
    const { original, frame, face } = item;
    const { seen, steadied } = this.#jitterOf(face);
    Object.assign(note, { swapped: face !== undefined, jitterSeen: seen });
    this.#countNote(note);
    const picture = once(() => pairPicture({ original, frame, mesh: (face as SteadyFace).mesh }));
    const at = { place: { ...place, picture }, note };
    this.#note('jitter', at, steadied);
    const whole = wholeSwap(item);
    const flicker = this.#flickerOf(whole);
    if (!whole) return;
    this.#note('flicker', at, flicker);
    if (place.frame % framesBetweenSeams === 0) this.#note('seam', at, seamOf(whole));
    if (place.seconds - this.#lookedAt < secondsBetweenLooks) return;
    this.#lookedAt = place.seconds;
    note.looked = true;
    await this.#look;
    this.#look = this.#lookAt(whole, at);
    // A failure is met at the next look or at the end; until then it would count as unhandled and end the process.
    this.#look.catch(() => undefined);
  }

  async finish(): Promise<void> {
    await this.#look;
  }

  /** Of moments that are among the worst, those that were not taken before. */
  takePictures(): [frame: number, picture: RgbImage][] {
    const all = new Map(this.#named.flatMap(([, tally]) => tally.pictures));
    const fresh = [...all].flatMap(([frame, picture]): [number, RgbImage][] =>
      picture === undefined || this.#picturesTaken.has(frame) ? [] : [[frame, picture]],
    );
    for (const [frame] of fresh) this.#picturesTaken.add(frame);
    return fresh;
  }

  /** Of a clip of so many frames. */
  measures(frames: number): ConversionReport['measures'] {
    const measures = this.#named.map(([name, tally]) => [name, tally.report(frames)]);
    return Object.fromEntries(measures) as ConversionReport['measures'];
  }

  get jitter(): ConversionJitter | null {
    const { seen, steadied } = { seen: this.#jitterMeans.seen.value, steadied: this.#jitterMeans.steadied.value };
    return seen === null || steadied === null ? null : { seen, steadied };
  }

  get #named(): [ReportMeasure, MeasureTally<RgbImage | undefined>][] {
    return Object.entries(this.#tallies) as [ReportMeasure, MeasureTally<RgbImage | undefined>][];
  }

  #countNote({ swapped, jitterSeen }: PersonNote): void {
    if (swapped) this.swapped += 1;
    if (jitterSeen !== undefined) this.#jitterMeans.seen.add(jitterSeen);
  }

  #jitterOf(face: SteadyFace | undefined): { seen: number | undefined; steadied: number | undefined } {
    const { seen, steadied } = this.#jitter;
    return {
      seen: seen.add(face && { corners: networkCorners(face.seen), track: face.track }),
      steadied: steadied.add(face && { corners: networkCorners(face.mesh), track: face.track }),
    };
  }

  #flickerOf(whole: WholeSwap | undefined): number | undefined {
    return this.#flicker.add(whole && flickerSquare(whole));
  }

  async #lookAt({ frame, original, face }: WholeSwap, { place, note }: Measured): Promise<void> {
    const models = this.#models;
    if (!models) throw new Error('Frames are measured without models');
    const swap = { frame, original, face };
    const looking = Promise.all([lookAtSwap(models, swap), gazeShift(models, swap)]);
    const taken = place.picture();
    const kept = { note, place: { ...place, picture: () => taken } };
    const [{ descriptor, change }, gaze] = await looking;
    const { shown, replaced } = this.#person;
    if (descriptor && shown) this.#note('likenessToShown', kept, likenessOf(descriptor, shown));
    if (descriptor && replaced) this.#note('likenessToReplaced', kept, likenessOf(descriptor, replaced));
    this.#note('gaze', kept, gaze);
    for (const name of ['landmarks', 'eyes', 'mouth'] as const) this.#note(name, kept, change?.[name]);
  }

  #note(measure: ReportMeasure, { place, note }: Measured, value: number | undefined): void {
    if (value === undefined) return;
    note.measures[measure] = value;
    this.#tallies[measure].add(place, value);
    if (measure === 'jitter') this.#jitterMeans.steadied.add(value);
  }
}

interface Measured {
  readonly place: MeasuredFrame<RgbImage | undefined>;
  readonly note: PersonNote;
}

class RootMeanSquare {
  #squares = 0;
  #count = 0;

  add(value: number): void {
    this.#squares += value * value;
    this.#count += 1;
  }

  /** null of nothing. */
  get value(): number | null {
    return this.#count === 0 ? null : Math.sqrt(this.#squares / this.#count);
  }
}

const newTallies = (): Readonly<Record<ReportMeasure, MeasureTally<RgbImage | undefined>>> => ({
  likenessToShown: new MeasureTally('lower'),
  likenessToReplaced: new MeasureTally('higher'),
  flicker: new MeasureTally('higher'),
  seam: new MeasureTally('higher'),
  landmarks: new MeasureTally('higher'),
  eyes: new MeasureTally('higher'),
  mouth: new MeasureTally('higher'),
  gaze: new MeasureTally('higher'),
  jitter: new MeasureTally('higher'),
});

/** An edge changes slowly, and is dear to measure. */
const framesBetweenSeams = 5;

const once = <Value>(make: () => Value): (() => Value) => {
  let made: { readonly value: Value } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
};
