/**
 * What ffmpeg may open when the file comes from a stranger: these containers and decoders, files and pipes, nothing else.
 * A playlist dressed as a video, a scripted container or a decoder with a history (MagicYUV, XBIN, ...) is refused at probe.
 */

const words = (list: string): readonly string[] => list.trim().split(/\s+/);

/** Demuxer names; any alias of a demuxer admits it. */
const containers = words('mov mp4 m4a 3gp 3g2 mj2 matroska webm avi mpeg mpegts mpegvideo flv');

/** Codec names as ffprobe says them; what is not here is refused with `codec_not_allowed`. */
export const videoCodecs = words('h264 hevc vp8 vp9 av1 mpeg1video mpeg2video mpeg4 h263 mjpeg prores dnxhd ffv1');

export const audioCodecs = words(`
  aac mp1 mp2 mp3 opus vorbis flac alac ac3 eac3 amr_nb amr_wb
  pcm_u8 pcm_s8 pcm_s16le pcm_s16be pcm_s24le pcm_s24be pcm_s32le pcm_s32be
  pcm_f32le pcm_f32be pcm_f64le pcm_f64be pcm_alaw pcm_mulaw
`);

/** Subtitles that are text; those that are pictures are refused, since an MP4 holds none. */
export const textSubtitles = words('subrip mov_text ass webvtt text');

/** Decoders have names of their own beside the codec's. ffmpeg takes no globs here. */
const otherDecoders = words('srt ssa libdav1d libaom-av1 aac_latm mp1float mp2float mp3float amrnb amrwb libopus');

const decoders = [...videoCodecs, ...audioCodecs, ...textSubtitles, ...otherDecoders];

/** 8K UHD: a decoder refuses a larger picture before it takes memory for it. */
const maxPixels = 7680 * 4320;

const guards = (allowed: { containers: readonly string[]; decoders: readonly string[]; maxStreams: number }) =>
  [
    ['-protocol_whitelist', 'file,pipe'],
    ['-format_whitelist', allowed.containers.join(',')],
    ['-codec_whitelist', allowed.decoders.join(',')],
    ['-max_pixels', String(maxPixels)],
    ['-max_streams', String(allowed.maxStreams)],
  ].flat();

/** Options that go before `-i` for every file of a user. */
export const guardOptions: readonly string[] = guards({ containers, decoders, maxStreams: 32 });

/** For a photo of tiles, each a stream: 50 megapixels in the usual tiles of 512 px are some 200. */
export const heicGuardOptions: readonly string[] = guards({
  containers: ['mov'],
  decoders: ['hevc'],
  maxStreams: 1024,
});

/** The first picture stream that is no cover art, as `-map` names it. */
export const pictureStream = '0:V:0';

/** The prefix keeps a name that begins with a dash or holds a colon from being read as an option or a protocol. */
export const fileUrl = (path: string): string => `file:${path}`;
