"""Caldesk connects external calendars to the schedules of a Wix Bookings site."""

__version__ = "0.1.0"
