/** Writes the browser's typed view of the REST interface: `node server/http/write-openapi.ts`. */
import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import openapiTypescript, { astToString } from 'openapi-typescript';
import { openApiDocument } from './openapi-document.ts';

export const generatedTypesPath = resolve(import.meta.dirname, '../../core/contract/rest-api.generated.ts');

export const restApiTypes = async (): Promise<string> => {
  const nodes = await openapiTypescript(withOptionalDefaults(openApiDocument()), { silent: true });
  return `/** Generated from server/http/definitions by server/http/write-openapi.ts. Do not edit. */\n${astToString(nodes)}`;
};

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** openapi-typescript takes a field with a default as always there: true of replies, not of what one may send. */
const withOptionalDefaults = (document: unknown): string => {
  const copy = JSON.parse(JSON.stringify(document)) as { paths: Json; components: { schemas: Record<string, Json> } };
  for (const name of bodySchemaNames(copy.paths)) dropDefaults(copy.components.schemas[name] ?? null);
  return JSON.stringify(copy);
};

const bodySchemaNames = (paths: Json): string[] =>
  [...JSON.stringify(paths).matchAll(/"requestBody":\{.*?"schema":\{"\$ref":"#\/components\/schemas\/(\w+)"/g)].map(
    (match) => match[1] ?? '',
  );

const dropDefaults = (node: Json): void => {
  if (node === null || typeof node !== 'object') return;
  if (!Array.isArray(node)) delete node.default;
  for (const child of Object.values(node)) dropDefaults(child);
};

if (import.meta.main) await writeFile(generatedTypesPath, await restApiTypes());
