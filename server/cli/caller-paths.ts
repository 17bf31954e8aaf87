/** Files as the person named them: npm runs us in the checkout and says in INIT_CWD where they stood. */
import { access, constants, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { StudioError } from '#core/contract/errors.ts';

export const fromCaller = (path: string): string => resolve(process.env.INIT_CWD ?? process.cwd(), path);

/** @throws StudioError file_missing */
export const requireFile = async (path: string): Promise<string> => {
  const absolute = fromCaller(path);
  const isFile = await stat(absolute).then(
    (entry) => entry.isFile(),
    () => false,
  );
  if (!isFile) throw new StudioError('file_missing', `There is no file ${path}.`, { facts: { path: absolute } });
  return absolute;
};

/** Where a result may be written: found out before hours of training, not after. @throws StudioError bad_request */
export const requireWritable = async (path: string): Promise<string> => {
  const absolute = fromCaller(path);
  try {
    await access(dirname(absolute), constants.W_OK);
  } catch (error) {
    throw new StudioError('bad_request', `Nothing can be written to ${dirname(absolute)}.`, {
      facts: { path: absolute },
      cause: error,
    });
  }
  return absolute;
};
