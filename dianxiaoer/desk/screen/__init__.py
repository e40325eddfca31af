"""一屏统览: the big screen of a unit."""
