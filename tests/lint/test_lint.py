# SPDX-License-Identifier: MIT
"""Each check in this folder finds a single violation in an otherwise good tree."""

import json
import subprocess
import sys
import tempfile
import unittest
import unittest.mock
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
import check_budgets
import check_desk
import check_docs
import check_format
import check_headers
import check_includes
import check_keys
import check_names
import check_po
import check_shell
import check_style
import check_tests

SPDX = "/* SPDX-License-Identifier: MIT */\n"
HEADER = SPDX + "#ifndef KANBEN_BASE_X_H\n#define KANBEN_BASE_X_H\n\nint x(int a);\n\n#endif\n"
SOURCE = SPDX + '#include "base/x.h"\n\nint x(int a)\n{\n\treturn a;\n}\n'


class Lint(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="kanben-lint-")
        self.addCleanup(folder.cleanup)
        self.root = Path(folder.name) / "project"
        for name in check_includes.ALLOWED:
            (self.root / "src" / name).mkdir(parents=True)
        self.write("src/base/x.h", HEADER)
        self.write("src/base/x.c", SOURCE)

    def write(self, name, text):
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        return path

    def good(self, check, *args):
        self.assertEqual(list(check(self.root, *args)), [])

    def bad(self, message, check, *args):
        findings = [f"{path}:{line}: {text}" for path, line, text in check(self.root, *args)]
        self.assertEqual(len(findings), 1, findings)
        self.assertIn(message, findings[0])


class Keys(Lint):
    TABLE = "<!-- keys: a -->\n\n| key | is | |\n|---|---|---|\n| `x` `y` | two | required |\n"

    def setUp(self):
        super().setUp()
        text = "object g a\nkey x required\nkey y required\nkey z\nobject g b\nkey p\nkey q\nkey r\n"
        self.program = self.write("print", f"#!/bin/sh\ncat <<'E'\n{text}E\n")
        self.program.chmod(0o755)
        self.other = "<!-- keys: b -->\n| key | is |\n|---|---|\n| `p`, `q` | |\n| `r` | |\n"

    def document(self, text):
        self.write("docs/x.md", text + self.other)

    def test_tables_with_every_key(self):
        self.document(self.TABLE + "| `z` | `w` is none | |\n\n")
        self.good(check_keys.check, self.program)

    def test_a_key_that_is_missing(self):
        self.document(self.TABLE + "\n")
        self.bad("the key z is missing", check_keys.check, self.program)

    def test_a_key_that_is_not_there(self):
        self.document(self.TABLE + "| `z` | | |\n| `v` | | |\n\n")
        self.bad("no key v", check_keys.check, self.program)

    def test_a_key_that_is_not_required(self):
        self.document(self.TABLE + "| `z` | | required |\n\n")
        self.bad("“required”", check_keys.check, self.program)

    def test_an_object_without_a_table(self):
        self.other = ""
        self.document(self.TABLE + "| `z` | | |\n\n")
        self.bad("no table <!-- keys: b -->", check_keys.check, self.program)


class Names(Lint):
    def test_unique_names(self):
        self.write("src/text/y.c", f"{SPDX}struct a {{\n\tint b;\n}};\nenum c {{ D }};\n")
        self.good(check_names.check)

    def test_two_files_of_one_name(self):
        self.write("src/text/x.h", f"{SPDX}\n")
        self.bad("there is another file called x.h", check_names.check)

    def test_two_tags_of_one_name(self):
        self.write("src/text/y.c", f"{SPDX}struct a {{\n\tint b;\n}};\n")
        self.write("src/font/z.c", f"{SPDX}enum a {{ D }};\n")
        self.bad("there is another tag called a", check_names.check)


