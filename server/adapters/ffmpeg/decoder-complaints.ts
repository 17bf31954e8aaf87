/** What decoders say on stderr of a file that is damaged; ffmpeg's exit code does not tell. */
export const isComplaint = (line: string): boolean =>
  /damaged|error (?:while decoding|splitting|submitting)|concealing|corrupt|invalid (?:data|nal unit)|mismatch|missing picture/i.test(
    line,
  );
