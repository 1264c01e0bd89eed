"""Units in which a text measures: each with what it measures and how many of the base unit it is."""

from __future__ import annotations

_MINUTE, _HOUR, _DAY, _YEAR = 60, 3_600, 86_400, 31_557_600

_TABLE: dict[str, dict[str, float]] = {
    "time": {
        "second seconds sec secs": 1,
        "minute minutes min mins": _MINUTE,
        "hour hours hr hrs hour's": _HOUR,
        "day days": _DAY,
        "night nights": _DAY,
        "week weeks": 7 * _DAY,
        "fortnight fortnights": 14 * _DAY,
        "month months": _YEAR / 12,
        "year years yr yrs": _YEAR,
        "decade decades": 10 * _YEAR,
        "century centuries": 100 * _YEAR,
    },
    "length": {
        "mm millimetre millimetres millimeter millimeters": 0.001,
        "cm centimetre centimetres centimeter centimeters": 0.01,
        "metre metres meter meters": 1,
        "km kilometre kilometres kilometer kilometers kms": 1_000,
        "mile miles": 1_609.344,
        "foot feet ft": 0.3048,
        "inch inches": 0.0254,
        "yard yards": 0.9144,
    },
    "mass": {
        "mg milligram milligrams": 1e-6,
        "g gram grams gramme grammes": 0.001,
        "kg kilo kilos kilogram kilograms kilogramme kilogrammes": 1,
        "tonne tonnes": 1_000,
        "ton tons": 1_000,
        "lb lbs pound pounds": 0.45359237,
        "ounce ounces oz": 0.028349523,
    },
    "volume": {
        "ml millilitre millilitres milliliter milliliters": 0.001,
        "cl centilitre centilitres": 0.01,
        "l litre litres liter liters": 1,
        "gallon gallons": 3.785411784,
        "pint pints": 0.473176473,
        "teaspoon teaspoons tsp": 0.005,
        "tablespoon tablespoons tbsp": 0.015,
        "cup cups": 0.24,
        "barrel barrels": 158.987,
    },
    "area": {
        "hectare hectares ha": 10_000,
        "acre acres": 4_046.856,
    },
    "data": {"kb kilobyte kilobytes": 1e3, "mb megabyte megabytes": 1e6, "gb gigabyte gigabytes": 1e9,
             "tb terabyte terabytes": 1e12},
    "power": {"watt watts w": 1, "kw kilowatt kilowatts": 1e3, "mw megawatt megawatts": 1e6, "gw gigawatts": 1e9},
    "energy": {"kwh": 1e3, "mwh": 1e6, "gwh": 1e9, "twh": 1e12},
    "frequency": {"hz hertz": 1, "khz": 1e3, "mhz megahertz": 1e6, "ghz gigahertz": 1e9},
    "%": {"% percent pct": 1},
    "points": {"points point": 1},
    "celsius": {"°c celsius": 1},
    "fahrenheit": {"°f fahrenheit": 1},
    "degrees": {"° degree degrees": 1},
    "times": {"times": 1},
    "eur": {"€ eur euro euros": 1},
    "usd": {"$ us$ usd dollar dollars": 1},
    "gbp": {"£ gbp pound pounds": 1},
    "chf": {"chf franc francs": 1},
    "yen": {"¥ jpy yen": 1},
    "krone": {"nok dkk sek kr krone kroner krona kronor": 1},
    "rupee": {"₹ inr rs rupee rupees": 1},
    "yuan": {"cny rmb yuan": 1},
    "rouble": {"₽ rub rouble roubles ruble rubles": 1},
    "cents": {"cent cents pence": 1},
}  # fmt: skip

UNITS: dict[str, tuple[tuple[str, float], ...]] = {}
"""What a folded unit may mean: dimension and factor; "pounds" are money or a mass."""
for _dimension, _units in _TABLE.items():
    for _words, _factor in _units.items():
        for _word in _words.split():
            UNITS[_word] = (*UNITS.get(_word, ()), (_dimension, float(_factor)))

CURRENCIES = frozenset("eur usd gbp chf yen krone rupee yuan rouble".split())
DIMENSIONS = frozenset(_TABLE)
