"""Distances, sizes and times that the whole window keeps to: device-independent pixels, and milliseconds."""

GRID = 4  # every distance is a multiple of this
TIGHT, INSIDE, BETWEEN, AROUND = GRID, 2 * GRID, 4 * GRID, 6 * GRID
RADIUS_EVENT, RADIUS_CONTROL, RADIUS_CARD = 4, 6, 10
ROW, ROW_TOUCH, CONTROL = 40, 44, 32
ICON, ICON_SMALL, ICON_LARGE = 20, 16, 96
HAIRLINE, EDGE, FOCUS_RING = 1, 3, 2
MOTION_MS, SKELETON_AFTER_MS = 140, 150
