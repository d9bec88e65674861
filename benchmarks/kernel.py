# The peer of the entitlement kernel: numpy on the same arrays, whole columns at a time. Called by `-- kernel`, which says where the arrays are.
import sys
import time

import numpy as np

folder, count, categories, classes, rounds = sys.argv[1], *(int(text) for text in sys.argv[2:6])
region = np.fromfile(folder + "/classes", dtype=np.int32)
held = np.fromfile(folder + "/sets", dtype=np.int32)
paid = np.fromfile(folder + "/paid", dtype=np.int32)
amounts = np.fromfile(folder + "/amounts", dtype=np.int32).reshape(classes, categories)  # fen, 0 for none
open_ones = np.fromfile(folder + "/open", dtype=np.uint8).reshape(classes, categories).astype(bool)
whole = np.fromfile(folder + "/contributions", dtype=np.int32)
assert len(region) == len(held) == len(paid) == count


def decide():
    amount = np.zeros(count, dtype=np.int32)
    unknown = np.zeros(count, dtype=bool)
    for category in range(categories):
        has = (held >> category) & 1 == 1
        np.maximum(amount, np.where(has, amounts[region, category], 0), out=amount)
        unknown |= has & open_ones[region, category]
    unknown &= amount < whole[region]
    due = amount - paid
    state = np.select(
        [unknown, due < 0, (due > 0) & (paid == 0), due > 0, paid == 0],
        [5, 3, 0, 2, 4], default=1).astype(np.uint8)
    return np.where(unknown, 0, due).astype(np.int32), state


times = []
for _ in range(rounds):
    start = time.perf_counter()
    difference, state = decide()
    times.append(time.perf_counter() - start)
print(sorted(times)[rounds // 2], int(difference.astype(np.int64).sum()), *np.bincount(state, minlength=6))
