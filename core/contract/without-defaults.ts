/** The same object without its defaults: what is left out stays left out, so that who reads it can tell. */
import { z } from 'zod';

export const withoutDefaults = <Shape extends z.ZodRawShape>(object: z.ZodObject<Shape>): z.ZodObject<Bare<Shape>> =>
  z.object(
    Object.fromEntries(Object.entries(object.shape).map(([key, schema]) => [key, bare(schema).optional()])),
  ) as unknown as z.ZodObject<Bare<Shape>>;

type Bare<Shape extends z.ZodRawShape> = { -readonly [Key in keyof Shape]: z.ZodOptional<BareSchema<Shape[Key]>> };

type BareSchema<Schema> =
  Schema extends z.ZodDefault<infer Inner> ? Inner : Schema extends z.ZodPrefault<infer Inner> ? Inner : Schema;

const bare = (schema: z.core.$ZodType): z.ZodType =>
  (schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault ? schema.unwrap() : schema) as z.ZodType;
