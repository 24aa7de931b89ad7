const ALPHABET = 26;

/** The letter of an option: A for the first, AA for the 27th. */
export function letterOf(number: number): string {
  const rest = Math.floor((number - 1) / ALPHABET);
  return (rest > 0 ? letterOf(rest) : '') + String.fromCharCode(65 + ((number - 1) % ALPHABET));
}
