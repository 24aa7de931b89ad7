import purifier, { type Config, type DOMPurify } from 'dompurify';
import { plainHtml, TAGS } from './plain';
import { reading } from './read';
import { trustedPolicy } from './trusted-policy';

/** Attributes that hold an address. */
export const ADDRESSES: readonly string[] = ['href', 'src'];

/** The other attributes: no value of theirs can run, load or be found by a script. */
export const WORDS: readonly string[] =
  'alt title colspan rowspan scope span start reversed value type width height lang dir rel target'.split(' ');

/** Pictures that may stand in the text itself. */
export const PICTURES: readonly string[] = ['png', 'jpeg', 'gif', 'webp', 'svg+xml'];

const PICTURE = new RegExp(`^(https?://|data:image/(${PICTURES.join('|').replace('+', '\\+')})[;,])`, 'i');
const LINK = /^(https?:\/\/|mailto:)/i;

/**
 * Makes HTML safe once more where it is shown: what the server left in it by mistake does not run here. By the server's
 * own list (`AuthorHtml.cs`).
 */
export const purify = purifier.isSupported ? texts() : plainHtml;

function texts(): (html: string) => string {
  const own = made({
    ALLOWED_TAGS: TAGS.split(' '),
    ALLOWED_ATTR: [...ADDRESSES, ...WORDS],
    ALLOW_ARIA_ATTR: false,
    ALLOW_DATA_ATTR: false,
  });
  let words: readonly (readonly [string, string])[] = [];
  own.addHook('beforeSanitizeAttributes', (element) => {
    words = WORDS.flatMap((name) => {
      const value = element.getAttribute?.(name);
      return typeof value === 'string' ? [[name, value] as const] : [];
    });
  });
  own.addHook('uponSanitizeAttribute', (element, attribute) => {
    if (!ADDRESSES.includes(attribute.attrName)) return;
    const address = element.getAttribute(attribute.attrName) ?? '';
    const isWhole = (element.nodeName === 'IMG' ? PICTURE : LINK).test(address);
    attribute.keepAttr = isWhole;
    attribute.forceKeepAttr = isWhole;
  });
  own.addHook('afterSanitizeAttributes', (element) => {
    // An arrow (-->) or the name of a tag in words is no reason to drop them: no element is left whose text is read
    // otherwise than HTML.
    for (const [name, value] of words) element.setAttribute(name, value);
    if (!element.hasAttribute?.('href') || element.nodeName !== 'A') return;
    element.setAttribute('rel', 'noopener noreferrer');
    element.setAttribute('target', '_blank');
  });
  return (html) => own.sanitize(html);
}

/** A purifier of its own, with its own rules. */
function made(rules: Config): DOMPurify {
  const own = purifier(window);
  own.setConfig({
    ...rules,
    ...(reading && { TRUSTED_TYPES_POLICY: reading as unknown as Config['TRUSTED_TYPES_POLICY'] }),
  });
  return own;
}

// Editors put HTML of their own into the page: MathLive what it draws, ProseMirror what it reads. A text that is no
// TrustedHTML comes by here, and no text becomes a script or the address of one.
const drawn = purifier.isSupported ? made({ ADD_ATTR: ['autocorrect', 'contenteditable'] }) : null;
if (drawn) trustedPolicy('default', { createHTML: (html) => drawn.sanitize(html) });
