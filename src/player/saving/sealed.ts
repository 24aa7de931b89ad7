/**
 * Encryption of what leaves this page's memory without going to the server: AES-256-GCM under the keys of the exam
 * session (docs/adr, "The outbox in the browser"). A fresh 96-bit nonce for each text (NIST SP 800-38D).
 */
export interface Sealed {
  readonly iv: Uint8Array<ArrayBuffer>;
  readonly data: Uint8Array<ArrayBuffer>;
}

const ALGORITHM = 'AES-GCM';
const IV_BYTES = 12;

/** The keys of one exam session; the first encrypts, any of them opens. */
export class Seal {
  readonly #keys: readonly CryptoKey[];

  private constructor(keys: readonly CryptoKey[]) {
    this.#keys = keys;
  }

  /** Takes keys in base64. Null when there is none, or when this page may not encrypt: without TLS browsers refuse. */
  static async of(keys: readonly string[]): Promise<Seal | null> {
    if (keys.length === 0 || !globalThis.crypto?.subtle) return null;
    const imported = keys.map((key) =>
      crypto.subtle.importKey('raw', bytesOf(key), ALGORITHM, false, ['encrypt', 'decrypt']),
    );
    return new Seal(await Promise.all(imported));
  }

  /** Encrypts JSON; `purpose` is authenticated with it. */
  async close(content: unknown, purpose: string): Promise<Sealed> {
    const [key] = this.#keys;
    if (!key) throw new Error('a seal has a key');
    const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES));
    const plain = new TextEncoder().encode(JSON.stringify(content));
    const data = await crypto.subtle.encrypt({ name: ALGORITHM, iv, additionalData: encoded(purpose) }, key, plain);
    return { iv, data: new Uint8Array(data) };
  }

  /** The JSON that was encrypted for that purpose; null when none of the keys opens it. */
  async open(sealed: Sealed, purpose: string): Promise<unknown> {
    for (const key of this.#keys) {
      try {
        const parameters = { name: ALGORITHM, iv: sealed.iv, additionalData: encoded(purpose) };
        return JSON.parse(new TextDecoder().decode(await crypto.subtle.decrypt(parameters, key, sealed.data)));
      } catch {
        // Another key may.
      }
    }
    return null;
  }
}

/** Standard base64. */
export function base64Of(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(text);
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}

function encoded(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}
