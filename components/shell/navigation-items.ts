/** The places of the studio, in the order of the work. */
import { Clapperboard, type LucideIcon, Scale, ServerCog, SquareStack, Users, Waypoints } from 'lucide-react';
import type { ShortcutId } from '#components/shortcuts/registry.ts';

interface Place {
  href: string;
  name: 'overview' | 'people' | 'coverage' | 'training' | 'conversions' | 'system';
  icon: LucideIcon;
  shortcut: ShortcutId;
}

export const places: readonly Place[] = [
  { href: '/', name: 'overview', icon: SquareStack, shortcut: 'goOverview' },
  { href: '/people', name: 'people', icon: Users, shortcut: 'goPeople' },
  { href: '/coverage', name: 'coverage', icon: Scale, shortcut: 'goCoverage' },
  { href: '/training', name: 'training', icon: Waypoints, shortcut: 'goTraining' },
  { href: '/conversions', name: 'conversions', icon: Clapperboard, shortcut: 'goConversions' },
  { href: '/system', name: 'system', icon: ServerCog, shortcut: 'goSystem' },
];

export const isCurrent = (href: string, path: string): boolean =>
  href === '/' ? path === '/' : path === href || path.startsWith(`${href}/`);