class Includes(Lint):
    def bad_source(self, name, include, message):
        self.write(name, f"{SPDX}#include {include}\n")
        self.bad(message, check_includes.check)

    def test_good_tree(self):
        self.write("src/text/y.c", f"{SPDX}#include <hb.h>\n#include <stdio.h>\n")
        self.good(check_includes.check)

    def test_include_in_the_wrong_direction(self):
        self.write("src/json/j.h", SPDX)
        self.bad_source("src/base/y.c", '"json/j.h"', "base must not include json")

    def test_layout_that_includes_a_writer(self):
        self.write("src/write/write.h", SPDX)
        self.bad_source("src/layout/y.c", '"write/write.h"', "layout must not include write")

    def test_writer_that_includes_the_report(self):
        self.write("src/report/report.h", SPDX)
        self.bad_source("src/write/pdf/y.c", '"report/report.h"', "must not include report")

    def test_library_in_a_second_folder(self):
        self.bad_source("src/layout/y.c", "<hpdf.h>", "<hpdf.h> belongs to write/pdf only")

    def test_unknown_library(self):
        self.bad_source("src/base/y.c", "<glib.h>", "<glib.h> is not in the table")

    def test_generated_header_in_another_folder(self):
        self.write("src/write/pdf/y.c", f'{SPDX}#include "srgb_icc.h"\n')
        self.good(check_includes.check)
        self.bad_source("src/write/trace/y.c", '"srgb_icc.h"', "is not in src/")

    def test_missing_header(self):
        self.bad_source("src/base/y.c", '"base/z.h"', "is not in src/")

    def test_path_not_relative_to_src(self):
        self.bad_source("src/base/y.c", '"x.h"', "is not in src/")

    def test_own_header_second(self):
        self.write("src/base/x.c", f'{SPDX}#include <stdio.h>\n#include "base/x.h"\n')
        self.bad("must be included first", check_includes.check)

    def test_new_folder(self):
        (self.root / "src" / "new").mkdir()
        self.bad("not in the table", check_includes.check)

    def test_removed_folder(self):
        (self.root / "src" / "style").rmdir()
        self.bad("src/style, which does not exist", check_includes.check)

    def test_cycle_in_the_table(self):
        check_includes.ALLOWED["base"].add("json")
        self.addCleanup(check_includes.ALLOWED["base"].clear)
        findings = [f[2] for f in check_includes.check(self.root)]
        self.assertIn("json and base may include each other", findings)


class Headers(Lint):
    def setUp(self):
        super().setUp()
        entry = {"directory": str(self.root), "file": "src/base/x.c", "command": "cc -Isrc -c x.c"}
        self.commands = self.write("compile_commands.json", json.dumps([entry]))

    def test_good_tree(self):
        self.good(check_headers.check, self.commands)

    def test_wrong_guard(self):
        self.write("src/base/x.h", HEADER.replace("BASE_X", "X"))
        self.bad("the guard must be KANBEN_BASE_X_H", check_headers.check, self.commands)

    def test_code_outside_the_guard(self):
        self.write("src/base/x.h", HEADER + "int z(void);\n")
        self.bad("enclose everything", check_headers.check, self.commands)

    def test_header_that_needs_another_before_it(self):
        self.write("src/base/x.h", HEADER.replace("int x(int a)", "int x(size_t a)"))
        self.bad("does not compile on its own", check_headers.check, self.commands)

    def test_no_licence_line(self):
        self.write("src/base/x.c", SOURCE.removeprefix(SPDX))
        self.bad("the first line must be", check_headers.check, self.commands)


class Budgets(Lint):
    def function(self, lines, before=""):
        body = "\ta++;\n" * (lines - 4)
        self.write("src/base/x.c", f"{SPDX}{before}int x(int a)\n{{\n{body}\treturn a;\n}}\n")

    def test_good_tree(self):
        self.function(60)
        self.good(check_budgets.check)

    def test_long_function(self):
        self.function(61)
        self.bad("x has 61 lines", check_budgets.check)

    def test_long_function_with_a_reason(self):
        self.function(100, "/* long: one case a key */\n")
        self.good(check_budgets.check)

    def test_very_long_function_with_a_reason(self):
        self.function(101, "/* long: one case a key */\n")
        self.bad("x has 101 lines", check_budgets.check)

    def test_long_file(self):
        self.write("src/base/x.h", HEADER + "\n" * 600)
        self.bad("at most 600", check_budgets.check)

    def test_many_parameters(self):
        self.write("src/base/x.c", "int x(int a, int b, int c, int d, int e, int f)\n{\n}\n")
        self.bad("x has 6 parameters", check_budgets.check)

    def test_prototype_with_many_parameters(self):
        self.write("src/base/x.h", "int x(int a, int b, int c, int d, int e, int f);\n")
        self.bad("x has 6 parameters", check_budgets.check)

    def test_parameters_of_a_parameter_do_not_count(self):
        self.write("src/base/x.c", "int x(int (*f)(int, int, int), int b, int c, ...)\n{\n}\n")
        self.good(check_budgets.check)


