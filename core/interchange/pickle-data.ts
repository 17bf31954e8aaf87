/**
 * Reads the plain data of a Python pickle: dicts, lists, tuples, texts, numbers. A pickle is a program; of its
 * instructions only those that build data are followed, and whatever would import or call something becomes `null`.
 * Instructions: CPython's Lib/pickletools.py.
 */

export type PickleValue = null | boolean | number | string | PickleValue[] | Map<string, PickleValue>;

/** Undefined where the bytes are no pickle of data. */
export const readPickleData = (bytes: Uint8Array): PickleValue | undefined => {
  try {
    return new PickleReader(bytes).read();
  } catch (error) {
    if (error instanceof RangeError || error instanceof SyntaxError) return undefined;
    throw error;
  }
};

/** Where a MARK instruction stood. */
const mark = Symbol('mark');
type Entry = PickleValue | typeof mark;

const text = new TextDecoder();
const latin = new TextDecoder('latin1');

class PickleReader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  readonly #stack: Entry[] = [];
  readonly #memo = new Map<number, PickleValue>();
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  read(): PickleValue {
    for (;;) {
      const code = this.#byte();
      if (code === stop) return this.#pop();
      const instruction = instructions[code];
      if (!instruction) throw new SyntaxError(`unknown instruction ${code}`);
      instruction(this.#machine);
    }
  }

  readonly #machine: Machine = {
    byte: () => this.#byte(),
    number: (size) => this.#number(size),
    double: () => this.#view.getFloat64(this.#advance(8), false),
    text: (size) => text.decode(this.#slice(size)),
    latin: (size) => latin.decode(this.#slice(size)),
    line: () => this.#line(),
    skip: (size) => void this.#slice(size),
    push: (value) => void this.#stack.push(value),
    mark: () => void this.#stack.push(mark),
    pop: () => this.#pop(),
    popToMark: () => this.#popToMark(),
    top: () => this.#top(),
    remember: (index) => void this.#memo.set(index ?? this.#memo.size, this.#top()),
    recall: (index) => {
      const value = this.#memo.get(index);
      if (value === undefined) throw new SyntaxError('nothing remembered there');
      this.#stack.push(value);
    },
  };

  #byte(): number {
    return this.#view.getUint8(this.#advance(1));
  }

  /** Little-endian, unsigned up to 4 bytes; longer ones as JavaScript numbers hold them. */
  #number(size: number): number {
    const start = this.#advance(size);
    let value = 0;
    for (let i = size - 1; i >= 0; i--) value = value * 256 + this.#view.getUint8(start + i);
    return value;
  }

  #advance(size: number): number {
    const start = this.#at;
    if (start + size > this.#bytes.length) throw new RangeError('the pickle breaks off');
    this.#at += size;
    return start;
  }

  #slice(size: number): Uint8Array {
    const start = this.#advance(size);
    return this.#bytes.subarray(start, start + size);
  }

  #line(): string {
    const end = this.#bytes.indexOf(0x0a, this.#at);
    if (end < 0) throw new RangeError('the pickle breaks off');
    const line = latin.decode(this.#bytes.subarray(this.#at, end));
    this.#at = end + 1;
    return line;
  }

  #pop(): PickleValue {
    const entry = this.#stack.pop();
    if (entry === undefined || entry === mark) throw new SyntaxError('nothing to take');
    return entry;
  }

  #popToMark(): PickleValue[] {
    const at = this.#stack.lastIndexOf(mark);
    if (at < 0) throw new SyntaxError('no mark');
    return this.#stack.splice(at).slice(1) as PickleValue[];
  }

  #top(): PickleValue {
    const entry = this.#stack.at(-1);
    if (entry === undefined || entry === mark) throw new SyntaxError('nothing to take');
    return entry;
  }
}

interface Machine {
  byte(): number;
  number(size: number): number;
  double(): number;
  text(size: number): string;
  latin(size: number): string;
  line(): string;
  skip(size: number): void;
  push(value: PickleValue): void;
  mark(): void;
  pop(): PickleValue;
  popToMark(): PickleValue[];
  top(): PickleValue;
  remember(index?: number): void;
  recall(index: number): void;
}

