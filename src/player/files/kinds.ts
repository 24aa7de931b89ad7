import type { Translate } from '../page/texts';

/** Endings of names by what such files are. Sound and moving pictures share their containers. */
const ENDINGS: readonly (readonly [kind: string, endings: RegExp])[] = [
  ['image', /^\.(jpe?g|jpe|jfif|png|gif|webp|heic|heif|avif|bmp|tiff?|svg)$/i],
  ['media', /^\.(mp3|m4[av]|mp4|mov|aac|wav|og[gav]|opus|flac|weba|webm|3gpp?|amr|avi|mkv)$/i],
  ['media', /^\.(wma|wmv|asf|aiff?|aifc|flv|midi?|mpe?g|caf)$/i],
];

/**
 * True when a file is of another kind than all that is accepted, as far as its browser knows: a picture where a
 * document is asked for. The server looks at the content and has the last word, so in doubt this is false.
 */
export function isOfAnotherKind(file: File, accept: readonly string[]): boolean {
  const kind = kindOfMedia(file.type);
  const isNamed = accept.some(
    (entry) => entry.startsWith('.') && file.name.toLowerCase().endsWith(entry.toLowerCase()),
  );
  return (
    kind !== null &&
    accept.length > 0 &&
    !isNamed &&
    accept.every((entry) => kindOfEntry(entry) !== kind && entry !== '*/*')
  );
}

/** What is accepted, in words: "PDF, pictures". */
export function kindsText(accept: readonly string[], t: Translate, locale: string): string {
  const groups: Readonly<Record<string, string>> = {
    'image/*': t('fileKindImages'),
    'audio/*': t('fileKindSounds'),
    'video/*': t('fileKindVideos'),
  };
  const words = accept.map(
    (entry) => groups[entry] ?? (/^(?:\.|\w+\/)([\w+-]+)$/.exec(entry)?.[1]?.toUpperCase() || entry),
  );
  return [...new Set(words)].join(locale.startsWith('ar') ? '، ' : ', ');
}

function kindOfEntry(entry: string): string | null {
  if (entry.startsWith('.')) return ENDINGS.find(([, endings]) => endings.test(entry))?.[0] ?? 'document';
  return kindOfMedia(entry);
}

/** Null when the media type does not tell. */
function kindOfMedia(type: string): string | null {
  const [group = '', name = ''] = type.toLowerCase().split('/');
  if (group === 'audio' || group === 'video' || /^(ogg|mp4)$/.test(name)) return 'media';
  if (group === 'image') return 'image';
  return group === 'text' || (group === 'application' && name !== 'octet-stream') ? 'document' : null;
}
