"""Asks the gold questions, and keeps what came of each on the disk."""
