/** On what a person wants the engine to run: the processor, or GPUs by the numbers of their driver. Empty: its own choice. */
import { z } from 'zod';

export const deviceSetting = z
  .string()
  .regex(/^(|cpu|gpu:\d{1,3}(,gpu:\d{1,3})*)$/, 'cpu, gpu:0 or several as gpu:0,gpu:1');
