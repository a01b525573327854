"""The wheelhouse: what another machine needs is told from its lists, fetched, checked, and said to be lacking."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import environment
import locks
import pytest
import tarballs
import wheels
from commands import wheelhouse

from .conftest import ROOT, Run

LINUX, ARM, WINDOWS = (wheels.PLATFORMS[name] for name in ("linux-x86_64", "linux-aarch64", "windows-amd64"))
LISTS = [(ROOT / name).read_text(encoding="utf-8") for name in environment.TEST]

HASH = "--hash=sha256:" + "0" * 64
LIST = f"""\
everywhere==1.0 \\
    {HASH} \\
    --hash=sha256:{"1" * 64}
    # via -r requirements.in, other
split==12.3 ; python_full_version < '3.11.5' \\
    {HASH}
split==13.1 ; python_full_version >= '3.11.5' \\
    {HASH}
win==1 ; sys_platform == 'win32' or os_name == 'nt' \\
    {HASH}
arm==1 ; platform_machine == 'aarch64' and platform_system == 'Linux' \\
    {HASH}
odd==1 ; platform_python_implementation == 'PyPy' or sys_platform == 'emscripten' \\
    {HASH}
late==1 ; python_version >= '3.12' \\
    {HASH}
"""


def pins(platform: wheels.Platform, minor: str) -> dict[str, set[str]]:
    return {full: {one.pin for one in found} for full, found in wheels.needed([LIST], platform, minor).items()}


def test_a_list_is_read_as_it_is_written() -> None:
    first, *_, last = locks.read(LIST)
    assert (first.name, first.version, first.marker) == ("everywhere", "1.0", None)
    assert first.hashes == ("0" * 64, "1" * 64) and first.asked_by == ("-r requirements.in", "other")
    assert first.as_line() == f"everywhere==1.0 {HASH} --hash=sha256:{'1' * 64}"
    assert last.as_line() == f"late==1 {HASH}", "pip must not see the marker"


@pytest.mark.parametrize("line", ["some>=1 " + HASH, "some==1", "some==1,!=2 " + HASH, "some " + HASH, "-r x.txt"])
def test_what_is_not_pinned_by_hash_is_no_list(line: str) -> None:
    with pytest.raises(ValueError, match=r"some|-r"):
        locks.read(line)


@pytest.mark.parametrize(
    ("platform", "own"), [(LINUX, set()), (ARM, {"arm==1"}), (WINDOWS, {"win==1"})], ids=["Linux", "ARM", "Windows"]
)
def test_markers_are_held_against_the_machine_that_is_meant(platform: wheels.Platform, own: set[str]) -> None:
    assert pins(platform, "3.11") == {"3.11.99": {"everywhere==1.0", "split==13.1", *own}, "3.11.0": {"split==12.3"}}


def test_another_python_needs_other_packages() -> None:
    assert pins(LINUX, "3.13") == {"3.13.99": {"everywhere==1.0", "split==13.1", "late==1"}}


@pytest.mark.parametrize("platform", wheels.PLATFORMS.values(), ids=wheels.PLATFORMS.keys())
def test_the_real_lists_agree_with_each_other(platform: wheels.Platform) -> None:
    for packages in wheels.needed(LISTS, platform, "3.11").values():
        names = [one.name for one in packages]
        assert len(set(names)) == len(names)
    names = [one.name for one in wheels.needed(LISTS, platform, "3.11")["3.11.99"]]
    assert {"mkdocs", "nh3", "boto3", "smbprotocol", "cyclonedx-python-lib", "moto", "pytest"} <= set(names)
    assert ("sspilib" in names) is (platform is WINDOWS), "the lists are for all systems, not for one"


def test_the_command_line_leaves_nothing_to_the_machine_it_runs_on() -> None:
    command = wheels.command(ARM, "3.11.99", Path("packages.txt"), Path("target"))
    tags = [command[index + 1] for index, word in enumerate(command) if word == "--platform"]
    assert tags[0] == "manylinux_2_28_aarch64" and "manylinux2014_aarch64" in tags
    assert not any("x86" in tag for tag in tags)
    assert {"--require-hashes", "--no-deps", "--only-binary=:all:"} <= set(command)
    assert command[command.index("--python-version") + 1] == "3.11.99"
    assert [word for word in wheels.command(WINDOWS, "3.11.99", Path(), Path()) if "win" in word] == ["win_amd64"]


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], locks.Locked]:
    """Puts small real wheels where pip looks for them instead of an index; each is returned as a list has it."""
    folder = tmp_path / "shelf"
    folder.mkdir()
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(folder))
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)

    def add(file: str) -> locks.Locked:
        name, version, *_ = file.split("-")
        info = f"{name}-{version}.dist-info"
        with zipfile.ZipFile(folder / file, "w") as archive:
            archive.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n")
            archive.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\n")
            archive.writestr(f"{info}/RECORD", "")
        return locks.Locked(name, version, None, (hashlib.sha256((folder / file).read_bytes()).hexdigest(),))

    return add


def test_each_machine_gets_its_own_wheels(shelf: Callable[[str], locks.Locked], tmp_path: Path) -> None:
    pure = shelf("pure-1-py3-none-any.whl")
    both = shelf("both-1-cp311-cp311-win_amd64.whl")
    linux = shelf("both-1-cp311-cp311-manylinux_2_17_x86_64.manylinux2014_x86_64.whl")
    both = locks.Locked("both", "1", None, both.hashes + linux.hashes)
    stable = shelf("stable-1-cp38-abi3-manylinux_2_28_x86_64.whl")
    for platform, expected in ((LINUX, ["both", "pure", "stable"]), (WINDOWS, ["both", "pure"])):
        target = tmp_path / platform.title
        lacking = wheels.fetch([pure, both, stable], platform, "3.11.99", target)
        assert lacking == ([] if platform is LINUX else ["stable==1"])
        assert sorted(path.name.partition("-")[0] for path in target.iterdir()) == expected
        (chosen,) = target.glob("both-*")
        assert platform.tags[-1] in chosen.name


def test_all_that_is_lacking_is_named(shelf: Callable[[str], locks.Locked], tmp_path: Path) -> None:
    packages = [shelf(f"{name}-1-cp311-cp311-win_amd64.whl") for name in ("one", "two")]
    packages.insert(1, shelf("new-1-cp311-cp311-manylinux_2_34_x86_64.whl"))
    assert wheels.fetch(packages, LINUX, "3.11.99", tmp_path / "target") == ["one==1", "new==1", "two==1"]


def test_another_file_of_the_same_name_is_refused(shelf: Callable[[str], locks.Locked], tmp_path: Path) -> None:
    shelf("pure-1-py3-none-any.whl")
    with pytest.raises(wheels.Unreached) as caught:
        wheels.fetch([locks.Locked("pure", "1", None, ("0" * 64,))], LINUX, "3.11.99", tmp_path / "target")
    assert "\n" not in str(caught.value) and not list((tmp_path / "target").glob("*"))


def test_no_network_is_not_taken_for_no_wheel(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_INDEX_URL", "http://127.0.0.1:9/")  # the port of discard: nobody listens
    monkeypatch.setenv("PIP_RETRIES", "1")
    with pytest.raises(wheels.Unreached, match="请检查网络"):
        wheels.fetch(locks.read(f"pure==1 {HASH}"), LINUX, "3.11.99", tmp_path)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, shelf: Callable[[str], locks.Locked]) -> Path:
    """A project whose lists ask for one package, on a machine without npm."""
    root = tmp_path / "project"
    root.mkdir()
    line = shelf("pure-1-py3-none-any.whl").as_line()
    for name in environment.TEST:
        (root / name).write_text(f"{line}\n", encoding="utf-8")
    monkeypatch.setattr(wheelhouse, "ROOT", root)
    monkeypatch.setattr("shutil.which", lambda name: None)
    return root


def test_a_wheelhouse_lists_all_that_is_in_it(here: Run, project: Path, tmp_path: Path) -> None:
    house = tmp_path / "安装包"
    run = here("wheelhouse", house, "--python", "3.11", "--python", "3.12", "--platform", "windows-amd64")
    assert run.returncode == 0, run.stderr
    assert "npm" in run.stderr and str(house / wheelhouse.NOTE) in run.stdout
    listed = dict(
        reversed(line.split("  ")) for line in (house / wheelhouse.SUMS).read_text(encoding="utf-8").splitlines()
    )
    there = {path.name for path in house.iterdir()} - {wheelhouse.SUMS}
    assert there == set(listed) == {"pure-1-py3-none-any.whl", wheelhouse.NOTE, *environment.TEST}
    assert all(hashlib.sha256((house / name).read_bytes()).hexdigest() == digest for name, digest in listed.items())
    note = (house / wheelhouse.NOTE).read_text(encoding="utf-8-sig")
    assert "Windows amd64；Python 3.11、3.12" in note and "build --wheelhouse" in note
    assert "test --wheelhouse" not in note, "nothing was fetched for it"


def test_what_is_lacking_fails_and_leaves_no_list(
    here: Run, project: Path, tmp_path: Path, shelf: Callable[[str], locks.Locked]
) -> None:
    house = tmp_path / "house"
    assert here("wheelhouse", house, "--platform", "windows-amd64").returncode == 0
    assert (house / wheelhouse.SUMS).exists()
    only = shelf("only-1-cp311-cp311-win_amd64.whl")
    (project / environment.TEST[-1]).write_text(f"{only.as_line()}\n", encoding="utf-8")
    run = here("wheelhouse", house, "--python", "3.11", "--platform", "linux-x86_64", "--platform", "linux-aarch64")
    assert run.returncode == 1
    assert "only==1 没有 Linux x86_64、Python 3.11 的安装包。\nonly==1 没有 Linux aarch64" in run.stderr
    assert not (house / wheelhouse.SUMS).exists()


@pytest.mark.parametrize("python", ["3.10", "3", "311", "3.x"])
def test_a_python_that_is_none_is_wrong_usage(here: Run, tmp_path: Path, python: str) -> None:
    run = here("wheelhouse", tmp_path / "house", "--python", python)
    assert run.returncode == 2 and "--python" in run.stderr and not (tmp_path / "house").exists()


def test_a_platform_that_is_none_is_wrong_usage(here: Run, tmp_path: Path) -> None:
    run = here("wheelhouse", tmp_path / "house", "--platform", "macos")
    assert run.returncode == 2 and "linux-aarch64" in run.stderr


def test_a_file_that_is_in_the_way_is_said(here: Run, tmp_path: Path) -> None:
    (tmp_path / "house").write_text("", encoding="utf-8")
    run = here("wheelhouse", tmp_path / "house")
    assert run.returncode == 1 and "写不进" in run.stderr


@pytest.mark.parametrize(("damage", "said"), [("changed", "不是同一个文件"), ("gone", "缺少")])
def test_a_package_of_the_page_tests_that_is_not_the_one_is_refused(tmp_path: Path, damage: str, said: str) -> None:
    tests, source = tmp_path / "tests", tmp_path / "npm"
    tests.mkdir()
    source.mkdir()
    (source / "scope-tool-1.0.0.tgz").write_bytes(b"tool")
    integrity = "sha512-" + base64.b64encode(hashlib.sha512(b"tool").digest()).decode()
    entry = {"version": "1.0.0", "integrity": integrity}
    lock = {"packages": {"": {}, "node_modules/other/node_modules/@scope/tool": entry}}
    (tests / tarballs.LOCK).write_text(json.dumps(lock), encoding="utf-8")
    if damage == "changed":
        (source / "scope-tool-1.0.0.tgz").write_bytes(b"tooL")
    else:
        (source / "scope-tool-1.0.0.tgz").unlink()
    with pytest.raises(tarballs.Broken, match=said):
        tarballs.install("npm that is not called", tests, source)
    assert [path.name for path in tests.iterdir()] == [tarballs.LOCK]
