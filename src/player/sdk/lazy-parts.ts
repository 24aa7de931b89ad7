// What editors and result components share: none of it is in the first page's script. They are fetched when an exam
// needs them.

export { readHtml } from '../html/read';
export { plainMath } from '../mathematics/plain';
export { ChosenWords, chosenWords, EMPTY_BOX, lengthFault, wordsOf } from '../ui/answer-words';
export { ChosenOptions } from '../ui/ChosenOptions';
export { drag, keepStill } from '../ui/drag';
export { default as FileChooser } from '../ui/FileChooser';
export { refusalText } from '../ui/FileProgress';
export { FileResult, fileIdOf } from '../ui/FileResult';
export { Formula } from '../ui/Formula';
