/**
 * The API of a studio in a process of its own, on the data folder named: real services on a real database behind real HTTP.
 * What is not there are the pages and the job workers, which have no part in it. `node tests/bench/api-server.ts FOLDER`
 * prints its address; `memory` on stdin is answered with the process's resident bytes.
 */
import { createInterface } from 'node:readline';
import { listen } from '#tests/server/helpers/listen.ts';
import { openTestStudio } from '#tests/server/helpers/test-studio.ts';

const [folder] = process.argv.slice(2);
const scene = await openTestStudio({ folder });
const server = await listen(scene);
process.stdout.write(`${server.address}\n`);
for await (const line of createInterface({ input: process.stdin })) {
  if (line === 'memory') process.stdout.write(`${process.memoryUsage().rss}\n`);
}
await server[Symbol.asyncDispose]();
await scene.close();
