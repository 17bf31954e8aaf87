/** What many routes share: the shapes of ids, replies and refusals. */
import { z } from '@hono/zod-openapi';
import { named } from './named-schemas.ts';

/** Ids go into file paths: nothing but these letters ever gets that far. */
export const idText = z.string().regex(/^[0-9a-zA-Z-]{1,64}$/);

export const idParam = z.object({ id: idText });

/** Of two previews of one iteration, which. */
export const branchQuery = z.object({ branch: z.coerce.number().int().nonnegative().default(0) });

export const json = <Schema extends z.ZodType>(schema: Schema, description: string) => ({
  description,
  content: { 'application/json': { schema } },
});

export const jsonBody = <Schema extends z.ZodType>(schema: Schema) => ({
  content: { 'application/json': { schema } },
  required: true,
});

export const binary = (type: string, description: string) => ({
  description,
  content: { [type]: { schema: z.string().openapi({ format: 'binary' }) } },
});

/** A file that may be asked for in parts. */
export const ranged = (type: string, description: string) => ({
  200: binary(type, description),
  206: binary(type, `A part of it: ${description}`),
});

export const nothing = (description: string) => ({ description });

/** Every refusal, whatever its status (400, 403, 404, 409, 413, 500, 503), has the same body. */
export const refusals = {
  default: json(named.ErrorReport, 'Refused or failed: a stable code and a sentence'),
} as const;
