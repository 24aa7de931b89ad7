import { Fragment, h, options } from 'preact';

/**
 * A browser's page translator puts elements of its own where the page's text nodes were. What draws the page would go
 * on writing into nodes that nobody sees any more: a clock that stands still, a question under the heading of another.
 * So no text node is left to it: an element with nothing but text has it as its `textContent`, and text beside elements
 * gets an element of its own (`x-text`: no style speaks of it). A text that changes then replaces whatever stands
 * there.
 */
export function keepTextsWhole(): void {
  const before = options.vnode;
  options.vnode = (vnode) => {
    const props = vnode.props as { children?: unknown; textContent?: string; dangerouslySetInnerHTML?: unknown };
    const isElement = typeof vnode.type === 'string' && !props.dangerouslySetInnerHTML;
    if (isElement && isOnlyText(props.children)) {
      props.textContent = joined(props.children);
      delete props.children;
    } else if (isElement || vnode.type === Fragment) props.children = wrapped(props.children);
    before?.(vnode);
  };
}

const isText = (child: unknown): child is string | number => typeof child === 'string' || typeof child === 'number';
const isNothing = (child: unknown) => child === null || child === undefined || typeof child === 'boolean';

function isOnlyText(children: unknown): boolean {
  if (!Array.isArray(children)) return isText(children);
  return children.some(isText) && children.every((child) => isText(child) || isNothing(child));
}

function joined(children: unknown): string {
  const parts: readonly unknown[] = Array.isArray(children) ? children : [children];
  return parts.filter(isText).join('');
}

function wrapped(child: unknown): unknown {
  if (Array.isArray(child)) return child.map(wrapped);
  return isText(child) && child !== '' ? h('x-text', null, child) : child;
}
