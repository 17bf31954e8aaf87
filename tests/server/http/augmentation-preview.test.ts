import { mkdir, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PersonView } from '#core/contract/person.ts';
import { createImageCodec } from '#server/adapters/sharp/image-codec.ts';
import { blobs } from '#tests/helpers/small-autoencoder.ts';
import { consent, extractFaces, foundFace, importedClip } from '#tests/server/helpers/scenes.ts';
import { openTestStudio, type TestStudio } from '#tests/server/helpers/test-studio.ts';

describe('a preview of augmentation', () => {
  const images = createImageCodec();
  let studio: TestStudio;
  let people: PersonView[];

  beforeAll(async () => {
    studio = await openTestStudio({ images });
    people = [];
    for (const name of ['Ana', 'Bo']) {
      const { body: person } = await studio.call<PersonView>('/api/persons', { name });
      await studio.call(`/api/persons/${person.id}/consents`, consent);
      people.push(person);
    }
  });
  afterAll(() => studio[Symbol.asyncDispose]());

  const ask = (query: Record<string, string>) => {
    const [a, b] = people as [PersonView, PersonView];
    return studio.request(
      `/api/augmentation-preview?${new URLSearchParams({ personA: a.id, personB: b.id, ...query })}`,
    );
  };
  const picture = async (query: Record<string, string>) => {
    const reply = await ask(query);
    expect([reply.status, reply.headers.get('content-type')]).toEqual([200, 'image/png']);
    return images.decode(new Uint8Array(await reply.arrayBuffer()), { maxSide: 2000 });
  };

  it('is refused while there are no faces', async () => {
    const reply = await ask({});
    expect(reply.status).toBe(400);
    expect(await reply.json()).toMatchObject({ code: 'no_faces' });
  });

  it('shows what the model is given above what it is to draw, of both people', async () => {
    for (const [index, person] of people.entries()) {
      const clip = await importedClip(studio, person.id);
      const faces = [foundFace(), foundFace({ frameIndex: 5 })];
      await extractFaces(studio, faces);
      await mkdir(studio.files.paths.faces(clip.id), { recursive: true });
      const jpeg = await images.encodeJpeg(blobs(index + 1, 256), { quality: 95 });
      for (const face of faces) await writeFile(studio.files.paths.face(clip.id, face.id), jpeg);
    }
    const off = { chance: 0 };
    const still = { warp: off, transform: off, flip: off };
    const { width, height, data } = await picture({ settings: JSON.stringify(still) });
    expect([width, height]).toEqual([7 * 112, 4 * 112]);
    const row = (at: number) => data.slice(at * 112 * width * 3, (at + 1) * 112 * width * 3);
    expect(row(0)).toEqual(row(1));
    expect(row(2)).toEqual(row(3));
    expect(row(0)).not.toEqual(row(2));
  });

  it('is the same for the same seed, another for another, and follows the settings', async () => {
    const usual = await picture({});
    expect(await picture({ seed: '1' })).toEqual(usual);
    expect(await picture({ seed: '2' })).not.toEqual(usual);
    expect(await picture({ settings: '{"noise":{"chance":1}}' })).not.toEqual(usual);
  });

  it('refuses what is no augmentation', async () => {
    for (const settings of ['{', '{"warp":{"chance":2}}']) expect((await ask({ settings })).status).toBe(400);
  });
});
