#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# words.sh SOURCE: no clinical word in C, one door, no widget that is too new or deprecated, nothing left open.
cd "$1" || exit 1
n=0; bad=0
point () { # name, lines that should not exist
  n=$((n + 1))
  if [ -z "$2" ]; then echo "ok $n - $1"; else bad=1; echo "not ok $n - $1"; printf '%s\n' "$2" | head -n 12 | sed 's/^/# /'; fi
}
echo 1..6
point "no clinical word in C" "$(grep -rniE 'tokuhashi|tomita|katagiri|bollen|dexamethasone|zoledron|denosumab|lymphoma|myeloma' src --include='*.c' --include='*.h')"
point "one door: only the session applies a change" "$(grep -rn 'pdl_case_apply *(' src --include='*.c' | grep -vE '^src/(record/|session/pdl-session\.c|store/|exchange/)')"
point "no widget beyond GTK 4.8 and libadwaita 1.2, none deprecated at 4.18" "$(grep -rnE 'GtkDialog|GtkMessageDialog|GtkInfoBar|GtkComboBox|GtkTreeView|GtkListStore|GtkStatusbar|AdwLeaflet|AdwFlap|AdwSqueezer|AdwBanner|AdwSwitchRow|AdwSpinRow|AdwNavigationSplitView|AdwToolbarView|AdwBreakpoint|AdwAlertDialog|GtkShortcutsWindow|gtk_style_context' src ui | grep -v '/compat/')"
point "CSS uses named colours" "$(grep -rnE 'var *\(|@media' resources --include='*.css')"
point "nothing left open" "$(grep -rnE 'TODO|FIXME|(^|[^X])XXX([^X]|\$)' src ui data tests --include='*.[chi]*' --include='*.ui' --include='*.py' --include='*.sh' | grep -v tests/lint/words.sh)"
point "no file grew past 800 lines" "$(find src -name '*.[ch]' -exec wc -l {} + | awk '$2 != "total" && $1 > 800 { print $1, $2 }')"
exit $bad
