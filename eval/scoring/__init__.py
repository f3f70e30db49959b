"""From what came of questions to the figures of a run."""
