"""Last year's report from a Word file: read into lines, split by criterion and level, cited, placed."""
