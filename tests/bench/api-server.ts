/**
 * The API of a studio in a process of its own, on the data folder named: real services on a real database behind real HTTP.
 * What is not there are the pages and the job workers, which have no part in it. `node tests/bench/api-server.ts FOLDER`
 * prints its address; a line on stdin is answered with the process's resident bytes and the milliseconds it has computed.
 */
import { createInterface } from 'node:readline';
import { listen } from '#tests/server/helpers/listen.ts';
import { openTestStudio } from '#tests/server/helpers/test-studio.ts';

const [folder] = process.argv.slice(2);
const scene = await openTestStudio({ folder });
const server = await listen(scene);
process.stdout.write(`${server.address}\n`);
for await (const line of createInterface({ input: process.stdin })) {
  const { user, system } = process.cpuUsage();
  if (line === 'usage') process.stdout.write(`${process.memoryUsage().rss} ${(user + system) / 1000}\n`);
}
await server[Symbol.asyncDispose]();
await scene.close();
