"""Whether a run passes: the accepted baseline, the comparison with it, the verdict."""
