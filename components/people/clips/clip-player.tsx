'use client';
/** The clip to be looked at: as imported, or the version made for browsers. */
import { mediaUrls } from '#components/api/media-urls.ts';
import { Dialog } from '#components/ui/dialog.tsx';
import type { ClipView } from '#core/contract/clip.ts';

interface Props {
  clip: ClipView;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

/** Where a browser finds it; undefined while there is nothing it can play. */
export const playableUrl = ({ id, playable, hasProxy }: ClipView): string | undefined => {
  if (playable) return mediaUrls.clip(id);
  return hasProxy ? mediaUrls.proxy(id) : undefined;
};

export function ClipPlayer({ clip, open, onOpenChange }: Props) {
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={clip.name} wide>
      {/* biome-ignore lint/a11y/useMediaCaption: footage as it was filmed has no captions */}
      <video src={playableUrl(clip)} controls autoPlay className="max-h-[70dvh] w-full rounded-md bg-black" />
    </Dialog>
  );
}
