/**
 * The circles of a graph: for each group of nodes that all lead to each other (Tarjan's strongly connected components) the nodes,
 * in the order of a way round as far as one is found. Linear in nodes and arrows.
 */
export function circlesIn(arrows: ReadonlyMap<string, ReadonlySet<string>>): string[][] {
  const places = new Map<string, { index: number; low: number; waiting: boolean }>();
  const stack: string[] = [];
  const circles: string[][] = [];
  const visit = (node: string): { index: number; low: number; waiting: boolean } => {
    const place = { index: places.size, low: places.size, waiting: true };
    places.set(node, place);
    stack.push(node);
    for (const next of arrows.get(node) ?? []) {
      const known = places.get(next);
      if (known === undefined) place.low = Math.min(place.low, visit(next).low);
      else if (known.waiting) place.low = Math.min(place.low, known.index);
    }
    if (place.low === place.index) {
      const circle = stack.splice(stack.indexOf(node));
      for (const member of circle) Object.assign(places.get(member) ?? place, { waiting: false });
      if (circle.length > 1 || arrows.get(node)?.has(node) === true) circles.push(circle);
    }
    return place;
  };
  for (const node of arrows.keys()) if (!places.has(node)) visit(node);
  return circles;
}
