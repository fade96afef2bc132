// The plane of a symbol as a camera sees it: places on the symbol, in modules, to
// places in the picture, in pixels.

// Plane is a perspective projection, least squares through pairs of places.
export class Plane {
  // fit takes four or more pairs [u, v, x, y], of which no three lie on a line; it
  // returns null when they do.
  static fit(pairs) {
    const mean = (k) => pairs.reduce((sum, pair) => sum + pair[k], 0) / pairs.length;
    const middle = [mean(0), mean(1), mean(2), mean(3)];
    const spread = (k) => Math.max(...pairs.map((pair) => Math.abs(pair[k] - middle[k])), 1e-9);
    const scale = [Math.max(spread(0), spread(1)), Math.max(spread(2), spread(3))];
    const rows = [];
    for (const pair of pairs) {
      const [u, v] = [(pair[0] - middle[0]) / scale[0], (pair[1] - middle[1]) / scale[0]];
      const [x, y] = [(pair[2] - middle[2]) / scale[1], (pair[3] - middle[3]) / scale[1]];
      rows.push([u, v, 1, 0, 0, 0, -x * u, -x * v, x], [0, 0, 0, u, v, 1, -y * u, -y * v, y]);
    }
    const h = leastSquares(rows);
    return h === null ? null : new Plane(h, middle, scale);
  }

  constructor(h, middle, scale) {
    this.h = h;
    this.middle = middle;
    this.scale = scale;
  }

  // place returns [x, y] of a place on the symbol.
  place(u, v) {
    const h = this.h;
    const a = (u - this.middle[0]) / this.scale[0];
    const b = (v - this.middle[1]) / this.scale[0];
    const depth = h[6] * a + h[7] * b + 1;
    return [
      this.middle[2] + (this.scale[1] * (h[0] * a + h[1] * b + h[2])) / depth,
      this.middle[3] + (this.scale[1] * (h[3] * a + h[4] * b + h[5])) / depth,
    ];
  }
}

// leastSquares solves rows of eight coefficients and a value (normal equations,
// Gauss), null when they do not tell.
function leastSquares(rows) {
  const matrix = Array.from({ length: 8 }, () => new Float64Array(9));
  for (const row of rows) {
    for (let i = 0; i < 8; i++) {
      for (let j = 0; j < 9; j++) matrix[i][j] += row[i] * row[j];
    }
  }
  for (let k = 0; k < 8; k++) {
    let pivot = k;
    for (let i = k + 1; i < 8; i++) if (Math.abs(matrix[i][k]) > Math.abs(matrix[pivot][k])) pivot = i;
    [matrix[k], matrix[pivot]] = [matrix[pivot], matrix[k]];
    if (Math.abs(matrix[k][k]) < 1e-12) return null;
    for (let i = 0; i < 8; i++) {
      if (i === k) continue;
      const factor = matrix[i][k] / matrix[k][k];
      for (let j = k; j < 9; j++) matrix[i][j] -= factor * matrix[k][j];
    }
  }
  return matrix.map((row, k) => row[8] / row[k]);
}
