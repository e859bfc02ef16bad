import type { Component, VNode } from 'preact';

/** A component that is drawn again only when one of its properties is another value. */
export function memo<Properties extends object>(draw: (properties: Properties) => VNode | null) {
  return function Memo(this: Component<Properties>, properties: Properties): VNode | null {
    this.shouldComponentUpdate = (next) => differ(this.props, next);
    return draw(properties);
  };
}

function differ(a: object, b: object): boolean {
  const before = new Map<string, unknown>(Object.entries(a));
  const after = Object.entries(b);
  return before.size !== after.length || after.some(([name, value]) => before.get(name) !== value);
}
