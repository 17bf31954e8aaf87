'use client';
/** The clip as imported, to be looked at. */
import { mediaUrls } from '#components/api/media-urls.ts';
import { Dialog } from '#components/ui/dialog.tsx';
import type { ClipView } from '#core/contract/clip.ts';

interface Props {
  clip: ClipView;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

export function ClipPlayer({ clip, open, onOpenChange }: Props) {
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={clip.name} wide>
      {/* biome-ignore lint/a11y/useMediaCaption: footage as it was filmed has no captions */}
      <video src={mediaUrls.clip(clip.id)} controls autoPlay className="max-h-[70dvh] w-full rounded-md bg-black" />
    </Dialog>
  );
}
