import { expect, it } from 'vitest';
import { readModelFile } from '#components/training/sharing/read-model-file.ts';
import { modelBytes, someCard } from '#tests/server/helpers/shared-models.ts';

const file = (bytes: Uint8Array) => new Blob([new Uint8Array(bytes)]);

it('a model file that is chosen shows its card before it is sent', async () => {
  expect(await readModelFile(file(modelBytes()))).toEqual(someCard());
});

it('what is no model is said to be none at once, with the code that the studio would give', async () => {
  await expect(readModelFile(file(new Uint8Array(4)))).rejects.toMatchObject({ code: 'not_a_model' });
  await expect(readModelFile(file(Buffer.from('%PDF-1.7 and so on')))).rejects.toMatchObject({ code: 'not_a_model' });
  await expect(readModelFile(file(modelBytes().subarray(0, -1)))).rejects.toMatchObject({ code: 'model_file_refused' });
});
