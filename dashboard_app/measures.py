"""What is measured while requests are answered: Prometheus histograms, one set for the process.

A label holds a name out of the source, never a path, a number or anything else that a browser sent. With several
workers each writes to a file that every other reads; ``gunicorn.conf.py`` prepares their directory.
"""

from prometheus_client import Counter, Histogram

_FINE = (0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0)

REQUEST_SECONDS = Histogram(
    "clairscore_request_seconds", "Time to answer a request, by route.", ["method", "route", "status"]
)
CALLBACK_SECONDS = Histogram(
    "clairscore_callback_seconds", "Time in the body of a callback, failed ones too.", ["callback"]
)
SCORING_SECONDS = Histogram(
    "clairscore_scoring_seconds", "Time to score or explain one client.", ["operation"], buckets=_FINE
)
DATABASE_FAILURES = Counter(
    "clairscore_database_failures", "Times that the database could not be used, by what was wrong.", ["fault"]
)
