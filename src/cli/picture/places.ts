// What a picture of a network shows: its inputs and nodes by depth in columns, a place for what is too much, and edges.
import { depthsOf, type Architecture } from '../../problem/training/architecture.ts';

/** What stands in a column: a post, the posts that are left out there, or an edge on its way to a later column. */
export type Place = { readonly column: number } & (
  | { readonly kind: 'post'; readonly post: number }
  | { readonly kind: 'rest'; readonly posts: readonly number[] }
  | { readonly kind: 'bend' }
);

/** A column: the inputs at depth 0, the nodes of one depth, or those of all the depths left out. */
export type Column = {
  readonly from: number;
  readonly to: number;
  /** From top to bottom. */
  readonly places: readonly Place[];
};

/** An edge, or several between the same two places; it passes a place in every column between. */
export type Route = readonly [from: Place, ...through: Place[], to: Place];

/** A picture without measures. */
export type Places = { readonly columns: readonly Column[]; readonly routes: readonly Route[] };

/** The most columns, and the most inputs or nodes in one; of more, the first and the last are kept. */
const MAX_COLUMNS = 10;
const FIRST_COLUMNS = 6;
const LAST_COLUMNS = 3;
const MAX_ROWS = 10;
const FIRST_ROWS = 6;
const LAST_ROWS = 2;

/** What is shown of a network, in which order. Deterministic. */
export function placesOf(network: Architecture): Places {
  const columns = columnsOf(network);
  const routes = routesOf(network, columns);
  const before = new Map<Place, Set<Place>>();
  for (const route of routes)
    for (const [i, place] of route.entries())
      if (i > 0) before.set(place, (before.get(place) ?? new Set()).add(route[i - 1]!));
  return { columns: inOrder(columns, before), routes };
}

function columnsOf(network: Architecture): Column[] {
  const depths = depthsOf(network);
  const groups: number[][] = [Array.from({ length: network.inputs }, (_, post) => post)];
  for (const [v, depth] of depths.entries()) (groups[depth] ??= []).push(network.inputs + v);
  const spans = groups.flatMap((posts, depth) =>
    posts.length === 0 ? [] : [{ from: depth, to: depth, posts }],
  );
  if (spans.length > MAX_COLUMNS) {
    const left = spans.slice(FIRST_COLUMNS, -LAST_COLUMNS);
    spans.splice(FIRST_COLUMNS, left.length, {
      from: left[0]!.from,
      to: left.at(-1)!.to,
      posts: left.flatMap(({ posts }) => posts),
    });
  }
  return spans.map(({ from, to, posts }, column) => {
    const shown = (list: readonly number[]): Place[] => list.map((post) => ({ kind: 'post', column, post }));
    const rest = (list: readonly number[]): Place => ({ kind: 'rest', column, posts: list });
    if (from < to) return { from, to, places: [rest(posts)] };
    if (posts.length <= MAX_ROWS) return { from, to, places: shown(posts) };
    const places = [
      ...shown(posts.slice(0, FIRST_ROWS)),
      rest(posts.slice(FIRST_ROWS, -LAST_ROWS)),
      ...shown(posts.slice(-LAST_ROWS)),
    ];
    return { from, to, places };
  });
}

/** The edges between different places, each pair once; those of one place share their way through the columns between. */
function routesOf({ inputs, nodes }: Architecture, columns: readonly Column[]): Route[] {
  const placeOf = new Map<number, Place>();
  for (const place of columns.flatMap(({ places }) => places))
    if (place.kind === 'post') placeOf.set(place.post, place);
    else if (place.kind === 'rest') for (const post of place.posts) placeOf.set(post, place);
  // The nodes of a layer share one list, which may be long.
  const known = new Map<readonly number[], ReadonlySet<Place>>();
  const sourcesOf = (from: readonly number[]): ReadonlySet<Place> => {
    const sources = known.get(from) ?? new Set(from.map((post) => placeOf.get(post)!));
    known.set(from, sources);
    return sources;
  };
  const targets = new Map<Place, Set<Place>>();
  for (const [v, { from }] of nodes.entries()) {
    const to = placeOf.get(inputs + v)!;
    for (const source of sourcesOf(from))
      if (source !== to) targets.set(source, (targets.get(source) ?? new Set()).add(to));
  }
  return [...targets].flatMap(([from, list]) => {
    const bends = new Map<number, Place>();
    const bend = (column: number): Place => {
      const place = bends.get(column) ?? { kind: 'bend', column };
      bends.set(column, place);
      return place;
    };
    return [...list].map((to): Route => {
      const between = Array.from({ length: to.column - from.column - 1 }, (_, i) => from.column + 1 + i);
      return [from, ...between.map(bend), to];
    });
  });
}

/**
 * Adds the bends, and puts every place near the middle of what leads to it. Inputs, and columns with something left out,
 * keep the order of the network.
 */
function inOrder(columns: readonly Column[], before: ReadonlyMap<Place, ReadonlySet<Place>>): Column[] {
  const bends = columns.map((): Place[] => []);
  for (const place of before.keys()) if (place.kind === 'bend') bends[place.column]!.push(place);
  const heights = new Map<Place, number>();
  const middle = (place: Place): number => {
    const list = [...(before.get(place) ?? [])];
    return list.reduce((sum, from) => sum + heights.get(from)!, 0) / Math.max(1, list.length);
  };
  const sorted = (places: readonly Place[]): Place[] =>
    places
      .map((place) => ({ place, at: middle(place) }))
      .sort((a, b) => a.at - b.at)
      .map(({ place }) => place);
  return columns.map((column, c) => {
    const fixed = column.from === 0 || column.places.some(({ kind }) => kind === 'rest');
    const places = fixed
      ? [...column.places, ...sorted(bends[c]!)]
      : sorted([...column.places, ...bends[c]!]);
    places.forEach((place, row) => heights.set(place, row - (places.length - 1) / 2));
    return { ...column, places };
  });
}
