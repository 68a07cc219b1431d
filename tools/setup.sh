# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# Sourced by run, check and the campaigns: installs Debian packages that are missing, configures, builds.

packages_build="gcc libc6-dev meson ninja-build pkg-config gettext libglib2.0-dev libglib2.0-bin libgtk-4-dev
  libadwaita-1-dev libsqlite3-dev libjson-glib-dev librsvg2-common adwaita-icon-theme fonts-cantarell
  desktop-file-utils shared-mime-info gtk-update-icon-cache"
packages_display="xvfb xauth dbus dbus-bin at-spi2-core imagemagick poppler-utils gsettings-desktop-schemas
  fonts-dejavu-core"
packages_test="xdotool openbox python3 python3-gi gir1.2-atspi-2.0 appstream libxml2-utils sqlite3 libasan8 libubsan1 xclip procps"

# setup_packages GROUP…: installs what is missing, asking for root only then.
setup_packages () {
  local group package list="" missing=""
  for group in "$@"; do
    list="packages_$group"
    for package in ${!list}; do
      dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' || missing="$missing $package"
    done
  done
  [ -n "$missing" ] || return 0
  echo "Installing:$missing" >&2
  local as_root=""
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || { echo "These Debian packages are missing; install them as root:$missing" >&2; return 1; }
    as_root="sudo"
  fi
  # shellcheck disable=SC2086
  $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends $missing >&2 || {
    $as_root apt-get update -q >&2 &&
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends $missing >&2
  }
}

# build_program DIR [MESON OPTION…]: configures DIR once, builds.
build_program () {
  local dir=$1; shift
  if [ ! -f "$dir/build.ninja" ]; then
    meson setup "$dir" "$@" >"$dir.log" 2>&1 || { tail -n 30 "$dir.log" >&2; return 1; }
  fi
  ninja -C "$dir" >"$dir.log" 2>&1 || { grep -E 'error|warning|FAILED' -A 3 "$dir.log" | head -n 60 >&2; return 1; }
}
