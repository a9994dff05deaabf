"""The WSGI entry point."""

import os

from django.core.wsgi import get_wsgi_application
from django.urls import reverse

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "minhdinh.config.settings")
application = get_wsgi_application()
reverse("home")  # reads the modules of all pages now, so that nobody's first page waits for them
