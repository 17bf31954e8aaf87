/** Joins class names; of two that set the same property the later wins. */
import { type ClassValue, clsx } from 'clsx';
import { twMerge } from 'tailwind-merge';

export const classNames = (...values: ClassValue[]): string => twMerge(clsx(values));
