import { type ResultProps, textOf } from '@examlet/player';
import { ChosenOptions } from '@examlet/player/lazy';

/** Both words, with the chosen one marked. */
export default function TrueFalseResult({ value, t, ids }: ResultProps) {
  const options = ['true', 'false'].map((option) => ({ value: option, content: t(option) }));
  return <ChosenOptions options={options} chosen={[textOf(value)]} t={t} ids={ids} />;
}
