/**
 * JSON as a strange file may hold it: looked over before anything is built of it. `JSON.parse` takes the last of two keys
 * of one name where other readers take the first, so that one file means two things; and it builds whatever depth it is given.
 */

/** @throws SyntaxError for what is not JSON, says a key twice, or lies deeper than `maxDepth` */
export const parseStrictJson = (text: string, { maxDepth }: { readonly maxDepth: number }): unknown => {
  lookOver(text, maxDepth);
  return JSON.parse(text);
};

/** Text and numbers are left to `JSON.parse`: here only what nests and names is followed. */
const lookOver = (text: string, maxDepth: number): void => {
  /** Of each object or list that is open, the keys it has had; null for a list. */
  const open: (Set<string> | null)[] = [];
  let isKeyNext = false;
  for (let at = 0; at < text.length; at += 1) {
    switch (text[at]) {
      case '{':
      case '[':
        isKeyNext = text[at] === '{';
        open.push(isKeyNext ? new Set() : null);
        if (open.length > maxDepth) throw new SyntaxError(`it nests deeper than ${maxDepth}`);
        break;
      case '}':
      case ']':
        open.pop();
        isKeyNext = false;
        break;
      case ',':
        isKeyNext = open.at(-1) instanceof Set;
        break;
      case '"': {
        const end = endOfText(text, at);
        if (isKeyNext) addKey(open.at(-1), text.slice(at, end));
        isKeyNext = false;
        at = end - 1;
        break;
      }
      default:
    }
  }
};

/** Behind its closing quote. */
const endOfText = (text: string, start: number): number => {
  for (let at = start + 1; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === '"') return at + 1;
  }
  throw new SyntaxError('a text in it does not end');
};

const addKey = (keys: Set<string> | null | undefined, quoted: string): void => {
  const key = JSON.parse(quoted) as string;
  // As a key of a plain object it would be no key at all.
  if (key === '__proto__') throw new SyntaxError('it names __proto__');
  if (keys?.has(key)) throw new SyntaxError(`it says "${key}" twice`);
  keys?.add(key);
};
