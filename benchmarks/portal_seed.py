"""``python -m benchmarks.portal_seed <share>``: offices, schools and decisions of a made-up country; prints JSON."""

import json
import sys

import django

django.setup()

from django.core.management import call_command  # noqa: E402 (apps must be loaded)

from benchmarks.country import make_register  # noqa: E402
from minhdinh.config.bootstrap import make_ready  # noqa: E402

if __name__ == "__main__":
    make_ready()
    call_command("collectstatic", interactive=False, verbosity=0)
    print(json.dumps(make_register(float(sys.argv[1]))))
