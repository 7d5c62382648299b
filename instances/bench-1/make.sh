#!/bin/sh
# Makes the instances of bench-1 with trainsat 0.1.0, in the directory it is run in:  sh make.sh
# Of each kind 6 NO and 3 YES, each the hardest of 8 candidates, and 3 YES as they were drawn, one of them planted.
set -e

# hard KIND ANSWER SEED COUNT SIZE [OPTIONS]
hard() {
  kind=$1 answer=$2 seed=$3 count=$4 size=$5
  shift 5
  trainsat generate hard --for "$kind" --answer "$answer" --seed "$seed" --count "$count" --size "$size" "$@" --out .
}

# kind KIND SEED SIZE SIZE SIZE SIZE [--planted]
kind() {
  name=$1 first=$2 a=$3 b=$4 c=$5 d=$6
  shift 6
  hard "$name" no "$first" 1 "$a"
  hard "$name" no "$((first + 10))" 2 "$b"
  hard "$name" no "$((first + 20))" 2 "$c"
  hard "$name" no "$((first + 30))" 1 "$d"
  hard "$name" yes "$((first + 50))" 1 "$b"
  hard "$name" yes "$((first + 60))" 1 "$c"
  hard "$name" yes "$((first + 70))" 1 "$d"
  hard "$name" yes "$((first + 41))" 1 "$a" --candidates 1
  hard "$name" yes "$((first + 51))" 1 "$b" --candidates 1
  hard "$name" yes "$((first + 80))" 1 "$a" --candidates 1 "$@"
}

kind three-node 1000 20 40 80 100 --planted
kind and-pair 2000 20 40 80 100 --planted
kind xor-pair 3000 12 16 20 26 --planted
kind and-network 4000 20 40 80 100 --planted
kind one-unit 5000 10 13 16 18
kind random-labels 6000 8 10 12 14 --planted
kind loading 7000 15 30 45 50 --planted
kind loading-colouring 8000 20 40 60 80 --planted
