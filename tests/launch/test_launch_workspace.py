"""How JupyterLab looks when a course is opened for the first time."""

import json

from workshop.launch.opening import prepare_workspace


def test_the_page_has_all_the_width_at_first_and_is_then_left_as_it_was(tmp_path):
    (path,) = prepare_workspace(tmp_path).iterdir()
    layout = json.loads(path.read_text(encoding="utf-8"))["data"]["layout-restorer:data"]
    assert layout["left"]["collapsed"] and not layout["right"]["visible"]
    path.write_text("as it was left", encoding="utf-8")
    prepare_workspace(tmp_path)
    assert path.read_text(encoding="utf-8") == "as it was left"


def test_jupyterlab_has_this_name_for_it(tmp_path):
    from jupyterlab_server.workspaces_handler import WorkspacesManager

    (path,) = prepare_workspace(tmp_path).iterdir()
    manager = WorkspacesManager(tmp_path / ".jupyterlab")
    manager.save("default", path.read_text(encoding="utf-8"))
    assert list((tmp_path / ".jupyterlab").iterdir()) == [path]
