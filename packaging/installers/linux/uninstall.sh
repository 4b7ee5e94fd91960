#!/bin/sh
# Removes FootRehab Desktop from the folder this script lies in. Patients' records stay.
set -eu

product=footrehab-desktop
prefix=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
share=${XDG_DATA_HOME:-$HOME/.local/share}

if [ ! -e "$prefix/.footrehab-desktop" ]; then
    echo "FootRehab Desktop is not installed in $prefix." >&2
    exit 1
fi

if [ "$(readlink -- "$HOME/.local/bin/footrehab" || :)" = "$prefix/current/footrehab" ]; then
    rm -f -- "$HOME/.local/bin/footrehab"
fi
rm -f -- "$share/applications/$product.desktop" "$share/mime/packages/$product.xml"
rm -f -- "$share"/icons/hicolor/*/apps/$product.png "$share/icons/hicolor/scalable/apps/$product.svg"
for folder in "$prefix"/[0-9]*; do
    if [ -f "$folder/_internal/footrehab_desktop/resources/installation.json" ]; then rm -rf -- "$folder"; fi
done
rm -rf -- "$prefix"/.unpacked-*
rm -f -- "$prefix/current" "$prefix/former" "$prefix/uninstall.sh" "$prefix/.footrehab-desktop"
rmdir -- "$prefix" 2>/dev/null || :
update-desktop-database -q "$share/applications" 2>/dev/null || :
update-mime-database "$share/mime" 2>/dev/null || :

echo "FootRehab Desktop is removed."
echo "Patients' records and backups stay in: $share/FootRehab Desktop"
echo "Settings stay in: ${XDG_CONFIG_HOME:-$HOME/.config}/FootRehab Desktop"
