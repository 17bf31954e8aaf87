'use client';
/** A number the browser remembers: sizes and speeds somebody set for themselves. */
import { useEffect, useState } from 'react';

export function useStoredNumber(name: string, initial: number): [number, (value: number) => void] {
  const [value, setValue] = useState(initial);
  useEffect(() => {
    const stored = Number(localStorage.getItem(name) ?? Number.NaN);
    if (Number.isFinite(stored)) setValue(stored);
  }, [name]);
  const keep = (next: number) => {
    setValue(next);
    localStorage.setItem(name, String(next));
  };
  return [value, keep];
}
