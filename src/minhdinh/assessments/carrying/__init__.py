"""From one report to the next: what is carried from another year, another set or a Word file, and who answers for it."""
