import { expect, test } from 'vitest';
import type { PersonView } from '#core/contract/person.ts';
import type { PreviewList, RunView } from '#core/contract/run.ts';
import { createImageCodec } from '#server/adapters/sharp/image-codec.ts';
import { consent } from '#tests/server/helpers/scenes.ts';
import { openTestStudio } from '#tests/server/helpers/test-studio.ts';

const codec = createImageCodec();

/** Two groups of three columns a side, of 8 px faces: the first group is red, the rest a grey of its own. */
const preview = (grey: number) => {
  const [width, height] = [96, 56];
  const data = new Uint8Array(width * height * 3).fill(grey);
  for (let y = 0; y < height; y += 1) for (let x = 0; x < width / 4; x += 1) data.set([250, 0, 0], (y * width + x) * 3);
  return codec.encodePng({ width, height, data });
};

test('previews are listed in order, shown small by their first faces, and joined to one moving picture', async () => {
  await using studio = await openTestStudio({ images: codec });
  const people: string[] = [];
  for (const name of ['Ana', 'Bo']) {
    const { body } = await studio.call<PersonView>('/api/persons', { name });
    await studio.call(`/api/persons/${body.id}/consents`, consent);
    people.push(body.id);
  }
  const made = { personAId: people[0], personBId: people[1], settings: {} };
  const { id } = (await studio.call<RunView>('/api/runs', made)).body;
  expect((await studio.request(`/api/runs/${id}/time-lapse`)).status).toBe(404);
  for (const iteration of [100, 25, 1])
    await studio.files.write(studio.files.paths.preview(id, { branch: 0, iteration }), await preview(100 + iteration));

  const { body: list } = await studio.call<PreviewList>(`/api/runs/${id}/previews`);
  expect(list).toEqual({ previews: [1, 25, 100].map((iteration) => ({ branch: 0, iteration })), left: [] });
  const small = await studio.request(`/api/runs/${id}/previews/25/thumbnail`);
  expect(small.headers.get('cache-control')).toContain('immutable');
  const picture = await codec.decode(new Uint8Array(await small.arrayBuffer()), { maxSide: 1000 });
  expect([picture.width, picture.height]).toEqual([24, 24]);
  expect(Math.min(...picture.data.filter((_, index) => index % 3 === 0))).toBeGreaterThan(200);
  expect((await studio.request(`/api/runs/${id}/previews/26/thumbnail`)).status).toBe(404);

  const film = await studio.request(`/api/runs/${id}/time-lapse`);
  expect(film.headers.get('content-type')).toBe('image/webp');
  const bytes = Buffer.from(await film.arrayBuffer()).toString('latin1');
  expect([...bytes.matchAll(/ANMF/g)]).toHaveLength(3);
});
