/** Adds to a map that forgets what was added first beyond the bound. */
export function putBounded<Key, Value>(map: Map<Key, Value>, bound: number, key: Key, value: Value): void {
  map.set(key, value);
  if (map.size <= bound) return;
  for (const oldest of map.keys()) {
    map.delete(oldest);
    break;
  }
}
