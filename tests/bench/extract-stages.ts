/**
 * What the parts of an extraction cost each by itself, on frames of a clip, and how steady landmarks are on a still head;
 * or, with `memory`, what TensorFlow and the models hold alone. A figure a line, as JSON.
 * `node tests/bench/extract-stages.ts PATH|memory`
 */
import { join } from 'node:path';
import { cutFace } from '#core/dataset/cut-face.ts';
import type { VideoFrame } from '#core/pixels/image.ts';
import { createClipFaceModels } from '#server/adapters/tensorflow/face-models/create-clip-face-models.ts';
import { type FollowedFrame, followFaces } from '#server/pipelines/follow-faces.ts';
import { steadyTracks } from '#server/pipelines/steady-tracks.ts';
import type { ClipFaceModels } from '#server/ports/clip-face-models.ts';
import type { FoundFace } from '#server/ports/face-models.ts';
import { ffmpeg, temporaryFolder } from '#tests/helpers/make-clip.ts';
import { factsOf, frameIo, imageCodec, someFrames } from '#tests/helpers/real-tools.ts';
import { sharedMedia } from '#tests/helpers/shared.ts';

const say = (name: string, value: number, unit: string): void =>
  void process.stdout.write(`${JSON.stringify({ name, value, unit })}\n`);

const memory = async (): Promise<void> => {
  const bare = process.memoryUsage().rss;
  using models = createClipFaceModels();
  const picture = sharedMedia('latentsync_demo2_manA.mp4');
  const [frame] = picture ? await someFrames(picture, { count: 1 }) : [];
  if (frame)
    await models.describe((await models.find({ frame, known: [], thorough: true })).map((face) => ({ frame, face })));
  say('of_which_tensorflow_and_models', (process.memoryUsage().rss - bare) / 2 ** 30, 'GiB');
};

const stages = async (path: string): Promise<void> => {
  using models = createClipFaceModels();
  const frames = await someFrames(path, { count: 24 });
  const [first] = frames as [VideoFrame];
  const [face] = (await models.find({ frame: first, known: [], thorough: true })) as [FoundFace];
  await models.describe([{ frame: first, face }]);
  // Time of the processor, all threads: what else the machine does meanwhile falls out.
  const time = async (name: string, work: (frame: VideoFrame) => unknown): Promise<void> => {
    for (const frame of frames.slice(0, 4)) await work(frame);
    const before = process.cpuUsage();
    for (const frame of frames) await work(frame);
    const { user, system } = process.cpuUsage(before);
    say(`${name}_cpu`, (user + system) / 1000 / frames.length, 'ms');
  };
  await time('look_quick', (frame) => models.find({ frame, known: [face], thorough: false }));
  await time('look_thorough', (frame) => models.find({ frame, known: [face], thorough: true }));
  await time('follow_one_face', (frame) => models.follow([{ frame, face }]));
  await time('describe_one_face', (frame) => models.describe([{ frame, face }]));
  await time('cut_and_measure', (frame) => cutFace({ ...face, frame }));
  const { crop } = cutFace({ ...face, frame: first });
  await time('encode_jpeg', () => imageCodec.encodeJpeg(crop, { quality: 95 }));
  await jitter(models);
};

/** A photo moved by two pixels a frame under noise: what of the landmarks' way is not that move is their jitter. */
const jitter = async (models: ClipFaceModels): Promise<void> => {
  const photo = sharedMedia('nasa_astronaut_collins.png');
  if (photo === undefined) return;
  await using folder = await temporaryFolder();
  const path = join(folder.path, 'still.mp4');
  const moved = `scale=-2:1280,crop=1080:1080:x='${pixelsPerFrame}*n':y=60,noise=alls=8:allf=t,format=yuv420p`;
  const output = ['-frames:v', '60', '-r', '25', '-c:v', 'libx264', '-preset', 'ultrafast', '-crf', '18'];
  await ffmpeg(['-loop', '1', '-r', '25', '-i', photo, '-vf', moved, ...output, path]);
  const frames = () =>
    frameIo.readFrames({ path, facts, samplesPerSecond: null, signal: new AbortController().signal });
  const facts = await factsOf(path);
  say('jitter_raw', await jitterOf(followFaces({ frames: frames(), models })), '% of face');
  say('jitter_steadied', await jitterOf(steadyTracks(followFaces({ frames: frames(), models }))), '% of face');
};

const pixelsPerFrame = 2;

/** Root mean square distance of the landmarks from their mean place on the head, in hundredths of the face's width. */
const jitterOf = async (followed: AsyncIterable<FollowedFrame>): Promise<number> => {
  const meshes: number[][] = [];
  let width = 0;
  for await (const { frame, faces } of followed) {
    const [largest] = faces;
    if (!largest) continue;
    width = largest.face.box.width;
    meshes.push(largest.face.mesh.flatMap(([x, y]) => [x + pixelsPerFrame * frame.index, y]));
  }
  const means = (meshes[0] ?? []).map(
    (_, i) => meshes.reduce((sum, mesh) => sum + (mesh[i] as number), 0) / meshes.length,
  );
  const squares = meshes.map((mesh) => mesh.reduce((sum, value, i) => sum + (value - (means[i] as number)) ** 2, 0));
  const points = (meshes.length * means.length) / 2;
  return (100 * Math.sqrt(squares.reduce((sum, value) => sum + value, 0) / points)) / width;
};

const what = process.argv[2] ?? '';
await (what === 'memory' ? memory() : stages(what));
