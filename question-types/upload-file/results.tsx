import { listOf, type ResultProps } from '@examlet/player';
import { FileResult } from '@examlet/player/lazy';

/** The file, to be fetched again. */
export default function UploadFileResult({ value, t, readFile }: ResultProps) {
  const [url = '', name = ''] = listOf(value);
  return <FileResult url={url} name={name} t={t} readFile={readFile} />;
}