class Tests(Lint):
    def setUp(self):
        super().setUp()
        self.write("tests/meson.build", "subdir('cli')\n")
        self.write("tests/cli/meson.build", "foreach name : ['diff', 'usage']\n# 'log'\n")
        self.write("tests/cli/test_diff.py", "")

    def test_good_tree(self):
        self.good(check_tests.check)

    def test_that_is_not_run(self):
        self.write("tests/cli/test_log.py", "")
        self.bad("no meson.build runs it", check_tests.check)

    def test_whole_name(self):
        self.write("tests/lint/meson.build", "test('x', files('test_lint.py'))\n")
        self.write("tests/lint/test_lint.py", "")
        self.good(check_tests.check)


class Style(Lint):
    def bad_line(self, folder, line, message):
        self.write(f"src/{folder}/y.c", f"{SPDX}{line}\n")
        self.bad(message, check_style.check)

    def test_good_tree(self):
        self.write("src/app/y.c", SPDX + 'f(_("“%s” → %d"), "100%%", getenv("X")); /* 报告 */\n')
        self.write("docs/y.md", "[up](../README.md)\n")
        self.good(check_style.check)

    def test_floating_point(self):
        for conversion in ("%f", "%.3f", "%-8.2lf", "%*g", "%Le"):
            with self.subTest(conversion):
                self.bad_line("write/pdf", f'buf_putf(b, "{conversion}", x);', "numbers are")

    def test_wording_in_the_code(self):
        self.bad_line("layout", 'const char *t = "总计";', "wording belongs to layouts/")

    def test_numbering_in_the_wrong_place(self):
        self.write("src/report/y.c", SPDX + 'f("（一）");\n')
        self.good(check_style.check)
        self.bad_line("layout", 'f("（一）");', "wording belongs to layouts/")

    def test_wording_in_a_message(self):
        self.bad_line("check", 'f(_("总计 %d"));', "wording belongs to layouts/")

    def test_library_that_reads_the_environment(self):
        self.bad_line("font", 'getenv("HOME");', "getenv() is for app/ only")

    def test_library_that_prints(self):
        self.bad_line("font", 'fprintf(stderr, "x");', "stderr is for app/ only")

    def test_unfinished(self):
        self.bad_line("font", "/* TO" "DO: more */", "unfinished")

    def test_white_space_at_the_end(self):
        self.bad_line("font", "int a; ", "white space at the end")

    def test_blanks_before_a_tab(self):
        self.bad_line("font", "  \tint a;", "blanks before a tab")

    def test_no_newline_at_the_end(self):
        self.write("docs/y.md", "text")
        self.bad("no newline", check_style.check)

    def test_path_outside_the_project(self):
        self.write("docs/y.md", "see ../../elsewhere\n")
        self.bad("../../elsewhere is outside the project", check_style.check)

    def test_name_of_the_folder_above(self):
        self.write("docs/y.md", f"see {self.root.parent}/notes\n")
        self.bad("which is outside the project", check_style.check)

    def test_script_without_licence_line(self):
        self.write("tool", "#!/bin/sh\n")
        self.bad("no SPDX line", check_style.check)


class Format(Lint):
    def test_format(self):
        self.write(".clang-format", "BasedOnStyle: LLVM\nUseTab: Always\nIndentWidth: 8\n")
        self.write("src/base/x.c", "int x(int a) { return a; }\n")
        self.good(check_format.check)
        self.write("src/base/x.c", "int x(int a) {return a;}\n")
        self.bad("clang-format -i", check_format.check)

    def test_other_version(self):
        self.write("clang-format", "#!/bin/sh\necho clang-format version 19.1.7\n")
        program = self.root / "clang-format"
        program.chmod(0o755)
        for program in (program, self.root / "missing"):
            with unittest.mock.patch.object(check_format, "version", return_value=check_format.version(program)):
                self.bad("is not version 14", check_format.check)


class Shell(Lint):
    def test_shell(self):
        self.write("tool", '#!/bin/sh\nrm "$1"\n')
        self.good(check_shell.check)
        self.write("tool", "#!/bin/sh\nrm $1\n")
        self.bad("Double quote", check_shell.check)


