"""The tour: the real window, led through the whole main job on the practice site, with a picture of each step."""

from caldesk.tour.journey import take_tour

__all__ = ["take_tour"]
