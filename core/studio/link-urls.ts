/** The addresses in a pasted text, each in the one form in which it is kept and compared. */
import { StudioError } from '#core/contract/errors.ts';

/** Lines, blanks and commas part them; lines that begin with # are remarks, as in lists that other programs read. */
export const urlsIn = (text: string): string[] => [
  ...new Set(
    text
      .split('\n')
      .filter((line) => !line.trimStart().startsWith('#'))
      .flatMap((line) => line.split(/[\s,]+/))
      .filter((word) => word !== ''),
  ),
];

/** @throws StudioError link_malformed where it is no address of a page */
export const canonicalUrl = (text: string): string => {
  const hasScheme = /^[a-z][a-z0-9+.-]*:(?!\d)/i.test(text);
  const url = parse(hasScheme ? text : `https://${text}`);
  // A bare word is a slip of the hand rather than a host.
  const isPage = url && /^https?:$/.test(url.protocol) && (hasScheme || url.hostname.includes('.'));
  if (!isPage) throw new StudioError('link_malformed', `"${shortened(text)}" is no http or https address.`);
  if (url.username !== '' || url.password !== '') {
    throw new StudioError('link_malformed', 'An address with a user name or a password in it is not kept.');
  }
  url.hash = '';
  return url.href;
};

const parse = (text: string): URL | undefined => {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
};

const shortened = (text: string): string => (text.length > 80 ? `${text.slice(0, 79)}…` : text);