class Po(Lint):
    def setUp(self):
        super().setUp()
        self.write("po/POTFILES", "src/app/y.c\n")
        self.write("po/LINGUAS", "zh_CN\n")
        self.write("src/app/y.c", SPDX + 'f(_("%d rows"));\n')
        self.catalogue("%d 行")

    def catalogue(self, translation, flags="c-format", message="%d rows"):
        head = "\\n".join(
            [
                "Project-Id-Version: kanben",
                "PO-Revision-Date: 2026-01-01 00:00+0800",
                "Last-Translator: The kanben authors",
                "Language-Team: Chinese (simplified)",
                "Language: zh_CN",
                "MIME-Version: 1.0",
                "Content-Type: text/plain; charset=UTF-8",
                "Content-Transfer-Encoding: 8bit",
                "",
            ]
        )
        entry = f'#, {flags}\nmsgid "{message}"\nmsgstr "{translation}"\n'
        self.write("po/zh_CN.po", f'msgid ""\nmsgstr "{head}"\n\n{entry}')

    def test_good_tree(self):
        self.good(check_po.check)

    def test_untranslated(self):
        self.catalogue("")
        self.bad("untranslated", check_po.check)

    def test_fuzzy(self):
        self.catalogue("%d 行", flags="fuzzy, c-format")
        self.bad("", check_po.check)

    def test_missing(self):
        self.catalogue("%d 列", message="%d columns")
        self.bad("%d rows: this message is used but not defined", check_po.check)

    def test_other_conversions(self):
        self.catalogue("%s 行")
        self.bad("format specifications", check_po.check)

    def test_source_that_is_not_listed(self):
        self.write("src/check/y.c", SPDX + 'f(N_("%d rows"));\n')
        self.bad("src/check/y.c has messages", check_po.check)


KANBEN = """#!/bin/sh
case $1 in
render) printf '  -o, --output FILE  the file\\n      --force        as it is; see --fast\\n' ;;
check) printf '      --json  data\\n' ;;
--profiles) echo publish ;;
*) printf '  kanben render  writes\\n  kanben check   reads\\nkanben --version\\n' ;;
esac
"""
MANUAL = """.Os
.Sh SYNOPSIS
.Nm
.Cm render
.Op Fl o Ar FILE
.Op Fl -force
.Nm
.Cm check
.Op Fl -json
.Sh DESCRIPTION
.It Fl o , -output Ar FILE
.It Fl -force
.It Fl -json
publish
"""


