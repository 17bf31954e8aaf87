import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseStrictJson } from '#core/interchange/safetensors/strict-json.ts';

const parse = (text: string, maxDepth = 20) => parseStrictJson(text, { maxDepth });

it('reads whatever JSON.parse reads, to the same value', () => {
  fc.assert(
    fc.property(fc.json({ maxDepth: 5 }), (text) => {
      fc.pre(!text.includes('__proto__'));
      expect(parse(text)).toEqual(JSON.parse(text));
    }),
    { numRuns: 500 },
  );
});

it('refuses whatever JSON.parse refuses, and never with another kind of error', () => {
  const isJson = (text: string): boolean => {
    try {
      JSON.parse(text);
      return true;
    } catch {
      return false;
    }
  };
  const tokens = fc.array(fc.constantFrom('{', '}', '[', ']', ',', ':', '"a"', '"', '\\', '1', ' ', 'null'), {
    maxLength: 12,
  });
  fc.assert(
    fc.property(tokens, (parts) => {
      const text = parts.join('');
      fc.pre(!isJson(text));
      expect(() => parse(text)).toThrow(SyntaxError);
    }),
    { numRuns: 2000 },
  );
});

it.each([
  ['a key twice', '{"a":1,"a":2}'],
  ['a key twice, once in escapes', '{"a":1,"\\u0061":2}'],
  ['a key twice further in', '[{"b":[{"a":1},{"c":1,"c":1}]}]'],
  ['a key after a nested object', '{"a":{"b":1},"a":1}'],
  ['a key that sets a prototype', '{"__proto__":{}}'],
  ['a text that does not end', '{"a":"'],
])('refuses %s', (_, text) => {
  expect(() => parse(text)).toThrow(SyntaxError);
});

it('takes one key in two objects, and values that look like keys', () => {
  expect(parse('[{"a":"a"},{"a":["a","a",{"a":"\\"a"}]}]')).toEqual([{ a: 'a' }, { a: ['a', 'a', { a: '"a' }] }]);
});

it('refuses what nests too deep before anything is built of it', () => {
  expect(parse('[[1]]', 2)).toEqual([[1]]);
  expect(() => parse('[[[1]]]', 2)).toThrow('deeper than 2');
  expect(() => parse('['.repeat(3_000_000), 2)).toThrow('deeper than 2');
});
