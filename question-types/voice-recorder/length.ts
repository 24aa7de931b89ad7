/** A length of time in digits: "1:05". */
export function lengthText(seconds: number, locale: string): string {
  const minutes = new Intl.NumberFormat(locale).format(Math.floor(seconds / 60));
  return `${minutes}:${new Intl.NumberFormat(locale, { minimumIntegerDigits: 2 }).format(Math.floor(seconds % 60))}`;
}
