"""What an earthwork case consists of: sites, dumps, pits, soils, trucks, agreed hauls."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

#: Swell (loose ÷ bank) and shrink (compacted ÷ bank) by soil class. Usual textbook ranges (Caterpillar Performance
#: Handbook, material tables); a district replaces them by its own tests.
SOILS = {"粘土": (1.30, 0.90), "粉土": (1.25, 0.90), "砂土": (1.12, 0.95), "砾石": (1.12, 0.97), "石方": (1.50, 1.30)}


@dataclass(frozen=True)
class Soil:
    """A soil class: loose ÷ bank volume, compacted ÷ bank volume."""

    name: str
    swell: float
    shrink: float


@dataclass(frozen=True)
class Site:
    """A site with too much earth (soil says which) or too little (accepts says which; empty accepts any).

    volume_m3: bank m³.   week_from … week_to: both included, 1 … weeks.   weekly_limit_m3: bank m³ exchanged in a week,
    None for no limit.   own_price_yuan_per_m3: what the site pays alone per bank m³, haul included, when it has a quote.
    """

    id: str
    name: str
    x_km: float
    y_km: float
    volume_m3: float
    week_from: int
    week_to: int
    soil: str = ""
    accepts: tuple[str, ...] = ()
    weekly_limit_m3: float | None = None
    own_price_yuan_per_m3: float | None = None


@dataclass(frozen=True)
class Place:
    """A dump or a borrow pit: its fee or price per bank m³, haul not included."""

    id: str
    name: str
    x_km: float
    y_km: float
    price_yuan_per_m3: float


@dataclass(frozen=True)
class Agreed:
    """A haul both sides have agreed: kept as it is."""

    surplus_id: str
    deficit_id: str
    week: int
    volume_m3: float


@dataclass(frozen=True)
class Trucks:
    """What a truck carries and costs.   truck_m3: loose m³ a load.   yuan_per_km: per truck-km, loaded or empty.
    load_yuan: per load, for loading and tipping.   kg_co2_per_km: an estimate, replaceable."""

    truck_m3: float = 20.0
    yuan_per_km: float = 6.0
    load_yuan: float = 60.0
    speed_km_per_hour: float = 25.0
    load_hours: float = 0.4
    hours_per_truck_week: float = 48.0
    kg_co2_per_km: float = 0.9


@dataclass(frozen=True)
class Case:
    """Everything one plan is made from. truck_hours: shared hours per week (index 0 = week 1), empty for no limit.
    distance_km: measured road distances by (from id, to id) that replace straight line × road_factor."""

    surpluses: tuple[Site, ...]
    deficits: tuple[Site, ...]
    dumps: tuple[Place, ...]
    pits: tuple[Place, ...]
    soils: tuple[Soil, ...]
    trucks: Trucks = Trucks()
    weeks: int = 52
    road_factor: float = 1.3
    truck_hours: tuple[float, ...] = ()
    agreed: tuple[Agreed, ...] = ()
    distance_km: dict[tuple[str, str], float] = field(default_factory=dict)

    @property
    def load_m3(self) -> float:
        """Bank m³ a load, by the class that swells most: no truck is ever over-full."""
        return self.trucks.truck_m3 / max(soil.swell for soil in self.soils)

    def places(self) -> dict[str, Site | Place]:
        """Every site, dump and pit by id."""
        everything: list[Site | Place] = [*self.surpluses, *self.deficits, *self.dumps, *self.pits]
        return {place.id: place for place in everything}

    def with_site(self, site: Site) -> Case:
        """The same case with one site of the same id changed."""
        return replace(
            self,
            surpluses=tuple(site if old.id == site.id else old for old in self.surpluses),
            deficits=tuple(site if old.id == site.id else old for old in self.deficits),
        )
