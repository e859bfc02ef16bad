import type { Component, VNode } from 'preact';

/** A component that is drawn again only when one of its properties is another value. */
export function memo<Properties extends object>(draw: (properties: Properties) => VNode | null) {
  return function Memo(this: Component<Properties>, properties: Properties): VNode | null {
    this.shouldComponentUpdate = (next) => differ(this.props, next);
    return draw(properties);
  };
}

/** Runs for every row at every drawing, so it makes nothing. */
function differ(before: object, after: object): boolean {
  for (const name in after) if (Reflect.get(before, name) !== Reflect.get(after, name)) return true;
  for (const name in before) if (!(name in after)) return true;
  return false;
}
