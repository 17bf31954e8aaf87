/** Seconds that a call took, and seconds of the processor in all threads, as the runners of `bench train` answer. */
export const timed = (call: () => unknown): string => {
  const [began, worked] = [performance.now(), process.cpuUsage()];
  call();
  const { user, system } = process.cpuUsage(worked);
  return `${(performance.now() - began) / 1000} ${(user + system) / 1e6}\n`;
};
