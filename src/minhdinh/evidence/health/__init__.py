"""The health of a school's evidence: what is wrong, doubtful or waiting, each with its mend."""
