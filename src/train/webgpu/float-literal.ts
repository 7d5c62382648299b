// Names and floats as WGSL writes them.

/** The name of a constant: `STEP_KIND`, `PLACE_BY_ONE` from `byOne`, `KIND_AND_OR` from `and-or`. */
export function constant(prefix: string, name: string): string {
  const words = name.replace(/[A-Z]/g, (capital) => `_${capital}`).replace(/\W/g, '_');
  return `${prefix}_${words.toUpperCase()}`;
}

/** A literal that WGSL takes for the float nearest to a number. */
export function literal(value: number): string {
  return `${Math.fround(value)}f`;
}
