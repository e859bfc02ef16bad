/** The name that somebody who writes it with blanks would have: `Ann Marie` → `Ann_Marie`. */
export function underscored(typed: string): string {
  return typed.trim().replace(/\s+/gu, '_');
}
