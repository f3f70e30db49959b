"""Sentences and their vectors: embedded, kept in Chroma in step with the folder, and scored."""
