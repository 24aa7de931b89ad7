export const WHITE = 'data:image/gif;base64,R0lGODlhAQABAIAAAP///wAAACwAAAAAAQABAAACAkQBADs=';
export const BLACK = 'data:image/gif;base64,R0lGODlhAQABAIAAAAAAAAAAACwAAAAAAQABAAACAkQBADs=';

/** A question of every type that takes an answer, none of them shuffled but those whose order is the key. */
export const EXAM = {
  name: 'Every type',
  questions: [
    { type: 'exam-intro', title: 'Welcome', description: '<p>Good luck.</p>' },
    {
      type: 'multiple-choice-single-answer',
      title: 'Capital',
      settings: { options: ['Lyon', '<b>Paris</b>', 'Nice'], correctAnswer: '<b>Paris</b>' },
    },
    {
      type: 'multiple-choice-multiple-answers',
      title: 'Primes',
      settings: { options: ['2', '4', '5'], correctAnswer: ['2', '5'] },
    },
    { type: 'true-false', title: 'Sky', settings: { correctAnswer: 'true' } },
    { type: 'single-line-text', title: 'Sum', settings: { correctAnswer: '5' } },
    { type: 'multi-line-text', title: 'Why' },
    {
      type: 'matching',
      title: 'Pairs',
      settings: { left: ['a', 'b'], right: ['1', '2'], correctAnswer: ['a = 1', 'b = 2'] },
    },
    { type: 'sequence', title: 'Order', settings: { options: ['one', 'two', 'three'] } },
    {
      type: 'sentence-analysis',
      title: 'Sentence',
      settings: {
        sentence: 'Gisteren liep de hond',
        enabledLabels: ['BWB', 'OND'],
        requirePersoonsvorm: true,
        correctAnswer: {
          segments: [
            { startToken: 0, endToken: 0, label: 'BWB' },
            { startToken: 2, endToken: 3, label: 'OND' },
          ],
          persoonsvorm: { startToken: 1, endToken: 1 },
        },
      },
    },
    { type: 'picture-choice', title: 'Picture', settings: { options: [WHITE, BLACK] } },
    {
      type: 'fill-in-blank',
      title: 'Blanks',
      settings: { text: 'Roses are <b>___</b>, violets are ___.', correctAnswer: ['red', 'blue'] },
    },
    { type: 'date-year', title: 'Year', settings: { dateType: 'year', correctAnswer: '1925' } },
    { type: 'date-year', title: 'Date', settings: { dateType: 'full-date', correctAnswer: '1925-12-31' } },
    { type: 'formula', title: 'Formula', settings: { correctAnswer: 'x^2' } },
    { type: 'math-notebook', title: 'Notebook' },
    { type: 'essay', title: 'Essay', settings: { minWords: 2 } },
    { type: 'upload-file', title: 'File', settings: { acceptFileTypes: ['image/*'] } },
    { type: 'voice-recorder', title: 'Voice', settings: { maxDurationSeconds: 60 } },
    { type: 'exam-outro', title: 'The end', description: '<p>That was all.</p>' },
  ],
  settings: { showScore: true, timeLimit: 90 },
};
