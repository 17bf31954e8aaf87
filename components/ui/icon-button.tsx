/** A button of one icon: its label is read out and shown on hover. */
import type { ComponentProps } from 'react';
import { Button } from './button.tsx';
import { Tooltip } from './tooltip.tsx';

interface Props extends Omit<ComponentProps<typeof Button>, 'aria-label'> {
  label: string;
  shortcut?: string;
}

export function IconButton({ label, shortcut, look = 'quiet', size = 'icon', ...rest }: Props) {
  return (
    <Tooltip text={label} shortcut={shortcut}>
      <Button look={look} size={size} aria-label={label} {...rest} />
    </Tooltip>
  );
}
