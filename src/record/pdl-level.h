/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/**
 * PdlLevel:
 *
 * A vertebral level, C1 … S5, as an index from the head down: C1 = 0 … C7 = 6, T1 = 7 … T12 = 18,
 * L1 = 19 … L5 = 23, S1 = 24 … S5 = 28. -1 means "no level". C0 and coccyx do not exist here.
 */
typedef int PdlLevel;

#define PDL_N_LEVELS 29
#define PDL_LEVEL_NONE (-1)

/* A set of levels: bit n = level n. */
typedef guint32 PdlLevelSet;

#define PDL_LEVEL_BIT(level) ((PdlLevelSet) 1u << (level))

/* "T8" and nothing else: upper case, no blanks. Returns the static name, NULL for a level out of range. */
const char *pdl_level_name (PdlLevel level);

/* Reads an exact level name ("T8"); PDL_LEVEL_NONE when it is not one. */
PdlLevel pdl_level_from_name (const char *name);

/* Reads what a person types: "t8", " T 8", "th8". PDL_LEVEL_NONE when it is not a level. */
PdlLevel pdl_level_from_typed (const char *text);

/* "T8", "T8–T10", "T8, L2–L3": for display. */
char *pdl_level_set_to_text (PdlLevelSet levels);

int pdl_level_set_count (PdlLevelSet levels);
PdlLevel pdl_level_set_first (PdlLevelSet levels);
PdlLevel pdl_level_set_last (PdlLevelSet levels);
