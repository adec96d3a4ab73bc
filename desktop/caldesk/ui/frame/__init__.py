"""The frame of the main window: what stands around the pages."""
