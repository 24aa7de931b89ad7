import type { Translate } from '@examlet/player';
import { useState } from 'preact/hooks';

/**
 * What may be a picture: an address that nobody on the way can read or change, this computer's own, or the picture
 * itself.
 */
const ADDRESSES = [
  /^https:\/\//i,
  /^http:\/\/(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?:[:/]|$)/i,
  /^data:image\/(?:png|jpeg|gif|webp|svg\+xml)[;,]/i,
];

interface PictureProps {
  readonly address: string;
  readonly number: number;
  readonly t: Translate;
}

/** A picture with its number. One that does not load says so, and can be chosen all the same. */
export function Picture({ address, number, t }: PictureProps) {
  const [isBroken, setBroken] = useState(!ADDRESSES.some((each) => each.test(address)));
  return (
    <span class="picture-choice-picture">
      {isBroken ? (
        <span class="picture-choice-broken">{t('broken')}</span>
      ) : (
        <img src={address} alt="" referrerpolicy="no-referrer" onError={() => setBroken(true)} />
      )}
      <span>{t('picture', { number })}</span>
    </span>
  );
}
