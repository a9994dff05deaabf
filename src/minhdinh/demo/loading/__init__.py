"""Loads the demo's content through the same verbs that people use, as the people who would do it."""
