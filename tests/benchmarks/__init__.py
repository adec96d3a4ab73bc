"""Measures Caldesk against floors of its own kind; `packaging/bench` runs it. Nothing here is part of the product."""
