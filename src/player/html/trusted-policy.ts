/** What this page uses of Trusted Types. */
interface Policy {
  /** A text that the page takes as HTML; its type says more in a browser than here. */
  createHTML(html: string): string;
  createScriptURL(url: string): string;
}

interface Policies {
  createPolicy(name: string, rules: Partial<Policy>): Policy;
}

/**
 * Makes one of the policies that the header of the page names (`EmbedPage.cs`). Undefined in a browser without Trusted
 * Types, which takes any text.
 */
export function trustedPolicy(name: string, rules: Partial<Policy>): Policy | undefined {
  return (globalThis as { trustedTypes?: Policies }).trustedTypes?.createPolicy(name, rules);
}
