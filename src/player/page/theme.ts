type Rgb = readonly [red: number, green: number, blue: number];

const WHITE: Rgb = [255, 255, 255];
const READABLE = 4.5;
const DEFAULT_COLOR = '#1d4ed8';

/** Reads a CSS hex colour; transparency is left out. Null for anything else. */
export function parseHex(color: string | null | undefined): Rgb | null {
  const digits = /^#([0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})$/i.exec(color ?? '')?.[1];
  if (!digits) return null;
  const isShort = digits.length < 6;
  const channel = (index: number) =>
    Number.parseInt(isShort ? `${digits[index]}${digits[index]}` : digits.slice(index * 2, index * 2 + 2), 16);
  return [channel(0), channel(1), channel(2)];
}

/** The contrast of two colours as WCAG counts it, 1 to 21. */
export function contrast(a: Rgb, b: Rgb): number {
  const [lighter, darker] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return ((lighter ?? 0) + 0.05) / ((darker ?? 0) + 0.05);
}

/** The nearest darker shade on which white text, and which on white, is readable. */
export function readable(color: Rgb, least = READABLE): Rgb {
  let shade = color;
  for (let share = 1; contrast(shade, WHITE) < least && share > 0; share -= 0.01) shade = mix(color, [0, 0, 0], share);
  return shade;
}

/** The player's colours for a host's colour. */
export function themeVariables(primaryColor: string | null | undefined): Readonly<Record<string, string>> {
  const given = parseHex(primaryColor) ?? parseHex(DEFAULT_COLOR) ?? WHITE;
  const primary = readable(given);
  return {
    '--primary': css(primary),
    '--primary-strong': css(mix(primary, [0, 0, 0], 0.8)),
    '--primary-soft': css(mix(primary, WHITE, 0.08)),
    '--primary-line': css(mix(primary, WHITE, 0.35)),
  };
}

/** Sets the colours through the CSS object model: the page's policy allows no inline style. */
export function applyTheme(root: HTMLElement, primaryColor: string | null | undefined): void {
  for (const [name, value] of Object.entries(themeVariables(primaryColor))) root.style.setProperty(name, value);
}

function mix(color: Rgb, other: Rgb, share: number): Rgb {
  const channel = (index: 0 | 1 | 2) => Math.round(color[index] * share + other[index] * (1 - share));
  return [channel(0), channel(1), channel(2)];
}

function css(color: Rgb): string {
  return `#${color.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`;
}

function luminance(color: Rgb): number {
  const [red, green, blue] = color.map((channel) => {
    const share = channel / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * (red ?? 0) + 0.7152 * (green ?? 0) + 0.0722 * (blue ?? 0);
}
