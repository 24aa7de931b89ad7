import { type AssessmentProps, textsSetting } from '@examlet/player';
import { FileChooser } from '@examlet/player/lazy';

/** One file of the kinds that the question takes. */
export default function UploadFile(props: AssessmentProps) {
  return (
    <FileChooser {...props} accept={textsSetting(props.question, 'acceptFileTypes')} label={props.t('chooseFile')} />
  );
}
