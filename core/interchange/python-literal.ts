/**
 * Reads the text that Python's `str` makes of dicts, lists, tuples, texts, numbers, True, False and None: the form in
 * which faceswap writes what it knows into a picture. Nothing is evaluated.
 */

export type PythonValue =
  | null
  | boolean
  | number
  | string
  | readonly PythonValue[]
  | { readonly [key: string]: PythonValue };

/** Undefined where the text is not such a literal. */
export const parsePythonLiteral = (text: string): PythonValue | undefined => {
  try {
    const reader = new LiteralReader(text);
    const value = reader.value(0);
    return reader.atEnd() ? value : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
};

/** Deeper than any of its dicts; guards the stack. */
const deepest = 32;

const words: Readonly<Record<string, PythonValue>> = { True: true, False: false, None: null };

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', '\\': '\\', "'": "'", '"': '"' };

class LiteralReader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  atEnd(): boolean {
    this.#skipSpace();
    return this.#at === this.#text.length;
  }

  value(depth: number): PythonValue {
    if (depth > deepest) throw new SyntaxError('too deep');
    this.#skipSpace();
    const next = this.#text[this.#at];
    if (next === '{') return this.#dict(depth);
    if (next === '[') return this.#items({ close: ']', depth });
    if (next === '(') return this.#items({ close: ')', depth });
    if (next === "'" || next === '"') return this.#string(next);
    return this.#wordOrNumber();
  }

  #dict(depth: number): PythonValue {
    const entries: [string, PythonValue][] = [];
    this.#at += 1;
    while (!this.#take('}')) {
      const key = this.value(depth + 1);
      this.#expect(':');
      entries.push([String(key), this.value(depth + 1)]);
      if (!this.#take(',')) {
        this.#expect('}');
        break;
      }
    }
    return Object.fromEntries(entries);
  }

  #items({ close, depth }: { close: string; depth: number }): PythonValue[] {
    const items: PythonValue[] = [];
    this.#at += 1;
    while (!this.#take(close)) {
      items.push(this.value(depth + 1));
      if (!this.#take(',')) {
        this.#expect(close);
        break;
      }
    }
    return items;
  }

  #string(quote: string): string {
    let value = '';
    for (this.#at += 1; this.#at < this.#text.length; this.#at += 1) {
      const next = this.#text[this.#at] as string;
      if (next === quote) {
        this.#at += 1;
        return value;
      }
      if (next === '\\') {
        this.#at += 1;
        value += this.#escape();
      } else value += next;
    }
    throw new SyntaxError('the text does not end');
  }

  #escape(): string {
    const letter = this.#text[this.#at] ?? '';
    const digits = { x: 2, u: 4, U: 8 }[letter];
    if (digits === undefined) return escapes[letter] ?? `\\${letter}`;
    const code = Number.parseInt(this.#text.slice(this.#at + 1, this.#at + 1 + digits), 16);
    if (!(code <= 0x10ffff)) throw new SyntaxError('not a character');
    this.#at += digits;
    return String.fromCodePoint(code);
  }

  #wordOrNumber(): PythonValue {
    const word = /^[\w.+-]+/.exec(this.#text.slice(this.#at, this.#at + 64))?.[0] ?? '';
    this.#at += word.length;
    if (Object.hasOwn(words, word)) return words[word] as PythonValue;
    const value = Number(word);
    if (word === '' || Number.isNaN(value)) throw new SyntaxError('not a value');
    return value;
  }

  #take(letter: string): boolean {
    this.#skipSpace();
    if (this.#text[this.#at] !== letter) return false;
    this.#at += 1;
    return true;
  }

  #expect(letter: string): void {
    if (!this.#take(letter)) throw new SyntaxError(`expected ${letter}`);
  }

  #skipSpace(): void {
    while (this.#text[this.#at] === ' ' || this.#text[this.#at] === '\n') this.#at += 1;
  }
}
