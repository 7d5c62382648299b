/* A native solver behind the IPASIR interface, told by text what to do, and timed around its own calls alone.
 *
 *   cc -O2 ipasir.c -lcadical -lstdc++ -lm
 *
 * c LITERALS 0   adds a clause
 * s LITERALS 0   solves under assumptions; answers "10 VALUES", the values of all variables met as 0 and 1, or "20"
 * t              answers the nanoseconds of CPU that the solver has spent
 */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

void *ipasir_init(void);
void ipasir_add(void *solver, int literal);
void ipasir_assume(void *solver, int literal);
int ipasir_solve(void *solver);
int ipasir_val(void *solver, int literal);

static long long now(void) {
  struct timespec time;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return time.tv_sec * 1000000000LL + time.tv_nsec;
}

static int literals[1 << 20];

int main(void) {
  void *solver = ipasir_init();
  int variables = 0;
  long long spent = 0;
  char command;
  while (scanf(" %c", &command) == 1) {
    int size = 0;
    if (command != 't')
      while (scanf("%d", &literals[size]) == 1 && literals[size]) {
        if (abs(literals[size]) > variables) variables = abs(literals[size]);
        size++;
      }
    const long long before = now();
    int answer = 0;
    if (command == 'c') {
      for (int i = 0; i <= size; i++) ipasir_add(solver, literals[i]);
    } else if (command == 's') {
      for (int i = 0; i < size; i++) ipasir_assume(solver, literals[i]);
      answer = ipasir_solve(solver);
    }
    spent += now() - before;
    if (command == 't') printf("%lld\n", spent);
    if (command == 's') {
      printf("%d ", answer);
      if (answer == 10)
        for (int v = 1; v <= variables; v++) putchar(ipasir_val(solver, v) > 0 ? '1' : '0');
      putchar('\n');
    }
    fflush(stdout);
  }
  return 0;
}
