"""Somebody's own questions, asked about their own folder: scored, compared, and fitted to."""
