/* The training core in C for AVX2, as one would write it by hand: floats, eight restarts a vector, sparse rows, the noisy
   AND of two units under the logarithmic loss, Adam on all examples. It is what WebAssembly is held against.

   cc -O3 -mavx2 -mfma avx2.c -o avx2 -lm; avx2 RESTARTS EPOCHS < examples
   examples: inputs, examples, then a line an example: label, number of ones, their inputs.
   Prints example-updates and CPU seconds of training alone. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define LANES 8
typedef float Floats __attribute__((vector_size(4 * LANES)));
typedef int32_t Ints __attribute__((vector_size(4 * LANES)));

static inline Floats splat(float x) { return (Floats){x, x, x, x, x, x, x, x}; }
static inline Floats choose(Ints mask, Floats a, Floats b) { return (Floats)(((Ints)a & mask) | ((Ints)b & ~mask)); }
static inline Floats least(Floats a, Floats b) { return choose(a < b, a, b); }
static inline Floats most(Floats a, Floats b) { return choose(a > b, a, b); }

/* 2^k times the Taylor polynomial of e^r up to r^6, |r| <= ln 2 / 2. */
static inline Floats exponential(Floats x) {
  x = least(most(x, splat(-80)), splat(80));
  Floats rounded = (x * splat(1.442695041f) + splat(12582912)) - splat(12582912);
  Floats r = x - rounded * splat(0.6931471806f);
  Floats y = splat(1.0f / 720);
  y = y * r + splat(1.0f / 120);
  y = y * r + splat(1.0f / 24);
  y = y * r + splat(1.0f / 6);
  y = y * r + splat(0.5f);
  y = y * r + splat(1);
  y = y * r + splat(1);
  Ints power = (__builtin_convertvector(rounded, Ints) + 127) << 23;
  return y * (Floats)power;
}

static inline Floats root(Floats x) {
  Floats y;
  for (int i = 0; i < LANES; i++) y[i] = __builtin_sqrtf(x[i]);
  return y;
}

static uint32_t mixed(uint32_t x) {
  x = (x ^ (x >> 16)) * 0x85ebca6bu;
  x = (x ^ (x >> 13)) * 0xc2b2ae35u;
  return x ^ (x >> 16);
}

int main(int argc, char **argv) {
  if (argc != 3) return 2;
  const int restarts = atoi(argv[1]), epochs = atoi(argv[2]);
  int inputs, examples;
  if (scanf("%d %d", &inputs, &examples) != 2) return 2;
  int *start = malloc((examples + 1) * sizeof(int)), *label = malloc(examples * sizeof(int)), *column = NULL;
  int ones = 0;
  start[0] = 0;
  for (int e = 0; e < examples; e++) {
    int count;
    if (scanf("%d %d", &label[e], &count) != 2) return 2;
    column = realloc(column, (ones + count + 1) * sizeof(int));
    for (int t = 0; t < count; t++)
      if (scanf("%d", &column[ones + t]) != 1) return 2;
    start[e + 1] = ones += count;
  }
  const int size = 2 * (inputs + 1);
  Floats *w = aligned_alloc(32, size * sizeof(Floats)), *g = aligned_alloc(32, size * sizeof(Floats));
  Floats *m = aligned_alloc(32, size * sizeof(Floats)), *v = aligned_alloc(32, size * sizeof(Floats));
  const float rate = 0.024f, beta1 = 0.5f, beta2 = 0.9375f;
  long solved = 0;
  const clock_t began = clock();
  for (int first = 0; first < restarts; first += LANES) {
    for (int p = 0; p < size; p++) {
      for (int i = 0; i < LANES; i++)
        w[p][i] = 0.012f * ((int32_t)mixed(p * 7919u + first + i) / 2147483648.0f);
      m[p] = v[p] = splat(0);
    }
    float power1 = 1, power2 = 1;
    for (int epoch = 0; epoch < epochs; epoch++) {
      memset(g, 0, size * sizeof(Floats));
      Ints right = (Ints){-1, -1, -1, -1, -1, -1, -1, -1};
      const Floats steep = splat(0.5f + 1.5f * epoch / epochs);
      for (int e = 0; e < examples; e++) {
        Floats a = w[2 * inputs], b = w[2 * inputs + 1];
        for (int t = start[e]; t < start[e + 1]; t++) {
          a += w[2 * column[t]];
          b += w[2 * column[t] + 1];
        }
        const Ints fires = least(a, b) > splat(0);
        right &= label[e] ? fires : ~fires;
        const Floats qa = splat(1) / (splat(1) + exponential(a * steep)), qb = splat(1) / (splat(1) + exponential(b * steep));
        const Floats s = qa + qb * (splat(1) - qa);
        const Floats factor = label[e] ? splat(-1) : (splat(1) - s) / most(s, splat(1e-30f));
        const Floats da = qa * factor, db = qb * factor;
        g[2 * inputs] += da;
        g[2 * inputs + 1] += db;
        for (int t = start[e]; t < start[e + 1]; t++) {
          g[2 * column[t]] += da;
          g[2 * column[t] + 1] += db;
        }
      }
      for (int i = 0; i < LANES; i++) solved += right[i] != 0;
      power1 *= beta1;
      power2 *= beta2;
      const Floats unbias1 = splat(rate / (1 - power1)), unbias2 = splat(1 / (1 - power2));
      for (int p = 0; p < size; p++) {
        m[p] = splat(beta1) * m[p] + splat(1 - beta1) * g[p];
        v[p] = splat(beta2) * v[p] + splat(1 - beta2) * g[p] * g[p];
        w[p] -= unbias1 * m[p] / (root(v[p] * unbias2) + splat(1e-8f));
      }
    }
  }
  const double seconds = (double)(clock() - began) / CLOCKS_PER_SEC;
  const long groups = (restarts + LANES - 1) / LANES;
  printf("%ld %.6f %ld\n", groups * LANES * epochs * examples, seconds, solved);
  return 0;
}
