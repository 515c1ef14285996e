// Medians with their spread, and how fast a time grows.

/** @returns {{ median: number, min: number, max: number }} */
export function spread(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const half = sorted.length / 2;
  const median = (sorted[Math.floor(half)] + sorted[Math.ceil(half) - 1]) / 2;
  return { median, min: sorted[0], max: sorted.at(-1) };
}

/** The exponent of a power law through some points, by least squares on logarithms. */
export function exponent(points) {
  const logs = points.map(([x, y]) => [Math.log(x), Math.log(y)]);
  const mean = (at) => logs.reduce((sum, it) => sum + it[at], 0) / logs.length;
  const [x, y] = [mean(0), mean(1)];
  const covariance = logs.reduce((sum, it) => sum + (it[0] - x) * (it[1] - y), 0);
  return covariance / logs.reduce((sum, it) => sum + (it[0] - x) ** 2, 0);
}

/** A measurement of something else than was made is worth nothing. */
export function compare(what, counts, expected) {
  for (const [name, number] of Object.entries(expected)) {
    if (counts[name] !== number) throw new Error(`${what}: ${name} should be ${number} and is ${counts[name]}`);
  }
}
