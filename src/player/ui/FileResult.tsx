import { useState } from 'preact/hooks';
import type { ResultProps } from '../questions/contract';
import { saveAs } from './save-as';

interface FileResultProps extends Pick<ResultProps, 't' | 'readFile'> {
  readonly url: string;
  readonly name: string;
}

/** The ID of the file that an answer names. Answers from before name it by its address, whose end is the ID. */
export function fileIdOf(named: string): string {
  return named.slice(named.lastIndexOf('/') + 1);
}

/** A file that was handed in: its name, and a way to have it again. */
export function FileResult({ url, name, t, readFile }: FileResultProps) {
  const [isFailing, setFailing] = useState(false);
  const fetchIt = async () => {
    const blob = await readFile(fileIdOf(url));
    setFailing(blob === null);
    if (blob) saveAs(blob, name);
  };
  return (
    <>
      <p>
        <bdi>{name}</bdi>
      </p>
      <button type="button" class="button" onClick={() => void fetchIt()}>
        {t('fileFetch')}
      </button>
      <p role="status">{isFailing && t('fileNotFetched')}</p>
    </>
  );
}
