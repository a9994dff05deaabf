"""Uploads in pieces that survive a weak line: a small server of tus 1.0 (tus.io) for files of evidence."""
