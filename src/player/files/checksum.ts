/** The SHA-256 of some bytes in base64. The browser's own where it has one: a page without TLS is given none. */
export async function sha256(bytes: ArrayBuffer): Promise<string> {
  const own = globalThis.crypto?.subtle as SubtleCrypto | undefined;
  const digest = own
    ? new Uint8Array(await own.digest('SHA-256', bytes))
    : (await import('@noble/hashes/sha2.js')).sha256(new Uint8Array(bytes));
  return btoa(String.fromCharCode(...digest));
}
