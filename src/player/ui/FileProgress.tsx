import { kindsText } from '../files/kinds';
import type { Refusal, Upload } from '../files/upload';
import type { AssessmentProps } from '../questions/contract';

interface FileProgressProps {
  readonly upload: Upload;
  readonly t: AssessmentProps['t'];
  readonly locale: string;
}

/** How much of a file has arrived; spoken at every quarter. */
export function FileProgress({ upload, t, locale }: FileProgressProps) {
  const { part } = upload;
  const percent = new Intl.NumberFormat(locale, { style: 'percent' });
  const isWaiting = upload.step.value.kind === 'waiting';
  const words = (of: number) => t(isWaiting ? 'fileWaiting' : 'fileSending', { part: percent.format(of) });
  return (
    <div class="file-progress">
      <progress max={1} value={part} aria-label={upload.name} />
      <p aria-hidden="true">
        <bdi>{upload.name}</bdi> {percent.format(part)} {isWaiting && words(part)}
      </p>
      <p class="visually-hidden" role="status">
        {words(Math.floor(part * 4) / 4)}
      </p>
    </div>
  );
}

/** The size of a file in words that a student knows. */
export function sizeText(bytes: number, locale: string): string {
  const [unit, of] = bytes < 2 ** 20 ? (['kilobyte', 2 ** 10] as const) : (['megabyte', 2 ** 20] as const);
  const digits = { maximumFractionDigits: of === 2 ** 10 ? 0 : 1 };
  const amount = Math.max(1, bytes / of);
  try {
    return new Intl.NumberFormat(locale, { style: 'unit', unit, ...digits }).format(amount);
  } catch {
    // Safari 14.0 knows no units.
    return `${new Intl.NumberFormat(locale, digits).format(amount)} ${unit === 'kilobyte' ? 'kB' : 'MB'}`;
  }
}

/** Why a file is not taken, and what to do. */
export function refusalText(refusal: Refusal, t: AssessmentProps['t'], locale: string): string {
  const { reason, maxBytes, accepted } = refusal;
  switch (reason) {
    case 'empty':
      return t('fileEmpty');
    case 'too-large':
      return maxBytes ? t('fileTooLarge', { most: sizeText(maxBytes, locale) }) : t('fileRefused');
    case 'type':
      return accepted?.length ? t('fileKindOf', { kinds: kindsText(accepted, t, locale) }) : t('fileKind');
    case 'too-many':
      return t('fileTooMany');
    case 'unreadable':
      return t('fileUnreadable');
    case 'late':
      return t('refusedLate');
    case 'locked':
      return t('refusedLocked');
    case 'other':
      return t('fileRefused');
  }
}
