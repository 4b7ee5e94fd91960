#!/bin/sh
# Installs FootRehab Desktop for the user who runs it; no administrator is needed.
#
#   sh install.sh [--prefix FOLDER]      default folder: ~/.local/opt/footrehab-desktop
#
# Each version lies in a folder of its own, FOLDER/VERSION. The links `current` and `former` are exchanged in one step
# each once the new version lies there whole and has started, so that the one before keeps working whatever happens.
# Patients' records lie elsewhere and are touched by nothing here.
set -eu
umask 022
LC_ALL=C
export LC_ALL

product=footrehab-desktop
version=@VERSION@
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
share=${XDG_DATA_HOME:-$HOME/.local/share}
commands=$HOME/.local/bin
prefix=$HOME/.local/opt/$product
unpacked=.unpacked-

stop() {
    echo "$1" >&2
    exit 1
}

usage() {
    stop "Usage: sh install.sh [--prefix FOLDER]"
}

# Put a link in place in one step: there is never a moment without it.
set_link() {
    rm -f -- "$2.new"
    ln -s -- "$1" "$2.new"
    mv -fT -- "$2.new" "$2"
}

# Put a file in place in one step.
set_file() {
    mkdir -p -- "$(dirname -- "$2")"
    cp -- "$1" "$2.new"
    mv -fT -- "$2.new" "$2"
}

installed_version() {
    if [ -L "$prefix/current" ]; then basename -- "$(readlink -- "$prefix/current")"; fi
}

is_older() {
    [ "$1" != "$2" ] && [ "$(printf '%s\n%s\n' "$1" "$2" | sort -V | head -n 1)" = "$1" ]
}

