"""Speed, as ratios within one run and as growth: ``make bench`` (or ``python -m benchmarks``)."""
