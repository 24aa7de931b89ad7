import { type ResultProps, textOf } from '@examlet/player';

/** The text as it was written. */
export default function SingleLineTextResult({ value, t }: ResultProps) {
  const text = textOf(value);
  return (
    <p class="written" dir="auto">
      {text || t('noAnswer')}
    </p>
  );
}
