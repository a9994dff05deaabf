"""Codes that change without breaking: an item under another criterion, two items made one, a school's codes anew."""
