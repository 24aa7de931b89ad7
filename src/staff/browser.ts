/** The signature behind the ID in a secret: 32 bytes in base64url. */
const SIGNATURE_LENGTH = 43;
const TOKEN_BYTES = 24;

/** What a staff page's address says: the secret, and the embed session that it opens. */
export interface Address {
  readonly secret: string;
  /** Names the embed session; opens nothing. */
  readonly embed: string;
}

export function readAddress(page: string): Address {
  const secret = decodeURIComponent(new URL(page).pathname.replace(/\/+$/, '').split('/').pop() ?? '');
  return { secret, embed: secret.slice(0, -SIGNATURE_LENGTH) };
}

/**
 * The token by which the server knows this browser again. Kept under the embed session; where storage is refused it
 * lives as long as the page.
 */
export function browserToken(embed: string, storage: () => Storage): string {
  const name = `examlet-browser ${embed}`;
  try {
    const kept = storage().getItem(name);
    if (kept !== null && /^[\w-]{22,}$/.test(kept)) return kept;
    const made = freshToken();
    storage().setItem(name, made);
    return made;
  } catch {
    return freshToken();
  }
}

/** Random text of the base64url alphabet. */
export function freshToken(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(TOKEN_BYTES));
  return btoa(String.fromCharCode(...bytes))
    .replace(/\+/g, '-')
    .replace(/\//g, '_');
}

/** The page's address in another language. */
export function inLanguage(address: string, locale: string): string {
  const url = new URL(address);
  url.searchParams.set('locale', locale);
  return url.href;
}
