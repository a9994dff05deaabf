"""Files of people and of schools: read, checked row by row, written all together or not at all."""
