'use client';
/** Sizes, durations and rates in words of the reader's language. */
import { useFormatter } from 'next-intl';
import { useMemo } from 'react';

export interface Units {
  bytes: (count: number) => string;
  clock: (seconds: number) => string;
  span: (seconds: number) => string;
  number: (value: number, digits?: number) => string;
  date: (iso: string) => string;
  dateTime: (iso: string) => string;
}

const byteUnits = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;

export function useUnits(): Units {
  const format = useFormatter();
  return useMemo(
    () => ({
      bytes: (count) => {
        const power = count < 1 ? 0 : Math.min(byteUnits.length - 1, Math.floor(Math.log10(count) / 3));
        const value = count / 1000 ** power;
        return format.number(value, {
          style: 'unit',
          unit: byteUnits[power] ?? 'byte',
          unitDisplay: power === 0 ? 'long' : 'short',
          maximumFractionDigits: power === 0 || value >= 100 ? 0 : 1,
        });
      },
      clock,
      span,
      number: (value, digits = 0) =>
        format.number(value, { maximumFractionDigits: digits, minimumFractionDigits: digits }),
      date: (iso) => format.dateTime(new Date(iso), { dateStyle: 'medium' }),
      dateTime: (iso) => format.dateTime(new Date(iso), { dateStyle: 'medium', timeStyle: 'short' }),
    }),
    [format],
  );
}

/** 75.4 -> 1:15 */
const clock = (seconds: number): string => {
  const whole = Math.max(0, Math.floor(seconds));
  const parts = [Math.floor(whole / 60) % 60, whole % 60].map((part) => String(part).padStart(2, '0'));
  const hours = Math.floor(whole / 3600);
  return hours > 0 ? `${hours}:${parts.join(':')}` : parts.join(':').replace(/^0/, '');
};

/** 75 -> 1 min 15 s; the two largest units. The letters are those of the SI, the same in every language here. */
const span = (seconds: number): string => {
  const whole = Math.max(0, Math.round(seconds));
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  if (hours > 0) return `${hours} h ${minutes} min`;
  return minutes > 0 ? `${minutes} min ${rest} s` : `${rest} s`;
};
