/** The one place where the kind of an error becomes an HTTP status. */
import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { type ErrorKind, type ErrorReport, errorKind, reportError, StudioError } from '#core/contract/errors.ts';

const statuses: Record<ErrorKind, ContentfulStatusCode> = {
  invalid: 400,
  forbidden: 403,
  missing: 404,
  conflict: 409,
  'too-large': 413,
  internal: 500,
  unavailable: 503,
};

export const statusOf = (report: ErrorReport): ContentfulStatusCode => statuses[errorKind(report.code)];

export const refuse = (context: Context, report: ErrorReport): Response => context.json(report, statusOf(report));

/** `onBug` hears of what is no refusal but a fault of ours; the client learns only that. */
export const createErrorHandler =
  (onBug: (error: unknown) => void) =>
  (error: Error, context: Context): Response => {
    if (error instanceof HTTPException) {
      return refuse(
        context,
        reportError(new StudioError('bad_request', error.message || 'The request is not understood.')),
      );
    }
    if (error instanceof StudioError) return refuse(context, reportError(error));
    onBug(error);
    return refuse(context, {
      code: 'internal',
      message: 'The studio has failed at this. Its log says more.',
      facts: {},
    });
  };

interface Invalid {
  readonly success: boolean;
  readonly error?: { readonly issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[] };
}

/** What zod found wrong, as one sentence that names the first field. */
export const refuseInvalid = (result: Invalid, context: Context): Response | undefined => {
  if (result.success) return undefined;
  const issue = result.error?.issues[0];
  const field = issue?.path.map(String).join('.') ?? '';
  const message = field ? `${field}: ${issue?.message}` : (issue?.message ?? 'The request is not understood.');
  return refuse(context, { code: 'bad_request', message, facts: { field } });
};
