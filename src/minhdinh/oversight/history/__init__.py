"""What happened in earlier years, out of an office's own lists: read, checked row by row, written as facts."""
