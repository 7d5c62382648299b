// Formulas that are hard for resolution and known to be unsatisfiable.

/** `pigeons` pigeons in `holes` holes, none shared: unsatisfiable iff there are more pigeons than holes. */
export function pigeonhole(pigeons: number, holes: number): number[][] {
  const sits = (p: number, h: number): number => p * holes + h + 1;
  const clauses = Array.from({ length: pigeons }, (_, p) =>
    Array.from({ length: holes }, (_h, h) => sits(p, h)),
  );
  for (let h = 0; h < holes; h++)
    for (let p = 0; p < pigeons; p++) for (let q = 0; q < p; q++) clauses.push([-sits(p, h), -sits(q, h)]);
  return clauses;
}
