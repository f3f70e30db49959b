"""The evaluation of `qa`: benchmarks, the gold set, and the nightly score."""
