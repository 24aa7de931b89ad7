/** The flows that staff open, by the page that shows each. */
export type Flow = 'grade-exam' | 'view-results' | 'edit-rubric';

/** What the server writes into the page of a staff flow (`#examlet-staff`). */
export interface StaffPage {
  readonly flow: Flow;
  readonly locale: string;
  readonly dir: 'ltr' | 'rtl';
  readonly locales: readonly string[];
  readonly messages: { readonly staff: Readonly<Record<string, string>> };
  readonly theme: { readonly primaryColor?: string | null } | null;
  readonly exam: { readonly id: string; readonly name: string } | null;
  /** As the host sent them. */
  readonly presets: Readonly<Record<string, unknown>>;
  readonly anonymous: boolean;
  readonly rights: { readonly grade: boolean; readonly results: boolean; readonly manage: boolean };
  readonly host: { readonly allowedOrigin: string | null; readonly returnUrl: string | null };
  readonly expiresAt: string;
  readonly serverNow: string;
}

export type FlowStatus = 'pending' | 'started' | 'completed';

/** The answer to opening the flow. */
export interface Opened {
  readonly expiresAt: string;
  readonly serverNow: string;
  readonly status: FlowStatus;
  /** 32 bytes in base64url: encrypts what is kept in the browser. */
  readonly key: string;
}

/** The answer to Done. */
export interface Done {
  readonly status: FlowStatus;
  readonly outputs: Readonly<Record<string, unknown>>;
  readonly returnUrl: string | null;
}

/** Why the page is of no use any more. */
export type Ending = 'expired' | 'revoked' | 'forbidden' | 'elsewhere' | 'gone';
