"""The world under the places: one projection, the countries' shapes and where the map is cut."""

from dashboard.geo.land import country_names, country_point, land_svg, land_version
from dashboard.geo.projection import HEIGHT, WIDTH, best_meridian, project

__all__ = [
    "HEIGHT",
    "WIDTH",
    "best_meridian",
    "country_names",
    "country_point",
    "land_svg",
    "land_version",
    "project",
]
