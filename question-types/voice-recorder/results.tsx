import { listOf, type ResultProps } from '@examlet/player';
import { fileIdOf } from '@examlet/player/lazy';
import { Listen } from './Listen';
import { recordingName } from './length';

/** The recording, to be heard again. */
export default function VoiceRecorderResult({ value, t, locale, readFile }: ResultProps) {
  const [url = ''] = listOf(value);
  return <Listen name={recordingName(listOf(value), t, locale)} read={() => readFile(fileIdOf(url))} t={t} />;
}
