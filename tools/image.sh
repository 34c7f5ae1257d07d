#!/bin/sh
# SPDX-License-Identifier: MIT
# usage: tools/image.sh
# Makes the container image kanben:VERSION out of the packages in out/package/ (tools/package.sh), for this
# machine's architecture, without a daemon: out/image/kanben-VERSION-ARCHITECTURE.tar, for `podman load`,
# `docker load` and `skopeo copy oci-archive:…`. Containerfile describes the same for those that build
# images. Only apt reaches the network.
set -eu
here=$(dirname -- "$(readlink -f -- "$0")")
. "$here/debian.sh"
top=$(CDPATH='' cd -- "$here/.." && pwd)
packages=$top/out/package
out=$top/out/image

have dpkg || give_up "The image is made of Debian packages, on Debian only."
arch=$(dpkg --print-architecture)
version=$(sed -n '1s/.*(\(.*\)).*/\1/p' "$top/debian/changelog")
suite=$(sed -n 's/^FROM .*debian:\(.*\)-slim$/\1/p' "$top/Containerfile")
for name in "kanben_${version}_$arch" "libkanben0_${version}_$arch" "kanben-data_${version}_all"; do
	[ -f "$packages/$name.deb" ] || give_up "There is no $packages/$name.deb; tools/package.sh makes it."
done
is_installed mmdebstrap || {
	apt_update
	echo "Installing for the image: mmdebstrap"
	apt_get install --no-install-recommends mmdebstrap
}

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM
mkdir "$work/packages"
cp "$packages/kanben_${version}_$arch.deb" "$packages/libkanben0_${version}_$arch.deb" \
	"$packages/kanben-data_${version}_all.deb" "$work/packages"

# The same steps as in Containerfile.
SOURCE_DATE_EPOCH=$(git -C "$top" log -1 --format=%ct)
export SOURCE_DATE_EPOCH
# shellcheck disable=SC2016 # mmdebstrap sets $1
as_root env SOURCE_DATE_EPOCH="$SOURCE_DATE_EPOCH" mmdebstrap --quiet --variant=apt "$suite" "$work/root.tar" \
	--dpkgopt="$top/tools/image.dpkg" \
	--customize-hook="copy-in '$work/packages' /tmp" \
	--customize-hook='chroot "$1" sh -c "apt-get -q -y update &&
		apt-get -q -y install --no-install-recommends /tmp/packages/*.deb && kanben-fetch-fonts"' \
	--customize-hook='rm -rf "$1"/tmp/* "$1"/var/log/* "$1"/var/cache/ldconfig/* "$1"/var/cache/apt/*.bin \
		"$1"/var/cache/apt/archives/*.deb "$1"/var/lib/apt/lists/*; mkdir "$1/work"' \
	>"$work/log" 2>&1 || {
	cat "$work/log" >&2
	give_up "The root of the image could not be made; the messages are above."
}
mkdir -p "$out"
made=$out/kanben-$version-$arch.tar
python3 "$top/tools/make_image.py" "$work/root.tar" "$arch" \
	"$(date -u -d "@$SOURCE_DATE_EPOCH" +%Y-%m-%dT%H:%M:%SZ)" "kanben:$version" "$work/image.tar"
mv "$work/image.tar" "$made"
(cd "$out" && sha256sum -- *.tar >SHA256SUMS)
echo "$made"
