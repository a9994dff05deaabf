"""The whole installation in one file: every table as JSON lines, every stored file, and a manifest with their hashes.

The file does not depend on the database it came from: a backup of SQLite can be restored into PostgreSQL and back.
"""