type Instruction = (machine: Machine) => void;

const stop = 0x2e;

const append = (list: PickleValue, items: readonly PickleValue[]): void => {
  if (Array.isArray(list)) for (const item of items) list.push(item);
};

const setItems = (dict: PickleValue, items: readonly PickleValue[]): void => {
  if (!(dict instanceof Map)) return;
  for (let i = 0; i + 1 < items.length; i += 2) dict.set(String(items[i]), items[i + 1] as PickleValue);
};

const signed = (value: number, bits: number): number => (value >= 2 ** (bits - 1) ? value - 2 ** bits : value);

/** Takes what an object would be made of; the object itself is not made. */
const instead = (machine: Machine, count: number): void => {
  for (let i = 0; i < count; i++) machine.pop();
  machine.push(null);
};

const instructions: Readonly<Record<number, Instruction>> = {
  128: (m) => m.skip(1), // PROTO
  149: (m) => m.skip(8), // FRAME
  40: (m) => m.mark(), // MARK
  48: (m) => void m.pop(), // POP
  78: (m) => m.push(null), // NONE
  136: (m) => m.push(true), // NEWTRUE
  137: (m) => m.push(false), // NEWFALSE
  74: (m) => m.push(signed(m.number(4), 32)), // BININT
  75: (m) => m.push(m.number(1)), // BININT1
  77: (m) => m.push(m.number(2)), // BININT2
  138: (m) => {
    const size = m.number(1);
    m.push(signed(m.number(size), size * 8));
  }, // LONG1
  71: (m) => m.push(m.double()), // BINFLOAT
  88: (m) => m.push(m.text(m.number(4))), // BINUNICODE
  140: (m) => m.push(m.text(m.number(1))), // SHORT_BINUNICODE
  84: (m) => m.push(m.latin(m.number(4))), // BINSTRING
  85: (m) => m.push(m.latin(m.number(1))), // SHORT_BINSTRING
  66: (m) => m.push(m.latin(m.number(4))), // BINBYTES
  67: (m) => m.push(m.latin(m.number(1))), // SHORT_BINBYTES
  142: (m) => m.push(m.latin(m.number(8))), // BINBYTES8
  150: (m) => m.push(m.latin(m.number(8))), // BYTEARRAY8
  93: (m) => m.push([]), // EMPTY_LIST
  97: (m) => {
    const item = m.pop();
    append(m.top(), [item]);
  }, // APPEND
  101: (m) => {
    const items = m.popToMark();
    append(m.top(), items);
  }, // APPENDS
  41: (m) => m.push([]), // EMPTY_TUPLE
  116: (m) => m.push(m.popToMark()), // TUPLE
  133: (m) => m.push([m.pop()]), // TUPLE1
  134: (m) => m.push([m.pop(), m.pop()].reverse()), // TUPLE2
  135: (m) => m.push([m.pop(), m.pop(), m.pop()].reverse()), // TUPLE3
  125: (m) => m.push(new Map()), // EMPTY_DICT
  115: (m) => {
    const value = m.pop();
    const key = m.pop();
    setItems(m.top(), [key, value]);
  }, // SETITEM
  117: (m) => {
    const items = m.popToMark();
    setItems(m.top(), items);
  }, // SETITEMS
  113: (m) => m.remember(m.number(1)), // BINPUT
  114: (m) => m.remember(m.number(4)), // LONG_BINPUT
  148: (m) => m.remember(), // MEMOIZE
  104: (m) => m.recall(m.number(1)), // BINGET
  106: (m) => m.recall(m.number(4)), // LONG_BINGET
  99: (m) => {
    m.line();
    m.line();
    m.push(null);
  }, // GLOBAL
  147: (m) => instead(m, 2), // STACK_GLOBAL
  82: (m) => instead(m, 2), // REDUCE
  129: (m) => instead(m, 2), // NEWOBJ
  98: (m) => instead(m, 2), // BUILD
};
