import { Html } from '@examlet/player';
import { type ComponentChildren, h } from 'preact';
import type { Piece } from './blanks';

interface PiecesProps {
  readonly pieces: readonly Piece[];
  blank(at: number): ComponentChildren;
}

/** The text with something in the place of each blank. */
export function Pieces({ pieces, blank }: PiecesProps) {
  const draw = (piece: Piece, index: number): ComponentChildren => {
    if (piece.kind === 'text') return piece.text;
    if (piece.kind === 'blank') return blank(piece.at);
    if (piece.kind === 'formula') return <Html key={index} inline html={piece.html} />;
    return h(piece.tag, { key: index, ...piece.attributes }, piece.pieces.map(draw));
  };
  return <>{pieces.map(draw)}</>;
}
