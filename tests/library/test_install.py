# SPDX-License-Identifier: MIT
"""An installation into a folder of its own: the examples are built with the flags of pkg-config
and give the bytes that the program in the build tree writes."""

import os
import re
import shlex
import shutil
import subprocess
import unittest

from harness import BUILD, PROGRAM, SOURCE, VERSION, Case

CC = shlex.split(os.environ["KANBEN_CC"])
MESON = shlex.split(os.environ["KANBEN_MESON"])
SANITIZE = os.environ["KANBEN_SANITIZE"]
EXAMPLE = SOURCE / "examples" / "library"
REPORT = SOURCE / "examples" / "baodi-2024.json"


class Installed(Case):
    def setUp(self):
        super().setUp()
        self.call(*MESON, "install", "-C", BUILD, "--no-rebuild", "--destdir", self.dir / "root",
                  "--tags", "runtime,devel,man,i18n", env=os.environ)
        (pc,) = (self.dir / "root").rglob("kanben.pc")
        self.library = pc.parent.parent
        self.prefix = next(p for p in pc.parents if (p / "bin" / "kanben").exists())
        # The fonts are not copied for each test.
        (self.prefix / "share" / "kanben" / "fonts").symlink_to(SOURCE / "fonts")
        self.pkg_config_env = dict(
            os.environ,
            PKG_CONFIG_LIBDIR=str(pc.parent),
            PKG_CONFIG_SYSROOT_DIR=str(self.dir / "root"),
            PKG_CONFIG_ALLOW_SYSTEM_CFLAGS="1",
            PKG_CONFIG_ALLOW_SYSTEM_LIBS="1",
        )
        env = self.environment(KANBEN_FONTS=None, KANBEN_LAYOUTS=None, KANBEN_SYSTEM_FONTS=None)
        self.run_env = env | {"LD_LIBRARY_PATH": str(self.library)}

    def call(self, *command, env=None):
        done = subprocess.run(
            command, cwd=self.dir, env=env or self.run_env, capture_output=True, timeout=120
        )
        self.assertEqual(done.returncode, 0, (command, done.stdout, done.stderr))
        return done.stdout.decode()

    def pkg_config(self, *arguments):
        return shlex.split(self.call("pkg-config", *arguments, "kanben", env=self.pkg_config_env))

    def assert_equal_files(self, x, y):
        self.assertEqual((self.dir / x).read_bytes(), (self.dir / y).read_bytes())

    def assert_as_the_program(self, *command, env):
        (self.dir / "y").mkdir()
        for profile in ("publish", "print", "archive", "archive2", "web"):
            with self.subTest(profile):
                self.call(*command, REPORT, profile, "x.pdf", "x.html", env=env)
                expected = self.expect(
                    0, "render", REPORT, "--profile", profile, "-o", "y/x.pdf", env=self.run_env
                )
                self.assertNotIn("error", expected.stderr)
                self.assert_equal_files("x.pdf", "y/x.pdf")
        self.assert_equal_files("x.html", "y/x.html")

    def test_c_example(self):
        sanitize = [f"-fsanitize={SANITIZE}"] if SANITIZE != "none" else []
        self.call(
            *CC, *sanitize, "-std=c11", "-Wall", "-Wextra", "-Werror", EXAMPLE / "render.c",
            "-o", "render", *self.pkg_config("--cflags", "--libs"), env=os.environ,
        )
        self.assert_as_the_program(self.dir / "render", env=self.run_env)

    def test_python_example(self):
        package = {"PYTHONPATH": str(SOURCE / "python")}
        self.assert_as_the_program(
            os.environ["KANBEN_PYTHON"], EXAMPLE / "render.py",
            env=self.run_env | self.preload() | package,
        )

    def preload(self):
        """The sanitizers of a sanitized library have to be loaded before Python."""
        if SANITIZE == "none":
            return {}
        names = {"address": "libasan.so", "undefined": "libubsan.so"}
        paths = [
            self.call(*CC, f"-print-file-name={names[name]}", env=os.environ).strip()
            for name in SANITIZE.split(",")
        ]
        options = os.environ.get("ASAN_OPTIONS", "")
        # What Python itself leaves behind is not our leak.
        return {"LD_PRELOAD": " ".join(paths), "ASAN_OPTIONS": f"{options}:detect_leaks=0"}

    def test_program_finds_its_parts(self):
        for name, program in (("x", self.prefix / "bin" / "kanben"), ("y", PROGRAM)):
            self.call(program, "render", REPORT, "--profile", "web", "-o", f"{name}.pdf")
        self.assert_equal_files("x.pdf", "y.pdf")

    def test_library_is_where_systems_look(self):
        """With the default folders: neither ldconfig nor pkg-config has to be told anything."""
        library = "/" + self.library.relative_to(self.dir / "root").as_posix()
        ldconfig = shutil.which("ldconfig", path="/usr/sbin:/sbin:/usr/bin")
        searched = subprocess.run([ldconfig, "-v", "-N", "-X"], capture_output=True, text=True)
        # Folders that are not there yet are searched, too, and told on standard error.
        told = searched.stdout + searched.stderr
        self.assertIn(library, re.findall(r"(?:^|stat )(/\S+):", told, re.M))
        folders = subprocess.run(["pkg-config", "--variable", "pc_path", "pkg-config"],
                                 capture_output=True, text=True, check=True).stdout
        self.assertIn(f"{library}/pkgconfig", folders.strip().split(":"))

    def test_what_pkg_config_says(self):
        self.assertEqual(self.pkg_config("--modversion"), [VERSION])
        self.assertEqual([f for f in self.pkg_config("--libs") if f.startswith("-l")], ["-lkanben"])

    def test_header_is_c99_and_cxx(self):
        header = self.prefix / "include" / "kanben.h"
        for language in (["-xc", "-std=c99"], ["-xc++", "-std=c++11"]):
            self.call(*CC, *language, "-pedantic", "-Wall", "-Wextra", "-Werror", "-fsyntax-only",
                      header, env=os.environ)

    def test_documented_code_compiles(self):
        for document in ("library.md", "guide.zh-CN.md"):
            text = (SOURCE / "docs" / document).read_text("utf-8")
            blocks = re.findall(r"^```c\n(.*?)^```", text, re.M | re.S)
            self.assertEqual(len(blocks), 1, document)
            file = self.write("documented.c", blocks[0])
            self.call(*CC, "-Wall", "-Werror", "-fsyntax-only", *self.pkg_config("--cflags"), file,
                      env=os.environ)

    def test_schemas(self):
        share = self.prefix / "share" / "kanben"
        layouts = sorted(p.stem for p in (share / "layouts").iterdir())
        names = [f"{name}.schema.json" for name in layouts]
        self.assertEqual(sorted(p.name for p in (share / "schemas").iterdir()), names)
        for name in layouts:
            made = self.call(PROGRAM, "schema", name)
            self.assertEqual((share / "schemas" / f"{name}.schema.json").read_text("utf-8"), made)

    def test_fonts_are_fetched_into_a_folder_beside_the_layouts(self):
        """The wrapper hands its own folder to the script, which finds what it needs beside it."""
        share = self.prefix / "share" / "kanben"
        (share / "fonts").unlink()
        (share / "fonts").mkdir()
        (share / "fonts" / "local").symlink_to(SOURCE / "fonts")  # all there: nothing to download
        self.assertEqual(self.call(self.prefix / "bin" / "kanben-fetch-fonts"), "")
        # What is beside the folder is linked to, not copied.
        (share / "fonts" / "local").unlink()
        (share / "fonts" / "HanaMinA.ttf").symlink_to(SOURCE / "fonts" / "HanaMinA.ttf")
        script = share / "fetch" / "fonts" / "fetch.sh"
        script.write_text("#!/bin/sh\nreadlink -f -- \"$1\"\n", "utf-8")
        for arguments, folder in (([], share / "fonts" / "local"), ([self.dir], self.dir)):
            said = self.call(self.prefix / "bin" / "kanben-fetch-fonts", *arguments)
            self.assertEqual(said.strip(), str(folder.resolve()))
        linked = share / "fonts" / "local" / "HanaMinA.ttf"
        self.assertTrue(linked.is_symlink() and linked.samefile(SOURCE / "fonts" / "HanaMinA.ttf"))

    def test_colour_profile_may_be_in_the_folder_local(self):
        fonts = self.prefix / "share" / "kanben" / "fonts"
        fonts.unlink()
        (fonts / "local").mkdir(parents=True)
        for path in (SOURCE / "tests" / "fonts").iterdir():
            (fonts / path.name).symlink_to(path)
        command = (self.prefix / "bin" / "kanben", "render", REPORT, "--profile", "print")
        self.assertEqual(subprocess.run(command, cwd=self.dir, env=self.run_env,
                                        capture_output=True).returncode, 3)
        (fonts / "local" / "FOGRA39L_coated.icc").symlink_to(SOURCE / "fonts" / "FOGRA39L_coated.icc")
        self.call(*command)

    def test_files(self):
        names = {p.name for p in self.library.iterdir()}
        self.assertLessEqual({"libkanben.so", "libkanben.so.0", f"libkanben.so.{VERSION}"}, names)
        self.assertTrue((self.prefix / "share" / "man" / "man3" / "libkanben.3").exists())
        self.assertTrue((self.prefix / "share" / "kanben" / "layouts").is_dir())
        for name in ("bash-completion/completions/kanben", "zsh/site-functions/_kanben"):
            self.assertTrue((self.prefix / "share" / name).exists())
        done = subprocess.run(
            ["readelf", "-d", self.prefix / "bin" / "kanben"], capture_output=True, text=True
        )
        self.assertNotIn("libkanben", done.stdout)  # the program starts without it


if __name__ == "__main__":
    unittest.main()
