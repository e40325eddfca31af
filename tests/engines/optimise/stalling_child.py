"""A child that says who it is and then does nothing, or asks for far too much memory."""

import os
import sys
import time

import numpy as np

from dianxiaoer.engines.optimise.child import serve


def stall(question):
    print("pid", os.getpid(), file=sys.stderr, flush=True)
    if "greedy" in question:
        return {"big": np.ones(2**34)}
    time.sleep(600)
    return {}


if __name__ == "__main__":
    serve(stall)
