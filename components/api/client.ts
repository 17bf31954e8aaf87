/** The one client of the REST interface, typed by its OpenAPI document; a refusal becomes a thrown RequestError. */
import createClient from 'openapi-fetch';
import type { paths } from '#core/contract/rest-api.generated.ts';

export const api = createClient<paths>({
  baseUrl: typeof window === 'undefined' ? 'http://127.0.0.1' : window.location.origin,
});

/** Code of a request that got no answer at all: not one of the server's. */
export const unreachable = 'unreachable';

export class RequestError extends Error {
  readonly code: string;
  readonly facts: Readonly<Record<string, string | number | boolean | null>>;

  constructor(report: { code: string; message: string; facts?: RequestError['facts'] }, options?: ErrorOptions) {
    super(report.message, options);
    this.name = 'RequestError';
    this.code = report.code;
    this.facts = report.facts ?? {};
  }
}

interface Answer<Data> {
  data?: Data;
  error?: unknown;
  response: Response;
}

/** The body of a good answer; anything else is thrown as a RequestError. */
export async function unwrap<Data>(request: Promise<Answer<Data>>): Promise<Data> {
  const answer = await request.catch((cause: unknown) => {
    throw new RequestError({ code: unreachable, message: 'The studio does not answer.' }, { cause });
  });
  if (!answer.response.ok) throw toRequestError(answer.error, answer.response.status);
  return answer.data as Data;
}

/** Reads `{code, message, facts}`; a body of another shape says only its status. */
export function toRequestError(body: unknown, status: number): RequestError {
  const report = body as { code?: unknown; message?: unknown; facts?: RequestError['facts'] } | undefined;
  return typeof report?.code === 'string' && typeof report.message === 'string'
    ? new RequestError({ code: report.code, message: report.message, facts: report.facts })
    : new RequestError({ code: 'internal', message: `HTTP ${status}` });
}
