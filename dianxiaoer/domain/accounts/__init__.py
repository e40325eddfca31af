"""People of a firm who come by phone (企业账户): verified phones, who belongs to which firm."""
