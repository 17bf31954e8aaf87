/** What a picture says of itself where its format has no tags of its own: an XMP packet (ISO 16684-1), RDF as text. */

export interface PictureMarks {
  readonly title: string;
  readonly comment: string;
  /** One of the IPTC's digital source types. */
  readonly description: string;
}

export const xmpPacket = ({ title, comment, description }: PictureMarks): string =>
  [
    '<x:xmpmeta xmlns:x="adobe:ns:meta/">',
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">',
    '<rdf:Description rdf:about=""',
    ' xmlns:dc="http://purl.org/dc/elements/1.1/"',
    ' xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/">',
    `<dc:title><rdf:Alt><rdf:li xml:lang="x-default">${escaped(title)}</rdf:li></rdf:Alt></dc:title>`,
    `<dc:description><rdf:Alt><rdf:li xml:lang="x-default">${escaped(comment)}</rdf:li></rdf:Alt></dc:description>`,
    `<Iptc4xmpExt:DigitalSourceType>${escaped(description)}</Iptc4xmpExt:DigitalSourceType>`,
    '</rdf:Description></rdf:RDF></x:xmpmeta>',
  ].join('');

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

const escaped = (text: string): string => writable(text).replace(/[&<>"]/g, (each) => entities[each] ?? '');

/** Without the control characters that XML has no way to write. */
const writable = (text: string): string =>
  [...text].filter((each) => each >= ' ' || each === '\n' || each === '\t').join('');
