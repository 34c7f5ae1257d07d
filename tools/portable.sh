#!/bin/sh
# SPDX-License-Identifier: MIT
# usage: tools/portable.sh
# Makes out/portable/kanben-VERSION-linux-MACHINE.tar.xz: the program with its fonts, every library and the
# dynamic linker, in a folder that may stand anywhere and needs nothing of the system but a kernel and a
# shell, so any glibc will do, or none. Needs what ./run needs.
set -eu
here=$(dirname -- "$(readlink -f -- "$0")")
. "$here/debian.sh"
cd "$here/.."
. "$here/bundle.sh"
top=$PWD
out=$top/out/portable

tools/setup.sh build
fonts/fetch.sh

install_bundle --quiet
version=$("$build/src/app/kanben" --version | cut -d ' ' -f 2)
name=kanben-$version-linux-$(uname -m)
folder=$work/$name
mkdir -p "$folder/lib" "$folder/licenses" "$out"
cp -R "$work/root/usr/share" "$folder"
cp -R "$work/root/usr/lib/kanben" "$folder/lib"
cp "$work/root/usr/bin/kanben" "$folder/lib/kanben.bin"
cp "$work/root/usr/bin/kanben-fetch-fonts" LICENSE NOTICE.md README.md README.zh-CN.md "$folder"
cp -R fonts/licenses "$folder/licenses/fonts"
# The script finds the folder below itself.
sed -i 's|/../share/kanben$|/share/kanben|' "$folder/kanben-fetch-fonts"

# Whatever the program and its modules load, with the licences; and the converters of glibc.
linker=$(readelf -p .interp "$folder/lib/kanben.bin" | sed -n 's|[^/]*\(/.*\)$|\1|p')
list_libraries "$folder/lib/kanben.bin" "$folder"/lib/kanben/*.so >"$work/libraries"
echo "$linker" >>"$work/libraries"
while read -r library; do
	cp -L "$library" "$folder/lib"
	copy_licence "$folder/licenses" "$library"
done <"$work/libraries"
libc=$(ldd "$folder/lib/kanben.bin" | sed -n 's/.*libc\.so.* => \([^ ]*\) .*/\1/p')
cp -R "${libc%/*}/gconv" "$folder/lib"
# The locale in which the program reads messages, if the system has none.
mkdir "$folder/lib/locale"
cp -R /usr/lib/locale/C.utf8 "$folder/lib/locale"

cat >"$folder/kanben" <<END
#!/bin/sh
# Starts kanben with the libraries beside it.
here=\$(dirname -- "\$(readlink -f -- "\$0")")
export GCONV_PATH="\$here/lib/gconv" LOCPATH="\$here/lib/locale"
exec "\$here/lib/${linker##*/}" --inhibit-cache --library-path "\$here/lib" "\$here/lib/kanben.bin" "\$@"
END
chmod 755 "$folder/kanben"
find "$folder" \( -name '*.so*' -o -name kanben.bin \) -exec strip --strip-unneeded {} +

# It has to run where there is nothing else, and to write what the build writes.
mkdir "$work/there" "$work/here"
quietly "$build/src/app/kanben" render examples/baodi-2024.json --profile web -o "$work/here/x.pdf"
quietly env -i PATH=/usr/bin:/bin "$folder/kanben" render examples/baodi-2024.json --profile web \
	-o "$work/there/x.pdf"
diff -r "$work/here" "$work/there"

tar -C "$work" --sort=name --owner=0 --group=0 --numeric-owner --mtime="@$(git log -1 --format=%ct)" \
	-cf - "$name" | xz -T0 -2 >"$work/made"
mv "$work/made" "$out/$name.tar.xz"
(cd "$out" && sha256sum "$name.tar.xz" >"$name.sha256")
echo "$out/$name.tar.xz"
