"""A run for readers: HTML, Markdown, JUnit, terminal."""