class Docs(Lint):
    def setUp(self):
        super().setUp()
        names = " ".join(check_includes.ALLOWED)
        for name in check_includes.ALLOWED:
            self.write(f"src/{name}/meson.build", "")
        self.write("ARCHITECTURE.md", names + "\n")
        self.write("CHANGES.md", "## 1.0.0\n")
        self.write("README.md", "[a](CHANGES.md) `kanben render -o x --force`\n")
        self.write("fonts/fonts.json", '{"roles": {"a": [{"file": "a.ttf"}]}}\n')
        self.write("fonts/SHA256SUMS", "00  a.ttf\n")
        self.write("man/kanben.1", MANUAL)
        self.write("docs/editions.md", "publish\n")
        self.write("debian/changelog", "kanben (1.0.0) unstable; urgency=medium\n")
        self.write("python/pyproject.toml", 'version = "1.0.0"\n')
        self.write_links("a.ttf")
        self.program = self.write("program", KANBEN)
        self.program.chmod(0o755)

    def write_links(self, name):
        path = self.write("debian/kanben-data.links", f"#!/bin/sh\necho usr/{name} usr/share/{name}\n")
        path.chmod(0o755)

    def args(self):
        return check_docs.check, str(self.program), "1.0.0"

    def test_good_tree(self):
        self.good(*self.args())

    def test_folder_that_is_not_named(self):
        names = " ".join(n for n in check_includes.ALLOWED if n != "form")
        self.write("ARCHITECTURE.md", names + " format\n")
        self.bad("does not name src/form", *self.args())

    def test_unknown_flag(self):
        self.write("README.md", "kanben render --faster\n")
        self.bad("kanben has no flag --faster", *self.args())

    def test_unknown_command(self):
        self.write("README.md", "kanben rendered it\n```\nkanben render\n```\nkanben is\n")
        self.good(*self.args())
        self.write("README.md", "```\nkanben rendre -o x\n```\n")
        self.bad("kanben has no command rendre", *self.args())

    def test_flag_of_another_command(self):
        self.write("README.md", "kanben --version, kanben check --force\n")
        self.bad("kanben has no flag --force", *self.args())

    def test_flag_that_only_a_text_names(self):
        self.write("README.md", "kanben render --fast\n")
        self.bad("kanben has no flag --fast", *self.args())

    def test_option_that_the_synopsis_lacks(self):
        self.write("man/kanben.1", MANUAL.replace(".Op Fl -force\n", ""))
        self.bad("the synopsis of render and its --help differ in --force", *self.args())

    def test_option_of_another_command_in_the_synopsis(self):
        self.write("man/kanben.1", MANUAL.replace(".Op Fl -json\n", ".Op Fl -json\n.Op Fl o\n"))
        self.bad("the synopsis of check and its --help differ in -o", *self.args())

    def test_option_that_is_not_described(self):
        self.write("man/kanben.1", MANUAL.replace(".It Fl -force\n", ""))
        self.bad("--force is described 0 times", *self.args())

    def test_profile_that_is_not_described(self):
        self.write("docs/editions.md", "publishing\n")
        self.bad("does not name the profile publish", *self.args())

    def test_description_of_no_option(self):
        self.write("man/kanben.1", MANUAL + ".It Fl -fast\n")
        self.bad("--fast is described 1 times", *self.args())

    def test_dead_link(self):
        self.write("README.md", "[a](docs/none.md)\n")
        self.bad("docs/none.md is not there", *self.args())

    def test_link_to_a_heading(self):
        self.write("README.md", "[a](CHANGES.md#100) [b](#the-c-d)\n\n## The `C`, D\n")
        self.good(*self.args())
        self.write("README.md", "[a](CHANGES.md#101)\n")
        self.bad("CHANGES.md#101 is not there", *self.args())

    def test_version_without_changes(self):
        self.write("CHANGES.md", "## 0.9.0\n")
        self.bad("no line for the version 1.0.0", *self.args())

    def test_other_version_in_a_package(self):
        for name in ("debian/changelog", "python/pyproject.toml"):
            before = (self.root / name).read_text("utf-8")
            self.write(name, before.replace("1.0.0", "0.9.0"))
            self.bad("no line for the version 1.0.0", *self.args())
            self.write(name, before)

    def test_font_without_link(self):
        self.write_links("b.ttf")
        self.bad("no link for a.ttf", *self.args())

    def test_font_without_checksum(self):
        self.write("fonts/SHA256SUMS", "")
        self.bad("a.ttf is either here or in SHA256SUMS", *self.args())


class Desk(Lint):
    def setUp(self):
        super().setUp()
        self.put("meson.build", "'a.js', 'en.json', 'zh.json'")
        self.put("zh.json", '{"a": "有{n}页", "b": "乙"}')
        self.put("en.json", '{"a": "{n} pages", "b": "b"}')
        self.put("a.js", 't("a", { n: 1 }); const key = "b";\n')

    def put(self, name, text):
        self.write(f"share/kanben/serve/{name}", text)

    def test_good_tree(self):
        self.good(check_desk.check)

    def test_text_of_one_language(self):
        self.put("en.json", '{"a": "{n} pages"}')
        self.bad("b is missing in en.json", check_desk.check)

    def test_other_places_to_fill_in(self):
        self.put("en.json", '{"a": "{m} pages", "b": "b"}')
        self.bad("a has other places", check_desk.check)

    def test_texts_asked_for(self):
        self.put("a.js", 't("a"); t("b"); t("c");\n')
        self.bad("there is no text “c”", check_desk.check)
        self.put("a.js", 't("a");\n')
        self.bad("nobody asks for “b”", check_desk.check)

    def test_what_a_page_must_not_have(self):
        for line, message in (
            ('"甲"', "Chinese text"),
            ("x.innerHTML = y", "made from markup"),
            ('load("https://example.org/x.js")', "loaded from elsewhere"),
        ):
            self.put("a.js", f't("a"); t("b"); {line};\n')
            self.bad(message, check_desk.check)

    def test_file_that_is_not_sent(self):
        self.put("b.css", "")
        self.bad("b.css is only in the folder", check_desk.check)


class Main(unittest.TestCase):
    def test_findings_end_with_1(self):
        script = Path(check_includes.__file__)
        with tempfile.TemporaryDirectory() as folder:
            (Path(folder) / "src").mkdir()
            done = subprocess.run([sys.executable, script, folder], capture_output=True, text=True)
        self.assertEqual(done.returncode, 1)
        self.assertIn("tests/lint/check_includes.py:1: the table names src/base", done.stdout)


if __name__ == "__main__":
    unittest.main()
