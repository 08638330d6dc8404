"""A real Ray cluster of three nodes on this machine: python -m tests.e2e.ray_cluster. It ends when its input does.

Says its address and the processes of its nodes, the head's first, as one JSON line; and again after each line of input,
for which the nodes that have died meanwhile are replaced.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
from pathlib import Path

from ray.cluster_utils import Cluster

NODES = 3
STORE = 80 << 20
"""Bytes of each node's object store: more than Ray's least, and nothing here goes through it."""
NOTICED = {
    "health_check_initial_delay_ms": 0,
    "health_check_period_ms": 300,
    "health_check_timeout_ms": 1000,
    "health_check_failure_threshold": 3,
}
"""A node that has died is found out within seconds."""


def main() -> None:
    place = tempfile.mkdtemp(prefix="ray-")
    os.environ["RAY_TMPDIR"] = place  # where Ray notes the cluster's address, in a directory that it does not make
    (Path(place) / "ray").mkdir()
    node = {"num_cpus": 1, "object_store_memory": STORE}
    head = node | {"include_dashboard": False, "temp_dir": place, "_system_config": NOTICED}
    cluster = Cluster(initialize_head=True, head_node_args=head)
    try:
        nodes = [cluster.head_node, *(cluster.add_node(**node) for _ in range(NODES - 1))]
        told(cluster, nodes)
        while sys.stdin.readline():
            for number, one in enumerate(nodes):
                if not all(info.process.poll() is None for info in one.all_processes["raylet"]):
                    cluster.remove_node(one, allow_graceful=False)
                    nodes[number] = cluster.add_node(**node)
            told(cluster, nodes)
    finally:
        cluster.shutdown()
        shutil.rmtree(place, ignore_errors=True)


def told(cluster: Cluster, nodes: list[object]) -> None:
    raylets = [node.all_processes["raylet"][0].process.pid for node in nodes]  # type: ignore[attr-defined]
    print(json.dumps({"address": cluster.address, "nodes": raylets}), flush=True)


if __name__ == "__main__":
    main()
