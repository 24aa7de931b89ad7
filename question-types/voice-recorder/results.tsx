import { listOf, type ResultProps } from '@examlet/player';
import { fileIdOf } from '@examlet/player/late';
import { Listen } from './Listen';

/** The recording, to be heard again. */
export default function VoiceRecorderResult({ value, t, locale, readFile }: ResultProps) {
  const [url = '', name = '', , seconds = ''] = listOf(value);
  return <Listen name={name} seconds={seconds} read={() => readFile(fileIdOf(url))} t={t} locale={locale} />;
}
