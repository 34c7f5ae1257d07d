# SPDX-License-Identifier: MIT
# shellcheck shell=sh
# debian.sh: sourced by the scripts that need Debian packages. Never asks anything.

have() {
	command -v "$1" >/dev/null 2>&1
}

# Prints its arguments and ends the script with kanben's exit code for a failing environment.
give_up() {
	printf '%s\n' "$@" >&2
	exit 3
}

as_root() {
	if [ "$(id -u)" -eq 0 ]; then
		"$@"
	elif ! have sudo; then
		give_up "This needs root, and sudo is not installed: $*"
	elif [ -t 0 ]; then
		sudo "$@"
	else
		sudo -n "$@"
	fi
}

# Runs apt-get as root; prints its output only when it fails.
apt_get() {
	apt_log=$(mktemp)
	if as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -y \
		-o DPkg::Lock::Timeout=300 -o Acquire::Retries=3 "$@" \
		</dev/null >"$apt_log" 2>&1; then
		rm -f "$apt_log"
	else
		cat "$apt_log" >&2
		rm -f "$apt_log"
		give_up "apt-get $1 failed; its messages are above."
	fi
}

# Updates the package lists, once for all the scripts of one run.
apt_update() {
	[ -z "${KANBEN_APT_UPDATED:-}" ] || return 0
	echo "Updating the Debian package lists"
	apt_get update
	export KANBEN_APT_UPDATED=1
}

# The code name of the running release of Debian.
release() {
	(. /etc/os-release 2>/dev/null && echo "${VERSION_CODENAME:-}") || :
}

is_installed() {
	[ "$(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}
