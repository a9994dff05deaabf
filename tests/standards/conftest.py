"""Property tests must not fail because a machine is busy: no deadline, no complaint about slow drawing."""

from hypothesis import HealthCheck, settings

settings.register_profile(
    "patient", max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("patient")
