import { describe, expect, it } from 'vitest';
import { type PickedFile, sortFiles } from '#components/people/clips/picked-files.ts';

const picked = (name: string, folder: string | null = null): PickedFile => ({ file: new File(['x'], name), folder });

const names = (files: readonly { readonly name: string }[]) => files.map(({ name }) => name);

describe('files that were picked or dropped', () => {
  it('are sorted by name: videos one by one, all photos as one set', () => {
    const sorted = sortFiles(['10.jpg', 'b.MOV', '2.HEIC', 'a.mp4'].map((name) => picked(name)));
    expect([names(sorted.videos), names(sorted.photos), sorted.skipped]).toEqual([
      ['a.mp4', 'b.MOV'],
      ['2.HEIC', '10.jpg'],
      [],
    ]);
  });

  it('are sent whatever they are called, where they were picked themselves', () => {
    const sorted = sortFiles([picked('film'), picked('notes.txt')]);
    expect([names(sorted.videos), sorted.skipped]).toEqual([['film', 'notes.txt'], []]);
  });

  it('are named and left out where they only came along with a folder; hidden ones are not even named', () => {
    const inFolder = ['a.mp4', 'notes.txt', '.DS_Store', 'Thumbs.db', '._a.mp4', '1.jpg'];
    const sorted = sortFiles(inFolder.map((name) => picked(name, 'Trip')));
    expect(names(sorted.videos)).toEqual(['a.mp4']);
    expect(sorted.skipped).toEqual([{ name: 'notes.txt', code: 'not_a_video' }]);
    expect(sorted.folder).toBe('Trip');
  });

  it('of several folders have no name in common', () => {
    expect(sortFiles([picked('1.jpg', 'Trip'), picked('2.jpg', 'Party')]).folder).toBeNull();
    expect(sortFiles([picked('1.jpg')]).folder).toBeNull();
  });
});
