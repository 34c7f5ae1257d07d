#!/bin/sh
# SPDX-License-Identifier: MIT
# usage: tools/package.sh [--suite CODENAME] [amd64|arm64 ...]
# Builds Debian packages of the last commit, each architecture in a new, minimal root of that release
# (default: the running one, for its own architecture). Another architecture is built by a cross
# compiler. Only apt reaches the network, the build does not. lintian must have nothing to say. The
# packages and their checksums come to out/package/, those of a release that was named to a folder of its
# own in there, as their names are the same; the paths are printed.
set -eu
here=$(dirname -- "$(readlink -f -- "$0")")
. "$here/debian.sh"
top=$(CDPATH='' cd -- "$here/.." && pwd)
out=$top/out/package

suite=
architectures=
while [ $# -gt 0 ]; do
	case $1 in
	--suite)
		suite=${2:?--suite needs a code name}
		out=$top/out/package/$suite
		shift
		;;
	-*)
		echo "usage: $0 [--suite CODENAME] [amd64|arm64 ...]" >&2
		exit 2
		;;
	*) architectures="$architectures $1" ;;
	esac
	shift
done

have dpkg || give_up "Debian packages are built on Debian only."
native=$(dpkg --print-architecture)
architectures=${architectures:-$native}
[ -n "$suite" ] || suite=$(. /etc/os-release && echo "$VERSION_CODENAME")
version=$(git -C "$top" show HEAD:debian/changelog | sed -n '1s/.*(\(.*\)).*/\1/p')

for package in mmdebstrap git util-linux; do
	is_installed "$package" && continue
	apt_update
	echo "Installing for the packages: $package"
	apt_get install --no-install-recommends "$package"
done

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM

# What runs within the root: its arguments are the architecture to build for and what to build.
cat >"$work/build" <<'END'
#!/bin/sh
set -eu
host=$1 what=$2
export DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8
native=$(dpkg --print-architecture)
cd /build/kanben-*
options="parallel=$(nproc)"
if [ "$host" != "$native" ]; then
	dpkg --add-architecture "$host"
	options="$options nocheck"
	set -- "crossbuild-essential-$host" "libc6-dev:$host"
else
	set --
fi
apt-get -q -y update
apt-get -q -y install --no-install-recommends build-essential lintian "$@"
apt-get -q -y build-dep --no-install-recommends -a "$host" ./
# Without a network, as a user who cannot write anywhere else.
useradd --create-home builder
chown -R builder: /build
unshare --net -- setpriv --reuid builder --regid builder --init-groups --reset-env \
	env DEB_BUILD_OPTIONS="$options noautodbgsym" dpkg-buildpackage -us -uc -a "$host" --build="$what"
setpriv --reuid builder --regid builder --init-groups --reset-env \
	lintian --display-info --pedantic --fail-on error,warning,info,pedantic ../*.changes
echo "lintian: nothing to say"
END
chmod +x "$work/build"

mkdir -p "$out"
git -C "$top" archive --prefix="kanben-$version/" -o "$work/source.tar" HEAD
for host in $architectures; do
	# What is the same everywhere is built once, with the architecture of the root.
	what=any
	[ "$host" != "$native" ] || what=any,all
	echo "Building kanben $version for $host in a root of $suite"
	# shellcheck disable=SC2016 # mmdebstrap sets $1
	as_root mmdebstrap --quiet --variant=minbase "$suite" /dev/null \
		--setup-hook='mkdir -p "$1/build"' \
		--customize-hook="tar -C \"\$1/build\" -xf '$work/source.tar'" \
		--customize-hook="copy-in '$work/build' /root" \
		--customize-hook="chroot \"\$1\" /root/build $host $what" \
		--customize-hook='mkdir "$1/made" && mv "$1"/build/*.deb "$1/made"' \
		--customize-hook="sync-out /made '$work'" >"$work/log" 2>&1 || {
		cat "$work/log" >&2
		give_up "The packages for $host could not be built; the messages are above."
	}
	grep '^lintian:' "$work/log"
done
rm -f "$out/SHA256SUMS"
for package in "$work"/*.deb; do
	install -m 644 "$package" "$out"
	(cd "$out" && sha256sum "${package##*/}" >>SHA256SUMS)
	echo "$out/${package##*/}"
done
