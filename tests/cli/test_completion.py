# SPDX-License-Identifier: MIT
"""The completions of bash and zsh offer what --help and --profiles list, in either shell.

Each shell runs for real: bash its completion function with the words of a line, zsh on a terminal of its
own, where a key inserts every match.
"""

import os
import pty
import re
import select
import shlex
import subprocess
import unittest

from harness import PROGRAM, SOURCE, Case

FOLDER = SOURCE / "completions"

BASH = r"""
source {script}
COMP_WORDS=({words})
COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1))
_kanben
printf '%s\n' "${{COMPREPLY[@]}}"
"""

ZSH = r"""
fpath=({folder} $fpath)
autoload -Uz compinit && compinit -D -u
zstyle ':completion:all:*' completer _all_matches _complete
zstyle ':completion:all:*' insert true
zle -C all complete-word _generic
say() {{ print -r -- "$BUFFER" > said.new; mv said.new said; BUFFER= }}
zle -N say
bindkey '^Xa' all
bindkey '^Xs' say
PS1= ; print -r ready > said
"""


class Completion:
    """In a folder with one report; the words that a shell completes the last word of a line to."""

    def setUp(self):
        super().setUp()
        self.write("a.json", "{}")
        self.env = self.environment(TERM="dumb", HOME=str(self.dir), HISTFILE=None)

    def help_of(self, *command):
        return self.expect(0, *command, "--help").stdout.decode()

    def assert_complete(self, line, expected):
        found = self.complete(line)
        self.assertEqual(sorted(found), sorted(expected), line)
        self.assertTrue(found, line)

    def test_commands(self):
        commands = re.findall(r"^  kanben ([\w-]+)", self.help_of(), re.M)
        self.assertGreater(len(commands), 8)
        self.assert_complete("kanben ", commands + ["--help", "--version"])
        self.assert_complete("kanben e", [c for c in commands if c.startswith("e")])

    def test_options_of_every_command(self):
        for command in re.findall(r"^  kanben ([\w-]+)", self.help_of(), re.M):
            with self.subTest(command):
                listed = re.findall(r"^  (?:(-\w), |    )(--[\w-]+)", self.help_of(command), re.M)
                flags = [flag for pair in listed for flag in pair if flag]
                self.assert_complete(f"kanben {command} -", flags)

    def test_values(self):
        profiles = self.expect(0, "--profiles").stdout.decode().split()
        layouts = [p.stem for p in (SOURCE / "layouts").glob("*.json")]
        self.assert_complete("kanben render --profile ", profiles)
        self.assert_complete("kanben render --profile ar", [p for p in profiles if p[:2] == "ar"])
        self.assert_complete("kanben render --empty ", ["keep", "zero"])
        self.assert_complete("kanben render --layout ", [*layouts, "a.json"])
        self.assert_complete("kanben new ", [*layouts, "a.json"])

    def test_files(self):
        self.assert_complete("kanben render ", ["a.json"])
        self.assert_complete("kanben render --force a", ["a.json"])
        self.assert_complete("kanben merge --organs ", ["a.json"])
        self.assert_complete("kanben merge --organ x ", ["a.json"])


class Fields(Case):
    def test_fields_are_filled_and_have_nothing_around_them(self):
        lines = self.expect(0, "--options").stdout.decode().splitlines()
        self.assertGreater(len(lines), 50)
        for line in lines:
            fields = line.split("\t")
            self.assertEqual(len(fields), 5, line)
            self.assertEqual([field.strip() for field in fields], fields)
            self.assertTrue(all(fields), line)


class Bash(Completion, Case):
    def complete(self, line):
        words = line.replace("kanben", str(PROGRAM), 1).replace("=", " = ").split(" ")
        script = BASH.format(
            script=shlex.quote(str(FOLDER / "kanben.bash")), words=shlex.join(words)
        )
        done = subprocess.run(
            ["bash", "--norc", "-c", script], cwd=self.dir, env=self.env, capture_output=True
        )
        self.assertEqual(done.stderr, b"")
        return done.stdout.decode().split()

    def test_value_after_an_equals_sign(self):
        self.assert_complete("kanben render --profile=pu", ["publish"])

    def test_nothing_where_nothing_is_known(self):
        self.assertEqual(self.complete("kanben render --jobs "), [])


class Zsh(Completion, Case):
    def setUp(self):
        super().setUp()
        path = f"{PROGRAM.parent}:{self.env['PATH']}"
        process, self.terminal = pty.fork()
        if process == 0:
            os.chdir(self.dir)
            os.execvpe("zsh", ["zsh", "-f", "-i"], self.env | {"PATH": path})
        self.addCleanup(os.waitpid, process, 0)
        self.addCleanup(os.close, self.terminal)
        self.write("start", ZSH.format(folder=shlex.quote(str(FOLDER))))
        self.assertEqual(self.type(b" source ./start && rm start\r"), "ready")

    def type(self, keys):
        """What the shell says once it has read the keys."""
        os.write(self.terminal, keys)
        said = self.dir / "said"
        for _ in range(600):
            if select.select([self.terminal], [], [], 0.05)[0]:
                os.read(self.terminal, 65536)
            if said.exists():
                break
        answer = said.read_text("utf-8")
        said.unlink()
        return answer.strip()

    def complete(self, line):
        answer = self.type(line.encode() + b"\x18a\x18s")
        return shlex.split(answer)[len(line.split(" ")) - 1 :]

    def test_value_after_an_equals_sign(self):
        self.assert_complete("kanben render --profile=pu", ["--profile=publish"])


if __name__ == "__main__":
    unittest.main()
