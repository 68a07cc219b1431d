/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdl-store.h"

/* Search of the case list; the list model uses it as you type. Pure. */

/* TRUE when every word of @search (NULL or blank: always) is found in the name, the number, the primary tumour (code or
 * label) or, being a level, among the levels. Case and accents do not count. */
gboolean pdl_case_search_matches (const PdlCaseSummary *summary, PdlDictionary *dictionary, const char *search);