# Quote a path for the Exec line of a desktop entry: once as a string, once as an argument.
quoted() {
    printf '"%s"' "$(printf '%s' "$1" | sed -e 's/[\\"`$]/\\\\&/g' -e 's/\\\\\\/\\\\\\\\/g' -e 's/%/%%/g')"
}

# Tell whether a folder holds a version of this program; nothing else in the folder of versions is ever removed.
is_ours() {
    [ -f "$1/_internal/footrehab_desktop/resources/installation.json" ]
}

# Remove a version; cut short, it is no half version that is left but something the next run clears away.
discard() {
    rm -rf -- "$prefix/${unpacked}old"
    mv -T -- "$1" "$prefix/${unpacked}old"
    rm -rf -- "$prefix/${unpacked}old"
}

flush() {
    sync -f -- "$prefix" 2>/dev/null || sync
}

copy_program() {
    if ! cp -R -P -p -- "$1" "$2"; then
        rm -rf -- "$2"
        stop "The program could not be copied to $prefix. The version before was not changed."
    fi
}

check_room() {
    needed=$(du -sk -- "$here/program" | cut -f 1)
    free=$(df -Pk -- "$prefix" | awk 'NR == 2 { print $4 }')
    if [ "$free" -lt "$((needed + 10240))" ]; then
        stop "There is not enough room in $prefix: $((needed / 1024 + 10)) MB are needed, $((free / 1024)) MB are free. Nothing was changed."
    fi
}

unpack_beside() {
    rm -rf -- "$fresh"
    copy_program "$here/program" "$fresh"
    if ! said=$("$fresh/footrehab" --version 2>&1); then
        rm -rf -- "$fresh"
        stop "The program does not start on this system: it needs a 64-bit processor, glibc @GLIBC@ or newer and the libraries of a
desktop. Nothing was changed. It said: $(printf '%s\n' "$said" | tail -n 2)"
    fi
    flush
}

exchange() {
    if [ -e "$prefix/$version" ]; then discard "$prefix/$version"; fi
    mv -T -- "$fresh" "$prefix/$version"
    if [ -n "$before" ]; then set_link "$before" "$prefix/former"; fi
    set_link "$version" "$prefix/current"
}

# The same version once more: `current` leads to the fresh copy while the folder of that version is made anew.
exchange_same_version() {
    set_link "$(basename -- "$fresh")" "$prefix/current"
    finish_same_version "$version"
}

finish_same_version() {
    if [ -e "$prefix/$1" ]; then discard "$prefix/$1"; fi
    copy_program "$prefix/$unpacked$1" "$prefix/$1"
    flush
    set_link "$1" "$prefix/current"
    rm -rf -- "$prefix/$unpacked$1"
}

remove_older_versions() {
    former=""
    if [ -L "$prefix/former" ]; then former=$(readlink -- "$prefix/former"); fi
    rm -rf -- "$prefix/$unpacked"*
    for folder in "$prefix"/[0-9]*; do
        name=$(basename -- "$folder")
        if [ "$name" != "$version" ] && [ "$name" != "$former" ] && is_ours "$folder"; then discard "$folder"; fi
    done
}

tell_desktop() {
    start=$(quoted "$prefix/current/footrehab")
    entry=$share/applications/$product.desktop
    mkdir -p -- "$share/applications"
    while IFS= read -r line; do
        case $line in
            Exec=footrehab*) printf 'Exec=%s%s\n' "$start" "${line#Exec=footrehab}" ;;
            *) printf '%s\n' "$line" ;;
        esac
    done <"$here/share/applications/$product.desktop" >"$entry.new"
    mv -fT -- "$entry.new" "$entry"
    for picture in "$here"/share/icons/hicolor/*/apps/$product.*; do
        set_file "$picture" "$share/${picture#"$here/share/"}"
    done
    set_file "$here/share/mime/packages/$product.xml" "$share/mime/packages/$product.xml"
    set_file "$here/uninstall.sh" "$prefix/uninstall.sh"
    mkdir -p -- "$commands"
    if [ -L "$commands/footrehab" ] || [ ! -e "$commands/footrehab" ]; then
        set_link "$prefix/current/footrehab" "$commands/footrehab"
    fi
    update-desktop-database -q "$share/applications" 2>/dev/null || :
    update-mime-database "$share/mime" 2>/dev/null || :
    if [ -e "$share/icons/hicolor/icon-theme.cache" ]; then
        gtk-update-icon-cache -q -t -f "$share/icons/hicolor" 2>/dev/null || :
    fi
}

missing_libraries() {
    plugins=$prefix/$version/_internal/PySide6/Qt/plugins/platforms
    if [ -e "$plugins/libqxcb.so" ] && command -v ldd >/dev/null; then
        LD_LIBRARY_PATH=$prefix/$version/_internal ldd "$plugins/libqxcb.so" | awk '/not found/ { print $1 }' | sort -u
    fi
}

while [ $# -gt 0 ]; do
    case $1 in
        --prefix) [ $# -ge 2 ] && [ -n "$2" ] || usage; prefix=$2; shift 2 ;;
        *) usage ;;
    esac
done

mkdir -p -- "$prefix"
prefix=$(CDPATH='' cd -- "$prefix" && pwd)
fresh=$prefix/$unpacked$version
mark=$prefix/.footrehab-desktop
if [ ! -e "$mark" ] && [ -n "$(ls -A -- "$prefix")" ]; then
    stop "$prefix holds other things. Choose an empty folder with --prefix. Nothing was changed."
fi
exec 9>"$mark"
if command -v flock >/dev/null; then
    flock -n 9 || stop "Another installation into $prefix is under way. Nothing was changed."
fi

before=$(installed_version)
case $before in
    "$unpacked"*) before=${before#"$unpacked"}; finish_same_version "$before" ;;
esac
if [ -n "$before" ] && is_older "$version" "$before"; then
    stop "FootRehab Desktop $before is installed; $version is older. A record that $before has opened cannot be read by it.
To go back, start the version kept before the last update: $prefix/former/footrehab
Nothing was changed."
fi
check_room
unpack_beside
if [ "$before" = "$version" ]; then exchange_same_version; else exchange; fi
remove_older_versions
tell_desktop
flush

echo "FootRehab Desktop $version is installed in $prefix."
echo "Start it from the menu, or with: $prefix/current/footrehab"
missing=$(missing_libraries)
if [ -n "$missing" ]; then
    echo "This system lacks libraries that a window needs; install them with its package manager:"
    echo "$missing"
fi
