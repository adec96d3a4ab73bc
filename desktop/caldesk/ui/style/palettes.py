"""The colours of light and dark, side by side where they can be compared; no other module holds a colour of its own."""

from caldesk.ui.style.theme import Hue, Theme

PAPER, INK = "#FFFFFF", "#000000"  # of what cameras and printers read, in every theme

COLOURS = {  # name: (light, dark)
    "window": ("#F7F8FA", "#16181C"),
    "surface": ("#FFFFFF", "#1E2126"),
    "raised": ("#FFFFFF", "#262A31"),
    "line": ("#E3E6EB", "#343A43"),
    "control_edge": ("#828B9A", "#747D8C"),
    "text": ("#1B1F26", "#ECEFF4"),
    "secondary": ("#5A6372", "#A3ACBA"),
    "disabled": ("#9AA2AF", "#6B7482"),
    "accent": ("#2F5FE0", "#7DA2FF"),
    "accent_hover": ("#2450C6", "#97B5FF"),
    "accent_pressed": ("#1D43AB", "#B0C7FF"),
    "on_accent": ("#FFFFFF", "#0B1220"),
    "hover": ("#F1F3F6", "#272B32"),
    "pressed": ("#E6E9EE", "#30353E"),
    "selection": ("#EFF3FE", "#2A3552"),
    "focus": ("#2F5FE0", "#7DA2FF"),
    "skeleton": ("#E9ECF0", "#2A2E36"),
    "skeleton_shine": ("#F4F6F8", "#343A43"),
    "scroll": ("#C6CCD5", "#464D58"),
    "tile": ("#EBEEF2", "#31373F"),
    "good": ("#1A7F4B", "#5BD197"),
    "starting": ("#2F5FE0", "#7DA2FF"),
    "attention": ("#9A6100", "#F2B84B"),
    "bad": ("#B3261E", "#FF8A80"),
    "off": ("#5A6372", "#A3ACBA"),
    "good_ground": ("#ECF7F1", "#1B3328"),
    "starting_ground": ("#EDF2FD", "#212C45"),
    "attention_ground": ("#FDF4E0", "#382E1A"),
    "bad_ground": ("#FDEEEC", "#3D2425"),
    "off_ground": ("#EFF1F4", "#2A2F37"),
    "bad_hover": ("#971D16", "#FFA69E"),
    "on_bad": ("#FFFFFF", "#2A0A08"),
    "practice": ("#F5C451", "#E8B33A"),
    "practice_stripe": ("#E3A722", "#C9921B"),
    "on_practice": ("#2B1D00", "#2B1D00"),
}

# Okabe-Ito and Tol "muted", moved in lightness until every pair stays at least 14 CIELAB units apart for
# protan, deutan and tritan eyes; ordered so that the first few are the furthest apart.
_LIGHT_HUES = (  # name, fill, edge, text on fill, text on edge
    ("blue", "#DCEAF6", "#1771C2", "#1861A3", "#FFFFFF"),
    ("vermilion", "#F4E4D9", "#B74900", "#984108", "#FFFFFF"),
    ("pink", "#F7EAF1", "#C973A2", "#835170", "#0B1220"),
    ("green", "#D9E6E0", "#005930", "#005930", "#FFFFFF"),
    ("olive", "#EEEFE2", "#91933F", "#626535", "#0B1220"),
    ("purple", "#F2E3F0", "#AA4398", "#8D3C81", "#FFFFFF"),
    ("rose", "#F7E8EB", "#CC6677", "#8E4D5B", "#0B1220"),
    ("sky", "#DDF0F7", "#1C99CC", "#1C688A", "#0B1220"),
    ("indigo", "#E1DEEE", "#37268D", "#37268D", "#FFFFFF"),
    ("wine", "#EDDEE6", "#872155", "#872155", "#FFFFFF"),
    ("orange", "#F4EDD9", "#B48800", "#775E0F", "#0B1220"),
    ("forest", "#DAEBE1", "#077C3A", "#0B6936", "#FFFFFF"),
)
_DARK_HUES = (
    ("blue", "#203E5A", "#258AE0", "#88BCEA", "#0B1220"),
    ("vermilion", "#4F3723", "#CC6E1B", "#DCAE88", "#0B1220"),
    ("pink", "#5A4052", "#F48FC3", "#F1B1D4", "#0B1220"),
    ("green", "#1B4333", "#149A55", "#80C4A4", "#0B1220"),
    ("olive", "#43462F", "#A3A447", "#C0C28C", "#0B1220"),
    ("purple", "#4E324E", "#CA5EB6", "#D99FD2", "#0B1220"),
    ("rose", "#4E3E41", "#C98787", "#D9B6B8", "#0B1220"),
    ("sky", "#384F5F", "#7AC6F2", "#9CD2F3", "#0B1220"),
    ("indigo", "#434763", "#A3A7FF", "#BDC0FB", "#0B1220"),
    ("wine", "#553045", "#E15696", "#E6A2C5", "#0B1220"),
    ("orange", "#59492C", "#EFAF3D", "#EEC274", "#0B1220"),
    ("forest", "#344D3A", "#6DBD6F", "#A0D1A4", "#0B1220"),
)


def _hues(rows: tuple[tuple[str, str, str, str, str], ...]) -> tuple[Hue, ...]:
    return tuple(Hue(name=n, fill=f, edge=e, text=t, on_edge=o) for n, f, e, t, o in rows)


LIGHT = Theme(name="light", is_dark=False, hues=_hues(_LIGHT_HUES), **{name: pair[0] for name, pair in COLOURS.items()})
DARK = Theme(name="dark", is_dark=True, hues=_hues(_DARK_HUES), **{name: pair[1] for name, pair in COLOURS.items()})
