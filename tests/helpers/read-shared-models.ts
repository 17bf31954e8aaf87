/** A process that reads model files, and says how each was refused and by how much its memory has grown at most. */
import { reportError } from '#core/contract/errors.ts';
import { createSharedModelReader } from '#server/adapters/safetensors/read-shared-model.ts';
import { smallArchitectures } from './small-autoencoder.ts';

const reader = createSharedModelReader({ architectures: smallArchitectures });
const before = process.memoryUsage.rss();
const codes: string[] = [];
for (const path of process.argv.slice(2)) {
  const code = await reader
    .read(path, { signal: new AbortController().signal, onProgress: () => undefined })
    .then(() => 'taken')
    .catch((error: unknown) => reportError(error).code);
  codes.push(code);
}
// The most the process ever held, in kilobytes: what was let go again counts too.
const grownBytes = process.resourceUsage().maxRSS * 1024 - before;
process.stdout.write(JSON.stringify({ codes, grownBytes }));
