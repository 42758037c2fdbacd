"""What Zero to JupyterHub's spawner would ask Kubernetes for: python pod_of_a_user.py values.yaml, in the checks' environment.

Prints the user's pod and the claim of their home, as JSON. The chart hands `singleuser` to KubeSpawner under these names.
"""

import asyncio
import json
import sys
from pathlib import Path


async def main(path):
    # only the checks' environment has these, and pytest imports this module to look for doctests
    import yaml
    from kubernetes_asyncio.client import ApiClient
    from kubespawner import KubeSpawner

    user = yaml.safe_load(Path(path).read_text())["singleuser"]
    home = {"name": "home", "persistentVolumeClaim": {"claimName": "claim"}}
    spawner = KubeSpawner(
        _mock=True,  # a user and a hub that are nobody's
        image="{name}:{tag}".format(**user["image"]),
        cmd=[user["cmd"]],
        default_url=user["defaultUrl"],
        uid=user["uid"],
        fs_gid=user["fsGid"],
        mem_guarantee=user["memory"]["guarantee"],
        mem_limit=user["memory"]["limit"],
        cpu_guarantee=user["cpu"]["guarantee"],
        cpu_limit=user["cpu"]["limit"],
        start_timeout=user["startTimeout"],
        storage_capacity=user["storage"]["capacity"],
        volumes=[home],
        volume_mounts=[{"name": "home", "mountPath": user["storage"]["homeMountPath"]}],
    )
    asked = [await spawner.get_pod_manifest(), spawner.get_pvc_manifest()]
    async with ApiClient() as client:
        print(json.dumps(client.sanitize_for_serialization(asked)))


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
