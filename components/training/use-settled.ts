'use client';
/** A value once it has stood still for a while; null is taken at once. */
import { useEffect, useState } from 'react';

export function useSettled<Value>(value: Value | null, delayMs: number): Value | null {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    if (value === null) return setSettled(null);
    const timer = setTimeout(() => setSettled(value), delayMs);
    return () => clearTimeout(timer);
  }, [value, delayMs]);
  return settled;
}
