import { scaleLinear } from 'd3-scale';
import { symbol, symbolCircle, symbolDiamond } from 'd3-shape';
import { useRef } from 'preact/hooks';
import { type Place, placesOf } from '../places';
import { below, beside, drawn, useWidth } from '../plot';
import type { QuestionStatistics } from '../wire';
import { useResults } from './context';

const MARGINS = { top: 20, right: 24, bottom: 48, left: 48 };
const HEIGHT = 380;
const RADIUS = 13;
/** D3 sizes a symbol by its area. */
const AREA = { circle: Math.PI * RADIUS * RADIUS, diamond: 4 * RADIUS * RADIUS };

/** The points say all that the axes say. */
const SILENT = { 'aria-hidden': 'true' } as const;

/** Difficulty against discrimination: a point for each question, to choose with a pointer or the arrow keys. */
export function QuestionPlot({ questions }: { readonly questions: readonly QuestionStatistics[] }) {
  const results = useResults();
  const { texts } = results.staff;
  const { place, width } = useWidth();
  const plot = useRef<SVGSVGElement>(null);
  const lowest = Math.min(-0.2, ...questions.map(({ itemRest }) => itemRest ?? 0));
  const x = scaleLinear()
    .domain([0, 1])
    .range([MARGINS.left, width - MARGINS.right]);
  const y = scaleLinear()
    .domain([lowest, 1])
    .nice()
    .range([HEIGHT - MARGINS.bottom, MARGINS.top]);
  const places = placesOf(questions, x, y, 2 * RADIUS);
  const chosen = results.chosen.value;
  const held = places.find(({ question }) => question.questionId === chosen) ?? places[0];
  const choose = (question: QuestionStatistics) => {
    results.chosen.value = question.questionId;
  };
  const walk = (event: KeyboardEvent, from: number) => {
    const to = stepOf(event.key, from, places.length);
    if (to === null) return;
    event.preventDefault();
    plot.current?.querySelectorAll<SVGGElement>('.point')[to]?.focus();
  };
  return (
    <div class="plot" ref={place}>
      {/* biome-ignore lint/a11y/useSemanticElements: SVG has no fieldset. */}
      <svg
        ref={plot}
        viewBox={`0 0 ${width} ${HEIGHT}`}
        width={width}
        height={HEIGHT}
        role="group"
        aria-label={texts.t('plotName')}
        aria-describedby="plot-keys"
      >
        <line class="zero" x1={x(0)} x2={x(1)} y1={y(0)} y2={y(0)} />
        <g
          class="axis"
          {...SILENT}
          transform={`translate(0 ${HEIGHT - MARGINS.bottom})`}
          ref={drawn(below(x, 5, (value) => texts.number(value)))}
        />
        <g
          class="axis"
          {...SILENT}
          transform={`translate(${MARGINS.left} 0)`}
          ref={drawn(beside(y, 6, (value) => texts.number(value)))}
        />
        <text class="axis-name" {...SILENT} x={(x(0) + x(1)) / 2} y={HEIGHT - 8} text-anchor="middle">
          {texts.t('axisDifficulty')}
        </text>
        <text class="axis-name" {...SILENT} text-anchor="middle" transform={`translate(12 ${HEIGHT / 2}) rotate(-90)`}>
          {texts.t('axisDiscrimination')}
        </text>
        {places.map((at, i) => (
          <Point
            key={at.question.questionId}
            at={at}
            isChosen={at.question.questionId === chosen}
            isHeld={at === held}
            onChoose={choose}
            onKey={(event) => walk(event, i)}
          />
        ))}
      </svg>
    </div>
  );
}

interface PointProps {
  readonly at: Place;
  readonly isChosen: boolean;
  /** Whether Tab comes to it: to one of all points. */
  readonly isHeld: boolean;
  readonly onChoose: (question: QuestionStatistics) => void;
  readonly onKey: (event: KeyboardEvent) => void;
}

/** A circle with the question's number, or a diamond where there is something to look at. */
function Point({ at: { question, x, y }, isChosen, isHeld, onChoose, onKey }: PointProps) {
  const { texts } = useResults().staff;
  const isOdd = question.hints.length > 0;
  const shape = isOdd ? symbol(symbolDiamond, AREA.diamond) : symbol(symbolCircle, AREA.circle);
  const name = texts.t(isOdd ? 'pointOdd' : 'point', {
    number: texts.number(question.number),
    title: question.title,
    p: texts.number(question.p ?? 0, 2),
    itemRest: texts.number(question.itemRest ?? 0, 2),
  });
  return (
    // biome-ignore lint/a11y/useSemanticElements: SVG has no buttons.
    <g
      class={`point${isOdd ? ' odd' : ''}${isChosen ? ' chosen' : ''}`}
      role="button"
      // In SVG the names of attributes are as they are written.
      tabindex={isHeld ? 0 : -1}
      aria-label={name}
      aria-pressed={isChosen}
      transform={`translate(${x} ${y})`}
      onClick={() => onChoose(question)}
      onKeyDown={(event) => {
        if (event.key === 'Enter' || event.key === ' ') {
          event.preventDefault();
          onChoose(question);
        } else onKey(event);
      }}
    >
      <circle class="ring" r={RADIUS + 4} />
      <path d={shape() ?? ''} />
      <text text-anchor="middle" dy="0.35em" {...SILENT}>
        {texts.number(question.number)}
      </text>
    </g>
  );
}

/** The point that a key leads to, by the order of the questions; null for a key that leads nowhere. */
export function stepOf(key: string, from: number, count: number): number | null {
  if (key === 'ArrowRight' || key === 'ArrowDown') return Math.min(count - 1, from + 1);
  if (key === 'ArrowLeft' || key === 'ArrowUp') return Math.max(0, from - 1);
  if (key === 'Home') return 0;
  return key === 'End' ? count - 1 : null;
}
