"""Whether there is a newer Caldesk: asked at most once a day, told once, never fetched or installed."""
