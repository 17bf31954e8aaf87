/** Clips and broken files that lie beside a checkout, not in it. Tests that use them skip by name where they are missing. */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

const sharedFolder = resolve(import.meta.dirname, '../../../shared');

/** The path of a real clip, or undefined where the folder is missing. */
export const sharedMedia = (name: string): string | undefined => present(join(sharedFolder, 'media', name));

/** The path of a broken or hostile file, or undefined where the folder is missing. */
export const sharedHostile = (name: string): string | undefined => present(join(sharedFolder, 'hostile', 'made', name));

const present = (path: string): string | undefined => (existsSync(path) ? path : undefined);
